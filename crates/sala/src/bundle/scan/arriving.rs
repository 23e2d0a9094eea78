//! What arrives frame by frame, checked by itself: a page, an attachment.

use std::collections::HashMap;

use super::{Author, Carried, damaged};
use crate::{
    Result,
    bundle::format::{AttachmentFrame, PageFrame},
    journal::{AnnexItem, SealedPage, page::Page, unpack},
    trust::{Purpose, verify},
};

/// An attachment whose pieces are being read.
pub(super) struct Arriving {
    pub frame: AttachmentFrame,
    pub hasher: blake3::Hasher,
    pub bytes: u64,
}

impl Arriving {
    pub fn take(&mut self, chunk: &[u8]) -> Result<()> {
        self.bytes += chunk.len() as u64;
        self.hasher.update(chunk);
        if chunk.is_empty() || chunk.len() > crate::store::attachments::CHUNK || self.bytes > self.frame.bytes {
            return Err(damaged("an attachment of another size"));
        }
        Ok(())
    }

    pub fn finish(self) -> Result<AttachmentFrame> {
        let whole = self.bytes == self.frame.bytes && *self.hasher.finalize().as_bytes() == self.frame.hash;
        if whole { Ok(self.frame) } else { Err(damaged("an attachment whose bytes are not those of its name")) }
    }
}

/// A page whose signature, hash and personal values fit each other.
pub(super) fn read_page(frame: PageFrame, annex: Vec<(u64, AnnexItem)>, author: &Author) -> Result<Carried> {
    let body = unpack(&frame.body)?;
    let hash = *blake3::hash(&body).as_bytes();
    if let Author::Certified(key) = author {
        verify(key, Purpose::Page, &hash, &frame.sig)?;
    }
    let page = Page::decode(&body)?;
    if page.replica.0 != frame.replica {
        return Err(damaged("a page of another author"));
    }
    let hashes: HashMap<u64, [u8; 32]> = page.entries().filter_map(|(seq, _, e)| Some((seq, e.annex?))).collect();
    if !annex.iter().all(|(seq, item)| hashes.get(seq) == Some(&item.hash())) {
        return Err(damaged("a personal value that its page does not know"));
    }
    Ok(Carried { page, sealed: SealedPage { hash, sig: frame.sig, body: frame.body }, annex })
}
