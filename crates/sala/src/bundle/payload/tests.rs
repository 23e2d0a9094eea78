//! The age library reads what is written here, and what it writes is read here.

use std::io::{Read, Write};

use age::{secrecy::SecretString, x25519::Identity};

use crate::bundle::{Seal, seal, unseal_stream};

const LENGTHS: [usize; 6] = [0, 1, (1 << 16) - 1, 1 << 16, (1 << 16) + 1, 3_000_000];

fn content(bytes: usize) -> Vec<u8> {
    (0..bytes as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

/// As this program seals.
fn ours(to: &Seal, content: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    seal(to, &mut file, |out| Ok(out.write_all(content)?)).unwrap();
    file
}

/// As the age library opens.
fn by_age(file: &[u8], with: &dyn age::Identity) -> Vec<u8> {
    let mut content = Vec::new();
    age::Decryptor::new(file).unwrap().decrypt(std::iter::once(with)).unwrap().read_to_end(&mut content).unwrap();
    content
}

#[test]
fn age_opens_what_is_sealed_here_and_the_other_way_round() {
    let (own, other) = (Identity::generate(), Identity::generate());
    for bytes in LENGTHS {
        let content = content(bytes);
        let keys = Seal::Keys([&other, &own].map(|key| key.to_public().to_string()).to_vec());
        let file = ours(&keys, &content);
        assert!(by_age(&file, &own) == content && by_age(&file, &other) == content, "{bytes} bytes, sealed here to two keys");
        let mut theirs = Vec::new();
        let to = [other.to_public(), own.to_public()];
        let sealing = age::Encryptor::with_recipients(to.iter().map(|to| to as &dyn age::Recipient)).unwrap();
        let mut out = sealing.wrap_output(&mut theirs).unwrap();
        out.write_all(&content).unwrap();
        out.finish().unwrap();
        let mut back = Vec::new();
        unseal_stream(&theirs[..], &[&Identity::generate(), &own], None).unwrap().read_to_end(&mut back).unwrap();
        assert!(back == content, "{bytes} bytes, sealed by age");
    }
    let file = ours(&Seal::Keys(vec![other.to_public().to_string()]), b"a note");
    let refused = unseal_stream(&file[..], &[&own], None);
    assert_eq!(refused.err().map(|e| e.problem().code), Some("sealed_to_another"), "nobody else opens it");
}

#[test]
fn a_passphrase_opens_what_age_sealed_with_it_and_the_other_way_round() {
    let passphrase = || SecretString::from("correct horse".to_owned());
    let file = ours(&Seal::Passphrase(passphrase()), b"a note");
    assert_eq!(by_age(&file, &age::scrypt::Identity::new(passphrase())), b"a note");
    let mut theirs = Vec::new();
    let mut out = age::Encryptor::with_user_passphrase(passphrase()).wrap_output(&mut theirs).unwrap();
    out.write_all(b"a note").unwrap();
    out.finish().unwrap();
    let mut back = Vec::new();
    unseal_stream(&theirs[..], &[], Some("correct horse")).unwrap().read_to_end(&mut back).unwrap();
    assert_eq!(back, b"a note");
    let code = |passphrase| unseal_stream(&theirs[..], &[], passphrase).err().map(|e| e.problem().code);
    assert_eq!((code(None), code(Some("incorrect"))), (Some("passphrase_needed"), Some("passphrase_wrong")));
}

#[test]
fn a_broken_head_of_a_passphrase_is_not_called_cut_off_and_one_that_was_cut_off_is() {
    let file = ours(&Seal::Passphrase(SecretString::from("correct horse".to_owned())), b"a note");
    let code = |file: &[u8]| unseal_stream(file, &[], Some("correct horse")).err().map(|e| e.problem().code);
    let text = String::from_utf8_lossy(&file).into_owned();
    let (head, rest) = file.split_at(text.find("--- ").expect("the last line of the header"));
    let head = String::from_utf8(head.to_vec()).expect("a header is text");
    let changed = |from: &str, to: &str| {
        assert!(head.contains(from), "{from:?} stands in {head:?}");
        [head.replacen(from, to, 1).as_bytes(), rest].concat()
    };
    assert_eq!(code(&file), None);
    assert_eq!(code(&changed(" 18\n", " 40\n")), Some("not_a_sala_file"), "nobody asks for so much work");
    for (from, to) in [("-> scrypt ", "-> scrypt !"), (" 18\n", "\n"), (" 18\n", " 18\n\n")] {
        assert_eq!(code(&changed(from, to)), Some("file_damaged"), "{to:?} in the place of {from:?}");
    }
    for at in [30, head.len(), head.len() + 10, head.len() + 50] {
        assert_eq!(code(&file[..at]), Some("file_truncated"), "cut after {at} bytes of {}", file.len());
    }
}

#[test]
fn a_header_that_was_changed_cut_off_or_never_ends_is_refused() {
    let own = Identity::generate();
    let file = ours(&Seal::Keys(vec![own.to_public().to_string()]), b"a note");
    let end = file.windows(4).position(|line| line == b"--- ").expect("the last line of the header");
    let code = |file: &[u8]| {
        let mut all = Vec::new();
        match unseal_stream(file, &[&own], None) {
            Ok(mut opened) => opened.read_to_end(&mut all).map(|_| "opened").unwrap_or("its content does not open"),
            Err(e) => e.problem().code,
        }
    };
    assert_eq!(code(&file), "opened");
    for at in 0..end + 60 {
        assert_ne!(code(&file[..at]), "opened", "cut after {at} bytes");
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert_ne!(code(&changed), "opened", "byte {at} changed");
    }
    let mut endless = b"age-encryption.org/v1\n".to_vec();
    endless.resize(4 << 20, b'a');
    assert_ne!(code(&endless), "opened", "no header is that long");
    let crowd: Vec<_> = (0..400).map(|_| Identity::generate().to_public().to_string()).collect();
    assert_eq!(code(&ours(&Seal::Keys(crowd), b"a note")), "not_a_sala_file", "nor is one of so many receivers: reading it would take long");
    assert_eq!(code(&vec![0xd8; 4 << 20]), "not_a_sala_file", "a picture is none at all");
}
