//! Attachments: how fast they travel, and what an import costs in memory, whatever the bundle's size.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use sala::{
    Desk, SystemClock,
    journal::Scalar,
    outputs::records::{ATTACHMENT, FILE},
};
use sala_tests::laptop::{Laptop, copy_folder};
use serde_json::Value;

use crate::figure;

/// Throughput of 1 GB both ways; and peak memory of importing it over that of importing 10 MB and 100 MB.
pub fn measure() -> Vec<Value> {
    let [small, middle, large] = [10, 100, 1000].map(carried);
    let note = "each in a process of its own; a small bundle does not fill the store's page cache of 16 MB";
    let floor = Floor::of(&large.bundle);
    let note_of = |took: f64| {
        let bytes = large.bytes as f64 / 1e6;
        format!("{:.0} MB/s; a copy on this disk {:.0}, age alone {:.0} MB/s (the slower is the base)", bytes / took, bytes / floor.copy, bytes / floor.age)
    };
    let base = floor.copy.max(floor.age);
    vec![
        figure("exporting 1 GB of attachments, over the slower of a disk copy and age", large.export, Some(base), 1.0 / 0.6, "s", note_of(large.export)),
        figure("importing 1 GB of attachments, over the slower of a disk copy and age", large.import, Some(base), 1.0 / 0.6, "s", note_of(large.import)),
        figure("peak memory of an import, 1 GB of attachments over 10 MB", large.peak, Some(small.peak), 1.5, "MB", note.to_owned()),
        figure(
            "peak memory of an import, 1 GB of attachments over 100 MB",
            large.peak,
            Some(middle.peak),
            1.1,
            "MB",
            String::from("flat once the page cache is full"),
        ),
    ]
}

/// What the machine itself needs for a file, in seconds.
struct Floor {
    copy: f64,
    age: f64,
}

impl Floor {
    fn of(bundle: &Path) -> Self {
        let copy = bundle.with_extension("copy");
        let start = Instant::now();
        std::fs::copy(bundle, &copy).expect("a copy");
        File::open(&copy).expect("the copy").sync_all().expect("a durable copy");
        let copied = start.elapsed().as_secs_f64();
        std::fs::remove_file(&copy).expect("room");
        let bytes = bundle.metadata().expect("a bundle").len();
        let key = age::x25519::Identity::generate();
        let recipient = key.to_public();
        let start = Instant::now();
        let sealing = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient)).expect("a recipient");
        let mut out = sealing.wrap_output(std::io::sink()).expect("a stream");
        let block = vec![0x5a; 1 << 20];
        for _ in 0..bytes >> 20 {
            out.write_all(&block).expect("sealed");
        }
        out.finish().expect("sealed");
        Self { copy: copied, age: start.elapsed().as_secs_f64() }
    }
}

/// A bundle that went from one laptop to another.
struct Carried {
    _folders: [Laptop; 2],
    bundle: PathBuf,
    bytes: u64,
    /// Seconds.
    export: f64,
    import: f64,
    /// MB.
    peak: f64,
}

/// Carry so many MB of pictures; the import in a child process, whose peak memory is its own.
fn carried(megabytes: u64) -> Carried {
    let hq = Laptop::headquarters();
    let site = Laptop::accepted_by(&hq, "LAP-B", "Bounthong S.");
    let book = hq.desk.new_book();
    hq.desk.change(book, "bench", |c| c.set(sala::agenda::records::TITLE.of(&sala::agenda::records::SESSION, book), "Opening")).expect("a book");
    hq.carry_to(&site);
    for i in 0..megabytes / 10 {
        let mut picture = noise(i).take(10 << 20);
        let (hash, bytes) = site.desk.keep_attachment(&mut picture).expect("a picture");
        let hung = site.desk.change(book, "bench", |c| {
            let id = c.create();
            let mut parts = vec![Scalar::Null; FILE.parts.len()];
            for (part, slot) in FILE.parts.iter().zip(&mut parts) {
                match part.name {
                    "hash" => *slot = Scalar::Bytes(hash.to_vec()),
                    "name" => *slot = Scalar::Text(format!("{i}.jpg")),
                    "bytes" => *slot = Scalar::Int(bytes as i64),
                    _ => {}
                }
            }
            c.set(FILE.of(&ATTACHMENT, id), sala::journal::Value::new(parts))
        });
        hung.expect("an attachment");
    }
    let start = Instant::now();
    let bundle = site.export_for(&hq);
    let export = start.elapsed().as_secs_f64();
    let store = hq.file("receiving");
    let hq = hq.after(|dir| copy_folder(dir, &store));
    let child = std::process::Command::new(std::env::current_exe().expect("this program")).arg("child").args([&store, &bundle]).output().expect("a child");
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    let mut numbers = said.split_whitespace().map(|n| n.parse::<f64>().expect("a number"));
    let (Some(peak), Some(import)) = (numbers.next(), numbers.next()) else { panic!("the child failed: {}", String::from_utf8_lossy(&child.stderr)) };
    std::fs::remove_dir_all(&store).expect("room");
    Carried { bytes: bundle.metadata().expect("a bundle").len(), _folders: [hq, site], bundle, export, import, peak }
}

/// Bytes that do not compress, another run for each seed.
fn noise(seed: u64) -> impl std::io::Read {
    struct Noise(u64);
    impl std::io::Read for Noise {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            for chunk in out.chunks_mut(8) {
                // xorshift64 (Marsaglia 2003)
                self.0 ^= self.0 << 13;
                self.0 ^= self.0 >> 7;
                self.0 ^= self.0 << 17;
                let bytes = self.0.to_le_bytes();
                chunk.copy_from_slice(&bytes[..chunk.len()]);
            }
            Ok(out.len())
        }
    }
    Noise(seed * 2 + 0x9e37_79b9_7f4a_7c15)
}

/// Import `file` into `store` and print this process's peak memory in MB, and the seconds it took.
pub fn child(store: &Path, file: &Path) {
    let desk = Desk::open(store, Arc::new(SystemClock)).expect("the store");
    let start = Instant::now();
    desk.import(file, None, &mut |_, _| true).expect("an import");
    let took = start.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").expect("this system tells a process's memory");
    let kilobytes: f64 = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).and_then(|l| l.trim().split(' ').next()?.parse().ok()).expect("VmHWM");
    println!("{:.1} {took:.3}", kilobytes / 1024.0);
}
