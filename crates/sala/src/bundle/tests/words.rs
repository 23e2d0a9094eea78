//! Certificates, revocations and requests that nobody honest writes: anybody can sign one with a key of their own.

use super::{forge::Post, refused};
use crate::{
    Role,
    bundle::{
        ExportOptions, Status, To,
        format::{decode, encode, kind},
        seal::unseal,
    },
    trust::{Certificate, Cut, Purpose, Request, Revocation, SignKey, Signed},
};

impl Post {
    /// A certificate of another organisation.
    fn foreign(&self, root: &SignKey) -> Certificate {
        let honest: Signed = decode(&self.frames.0[self.frames.at(kind::CERTIFICATE)].1).unwrap();
        Certificate { root: root.public(), ..Certificate::read(&honest).unwrap() }
    }
}

fn signed(root: &SignKey, purpose: Purpose, body: Vec<u8>) -> Vec<u8> {
    encode(&Signed { sig: root.sign(purpose, &body), body }).unwrap()
}

#[test]
fn words_of_others_are_no_longer_than_anybody_makes_them() {
    let post = Post::new();
    let root = SignKey::generate();
    let certificate = |change: &dyn Fn(&mut Certificate)| {
        let mut foreign = post.foreign(&root);
        change(&mut foreign);
        signed(&root, Purpose::Certificate, encode(&foreign).unwrap())
    };
    let cuts = |n: usize| (0..n).map(|_| Cut { book: [7; 16], page: 9, heads: None }).collect::<Vec<_>>();
    let revocation = |n: usize| {
        let revocation = Revocation { root: root.public(), replica: [7; 16], at: 1, cuts: cuts(n), others: None };
        signed(&root, Purpose::Revocation, encode(&revocation).unwrap())
    };
    let with = |kind: u8, payloads: Vec<Vec<u8>>| {
        let frames = payloads.into_iter().fold(post.frames.clone(), |frames, payload| frames.with(1, kind, payload));
        post.sealed(&frames)
    };
    let long = "x".repeat(300_000);
    for (why, kind, payload) in [
        ("an organisation whose name is a book", kind::CERTIFICATE, certificate(&|c| c.organisation.clone_from(&long))),
        ("a role that is a book", kind::CERTIFICATE, certificate(&|c| c.role.clone_from(&long))),
        ("a recovery key that is a book", kind::CERTIFICATE, certificate(&|c| c.recovery.clone_from(&long))),
        ("a certificate for more books than there are", kind::CERTIFICATE, certificate(&|c| c.books = Some(vec![[7; 16].into(); 70_000]))),
        ("a revocation in more books than there are", kind::REVOCATION, revocation(60_000)),
    ] {
        refused(&post, &with(kind, vec![payload]), "damaged", why);
    }
    let nearly = || revocation(50_000);
    assert!(nearly().len() < 1 << 20, "each of them is short enough");
    refused(&post, &with(kind::REVOCATION, vec![nearly(); 36]), "damaged", "more of them than fit into memory");
    let taken = post.hq.import(&with(kind::REVOCATION, vec![nearly(); 2]), None, &mut |_, _| true).unwrap();
    assert_eq!(taken.status, Status::Applied, "two of them do");
}

#[test]
fn a_request_that_comes_along_with_a_file_is_no_longer_than_one_in_a_file_of_its_own() {
    let post = Post::new();
    let other = post.stranger("LAP-X", Role::Site);
    super::forge::title(&other, other.new_book(), "opening", "Elsewhere");
    let file = post.folder.path().join("x.sala");
    other.export(&file, &ExportOptions { to: To::Passphrase("nine red boats".into()), ..Default::default() }, &mut |_, _| true).unwrap();
    let frames = super::forge::Frames::read(unseal(&file, &post.hq.keys().open, Some("nine red boats")).unwrap());
    let at = frames.at(kind::REQUEST);
    let honest = Request::read(&decode(&frames.0[at].1).unwrap()).unwrap();
    for (length, why) in [(200, "a role of a line"), (100_000, "a role that is a book")] {
        let mut frames = frames.clone();
        let request = Request { role: "x".repeat(length), ..honest.clone() };
        frames.0[at].1 = signed(&other.keys().sign, Purpose::Request, encode(&request).unwrap());
        refused(&post, &post.sealed_by(&frames, &other.keys().sign, &post.hq), "damaged", why);
        assert_eq!(post.hq.requests().unwrap(), [], "{why}: nothing of it is kept");
    }
}
