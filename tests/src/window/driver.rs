//! The processes that stand between a test and the window: tauri-driver, and WebKitWebDriver behind it.

use std::ffi::{OsStr, OsString};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A running driver with a pair of ports of its own. Ends with its value, and takes the window with it.
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts a driver whose window will see these environment variables.
    ///
    /// # Panics
    /// Where the driver is not installed, or does not answer within ten seconds.
    #[must_use]
    pub fn start(environment: &[(OsString, OsString)]) -> Driver {
        let (port, native) = free_ports();
        let program = std::env::var_os("TAURI_DRIVER").unwrap_or_else(|| "tauri-driver".into());
        let process = Command::new(&program)
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .envs(environment.iter().map(|(name, value)| (name.as_os_str(), value.as_os_str())))
            // Both are common advice for machines without a graphics card. On WebKitGTK 2.50 either makes a request for a
            // picture wait for ever, and without them everything is painted.
            .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE")
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            // No desktop session belongs to a test: its accessibility bus and its keychain are left alone.
            .env("NO_AT_BRIDGE", "1")
            // Nor does what the user's own machine remembers of stores.
            .env("SALA_MEMORY", std::env::temp_dir().join("sala-window-memory"))
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .stdin(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", program.to_string_lossy()));
        let driver = Driver { process, port };
        // WebKitWebDriver first: asked before it listens, tauri-driver complains aloud.
        wait_until_it_listens(native);
        wait_until_it_listens(port);
        driver
    }

    /// Where commands go.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to end, tauri-driver ends WebKitWebDriver too; killed, it would leave it behind.
        let asked = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        if asked.is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// The program under test.
///
/// # Panics
/// Where `SALA_DESKTOP` does not name it.
#[must_use]
pub fn program() -> PathBuf {
    let named = std::env::var_os("SALA_DESKTOP");
    PathBuf::from(named.expect("SALA_DESKTOP names no program; `cargo xtask test --only window` builds it and names it"))
}

fn wait_until_it_listens(port: u16) {
    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(10), "nothing listens on port {port}, ten seconds after the driver was started");
        sleep(Duration::from_millis(10));
    }
}

fn free_ports() -> (u16, u16) {
    // Both are held until both are known, so that they differ.
    let listen = || TcpListener::bind(("127.0.0.1", 0)).expect("this machine has a free port");
    let (one, two) = (listen(), listen());
    let port = |listener: &TcpListener| listener.local_addr().expect("a listener has an address").port();
    (port(&one), port(&two))
}

/// A name and a value for the environment.
pub fn variable(name: &str, value: impl AsRef<OsStr>) -> (OsString, OsString) {
    (name.into(), value.as_ref().to_owned())
}
