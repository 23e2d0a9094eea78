//! What an import costs in memory, whatever the bundle's size.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use sala::{
    Desk, SystemClock,
    journal::Scalar,
    outputs::records::{ATTACHMENT, FILE},
};
use sala_tests::laptop::Laptop;
use serde_json::Value;

use crate::figure;

/// Peak memory of importing 1 GB of attachments over that of importing 10 MB and 100 MB.
pub fn measure() -> [Value; 2] {
    let [small, middle, large] = [10, 100, 1000].map(peak);
    let note = "each in a process of its own; a small bundle does not fill the store's page cache of 16 MB";
    [
        figure("peak memory of an import, 1 GB of attachments over 10 MB", large, Some(small), 1.5, "MB", note.to_owned()),
        figure("peak memory of an import, 1 GB of attachments over 100 MB", large, Some(middle), 1.1, "MB", String::from("flat once the page cache is full")),
    ]
}

/// Peak memory in MB of a child process that imports a bundle of so many MB.
fn peak(megabytes: u64) -> f64 {
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
    let file = site.export_for(&hq);
    let store = hq.desk.dir().to_owned();
    drop(hq.desk);
    let child = std::process::Command::new(std::env::current_exe().expect("this program")).arg("attachments").args([&store, &file]).output().expect("a child");
    String::from_utf8_lossy(&child.stdout).trim().parse().unwrap_or_else(|_| panic!("the child failed: {}", String::from_utf8_lossy(&child.stderr)))
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

/// Import `file` into `store` and print this process's peak memory in MB.
pub fn child(store: &Path, file: &Path) {
    let desk = Desk::open(store, Arc::new(SystemClock)).expect("the store");
    let file: PathBuf = file.to_owned();
    desk.import(&file, None, &mut |_, _| true).expect("an import");
    let status = std::fs::read_to_string("/proc/self/status").expect("this system tells a process's memory");
    let kilobytes: f64 = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).and_then(|l| l.trim().split(' ').next()?.parse().ok()).expect("VmHWM");
    println!("{:.1}", kilobytes / 1024.0);
}
