//! bare try
use sala_tests::window::Setup;
#[test]
fn bare() {
    let dir = tempfile::tempdir().unwrap();
    let s = Setup::on(dir.path()).open();
    s.resize(1280, 800);
    s.sees("Hello");
    s.keep_picture("bare");
    s.press_button("Say it");
    s.sees("said 1");
    s.key("k");
    s.sees("key k");
    s.chord(&[sala_tests::window::keys::CONTROL, "z"]);
    s.sees("key z ctrl");
    s.resize(1024, 640);
    s.keep_picture("bare-small");
}
