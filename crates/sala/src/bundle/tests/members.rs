//! `docs/file-format.md` against the code: as many members, in the same order, of the same form.

use minicbor::{Decoder, Encode, data::Type};

use crate::{
    bundle::{
        format::{AnnexFrame, AttachmentFrame, Manifest, PageFrame, PageRange, VolumeOf, encode},
        receipt::Receipt,
    },
    trust::{Certificate, Cut, Request, Revocation, Signed, Succession},
};

/// The forms that the document gives the members of a structure; none where its numbers are not 0, 1, 2 and so on.
fn told(structure: &str) -> Vec<String> {
    let document = include_str!("../../../../../docs/file-format.md");
    let (_, section) = document.split_once(&format!("\n### {structure}\n")).expect("a section of its own");
    let rows = section.lines().skip_while(|line| !line.starts_with("|---")).skip(1).take_while(|line| line.starts_with('|'));
    let cells = rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
    let in_order = cells.enumerate().map(|(n, cells)| {
        assert_eq!((cells.len(), cells[0]), (3, n.to_string().as_str()), "{structure}: each member has its number");
        cells[2].to_owned()
    });
    in_order.collect()
}

/// The forms of the members as they are written.
fn written<T: Encode<()>>(item: &T) -> Vec<String> {
    let bytes = encode(item).unwrap();
    let mut members = Decoder::new(&bytes);
    let count = members.array().unwrap().expect("a length");
    let form = |_| {
        let form = match members.datatype().unwrap() {
            Type::Bytes => format!("{} bytes", members.clone().bytes().unwrap().len()),
            Type::String => "text".to_owned(),
            Type::Array => "array".to_owned(),
            Type::Bool => "boolean".to_owned(),
            Type::U8 | Type::U16 | Type::U32 | Type::U64 => "integer".to_owned(),
            other => panic!("no structure has a member of this type: {other}"),
        };
        members.skip().unwrap();
        form
    };
    (0..count).map(form).collect()
}

fn agree<T: Encode<()>>(structure: &str, item: &T) {
    let (told, written) = (told(structure), written(item));
    assert_eq!(told.len(), written.len(), "{structure}: {told:?} is told, {written:?} is written");
    for (n, (told, written)) in told.iter().zip(&written).enumerate() {
        // Bytes of any length are told without a number.
        let fits = told.starts_with(written.as_str()) || (told.starts_with("bytes") && written.ends_with(" bytes"));
        assert!(fits, "{structure}, member {n}: `{told}` is told, `{written}` is written");
    }
}

#[test]
fn every_structure_of_a_file_is_laid_out_in_the_document_member_by_member() {
    let text = || "text".to_owned();
    let range = || PageRange { replica: [1; 16], book: [2; 16], first: 1, last: 9, head: Some([3; 32].into()) };
    let cut = || Cut { book: [2; 16], page: 7, heads: Some(vec![[3; 32].into()]) };
    let volume = || VolumeOf { set: [1; 16], number: 1, of: 2 };
    let succession = || Succession { sign: [1; 32], label: text(), sig: [2; 64] };
    agree("Signed", &Signed { body: vec![0; 9], sig: [1; 64] });
    agree("Page range", &range());
    agree("Volume", &volume());
    agree("Cut", &cut());
    agree("Succession", &succession());
    let manifest = Manifest {
        bundle: [1; 16],
        sign: [2; 32],
        label: text(),
        author: text(),
        at: 1,
        to: vec![text()],
        pages: vec![range()],
        entries: 1,
        attachments: 1,
        attachment_bytes: 1,
        based_on: Some(1),
        version: text(),
        volume: Some(volume()),
        partial: Some(true),
    };
    agree("Manifest", &manifest);
    let certificate = Certificate {
        root: [1; 32],
        organisation: text(),
        sign: [2; 32],
        recipient: text(),
        label: text(),
        role: text(),
        issued: 1,
        recovery: text(),
        books: Some(vec![[1; 16].into()]),
        until: Some(1),
        stands: Some(vec![cut()]),
    };
    agree("Certificate", &certificate);
    agree("Request", &Request { sign: [1; 32], recipient: text(), label: text(), role: text(), at: 1, succeeds: vec![succession()] });
    agree("Revocation", &Revocation { root: [1; 32], replica: [2; 16], at: 1, cuts: vec![cut()], others: Some(1) });
    let receipt = Receipt {
        sign: [1; 32],
        at: 1,
        pages: vec![range()],
        attachments: vec![0; 32],
        asks: Some(vec![range()]),
        wants: Some(vec![0; 32]),
        aside: Some(vec![range()]),
    };
    agree("Receipt", &receipt);
    agree("Page frame", &PageFrame { replica: [1; 16], sig: [2; 64], body: vec![0; 9] });
    agree("Personal value", &AnnexFrame { seq: 1, salt: [1; 16], value: vec![0; 9] });
    agree("Attachment", &AttachmentFrame { hash: [1; 32], bytes: 1 });
}
