//! Reading a bundle: every hash, signature and count is checked, and nothing is changed. Pages are checked before anything is
//! believed; attachments, which follow them, while they are kept, by a work that is taken back where one of them is not whole.

mod arriving;

use std::{io::Read, path::Path, sync::Arc};

use arriving::{Arriving, read_page};

use super::{
    ahead::Trusted,
    enrol::MAX_REQUEST,
    format::{AnnexFrame, AttachmentFrame, FrameReader, MAX_RANGES, Manifest, PageFrame, decode, kind},
    receipt::Receipt,
    seal,
    watch::{Watch, Watched},
};
use crate::{
    Error, Problem, ReplicaId, Result,
    journal::{AnnexItem, SealedPage, page::Page, unpack},
    trust::{Certificate, Keys, Purpose, Request, Revocation, Signed, verify},
};

/// A page as a bundle brings it.
pub(super) struct Carried {
    pub page: Page,
    pub sealed: SealedPage,
    pub annex: Vec<(u64, AnnexItem)>,
}

/// What a bundle's frames are handed to.
pub(super) trait Visitor {
    fn certificate(&mut self, _certificate: &Certificate) {}
    /// Whether a replica's pages are to be read.
    fn author(&mut self, replica: ReplicaId) -> Author;
    fn page(&mut self, page: Carried) -> Result<()>;
    fn attachment(&mut self, _frame: &AttachmentFrame) -> Result<()> {
        Ok(())
    }
    fn chunk(&mut self, _data: Vec<u8>) -> Result<()> {
        Ok(())
    }
    /// The attachment whose pieces came last is what its name says.
    fn attached(&mut self, _frame: &AttachmentFrame) -> Result<()> {
        Ok(())
    }
    /// True to read no further than to the first attachment: the file is read again, and checked to its end then.
    fn stops_at_attachments(&self) -> bool {
        false
    }
}

/// Takes nothing: the file is looked at to see whether it is whole.
pub(super) struct Onlooker {
    /// Pages are unpacked and decoded; otherwise only what surrounds them is read.
    pub into_pages: bool,
}

impl Visitor for Onlooker {
    fn author(&mut self, _: ReplicaId) -> Author {
        if self.into_pages { Author::Checked } else { Author::Stranger }
    }
    fn page(&mut self, _: Carried) -> Result<()> {
        Ok(())
    }
}

/// What is known of a page's author before the page is read.
pub(super) enum Author {
    /// Certified: its signature is checked against this key.
    Certified([u8; 32]),
    /// Checked when the same file was read before.
    Checked,
    /// Nobody certified it: the page is not even unpacked.
    Stranger,
}

/// All of a bundle but its pages and attachments.
pub(super) struct Contents {
    pub manifest: Manifest,
    pub certificates: Vec<(Certificate, Signed)>,
    pub revocations: Vec<(Revocation, Signed)>,
    pub request: Option<(Request, Signed)>,
    pub receipt: Option<Receipt>,
    /// How many pages came.
    pub pages: u64,
    /// The hash of what comes before its attachments.
    pub head: [u8; 32],
    /// The hash of all of it, where it was read and checked to its end; otherwise it was up to its attachments.
    pub end: Option<[u8; 32]>,
}

/// How a bundle is opened.
pub(super) struct Opening<'a> {
    pub keys: Arc<Keys>,
    /// A passphrase, or the organisation's recovery secret.
    pub passphrase: Option<&'a str>,
    /// Certificates checked when they came: the same bytes are not checked again.
    pub known: Arc<Trusted>,
    /// For whom it was sealed was looked at when the file came first.
    pub is_kept: bool,
}

impl Opening<'_> {
    /// Whose files it opens; none where that is not asked any more.
    fn recipients(&self) -> Option<Vec<String>> {
        let recovery = self.passphrase.and_then(seal::recovery_key).map(|key| key.to_public().to_string());
        (!self.is_kept).then(|| std::iter::once(self.keys.recipient()).chain(recovery).collect())
    }
}

/// The largest manifest in bytes: anybody can write one, and a list of empty names takes much more memory than bytes. It
/// holds the most ranges and receivers there may be.
const MAX_MANIFEST: usize = 12 << 20;
/// The most bytes of a certificate or a revocation: it may name a cut in each book.
const MAX_WORD: usize = 1 << 20;
/// The most bytes of all of them in one file.
const MAX_WORDS: usize = 32 << 20;
/// The most receivers of one file.
const MAX_RECEIVERS: usize = 1_000;

fn damaged(why: &'static str) -> Error {
    Error::damaged("bundle", why)
}

/// Read a bundle from first frame to last. The visitor may watch for itself how far it is; `watch` counts what is read.
pub(super) fn scan(path: &Path, opening: &Opening<'_>, visitor: &mut dyn Visitor, watch: Option<&mut Watch<'_>>) -> Result<Contents> {
    let mut input: Box<dyn Read + '_> = seal::unseal(path, &opening.keys.open, opening.passphrase)?;
    if let Some(watch) = watch {
        input = Box::new(Watched { input, watch, done: 0 });
    }
    scan_frames(input, opening.recipients().as_deref(), |signed| opening.known.certificate(signed).cloned(), visitor)
}

/// Read what was inside the seal. `own` are the receivers that the reader stands for, none where that was looked at before; `known` answers a certificate that was
/// checked when it came.
pub(super) fn scan_frames(
    input: impl Read,
    own: Option<&[String]>,
    known: impl Fn(&Signed) -> Option<Certificate>,
    visitor: &mut dyn Visitor,
) -> Result<Contents> {
    let mut frames = FrameReader::new(input)?;
    let (first, payload, _) = frames.frame()?;
    if first != kind::MANIFEST {
        return Err(damaged("it does not begin with a manifest"));
    }
    if payload.len() > MAX_MANIFEST {
        return Err(damaged("a manifest longer than the limit"));
    }
    let manifest: Manifest = decode(&payload)?;
    if manifest.pages.len() > MAX_RANGES || manifest.to.len() > MAX_RECEIVERS {
        return Err(damaged("a manifest longer than the limit"));
    }
    if !manifest.to.is_empty() && own.is_some_and(|own| !own.iter().any(|own| manifest.to.contains(own))) {
        // Sealed to us by somebody, signed for somebody else: a copy that was turned round.
        return Problem::new("sealed_to_another").refuse();
    }
    let mut contents =
        Contents { manifest, certificates: Vec::new(), revocations: Vec::new(), request: None, receipt: None, pages: 0, head: [0; 32], end: None };
    let mut annex: Option<Vec<(u64, AnnexItem)>> = None;
    let mut attachment: Option<Arriving> = None;
    let mut counts = (0_u64, 0_u64);
    let (mut strangers, mut words) = (false, 0_usize);
    let end = loop {
        let (kind, payload, before) = frames.frame()?;
        // Before they are decoded, and kept in memory until all of the file has been read: anybody can write them.
        let longest = match kind {
            kind::CERTIFICATE | kind::REVOCATION => MAX_WORD,
            kind::REQUEST => MAX_REQUEST as usize,
            _ => usize::MAX,
        };
        words = words.saturating_add(if matches!(kind, kind::CERTIFICATE | kind::REVOCATION) { payload.len() } else { 0 });
        if payload.len() > longest || words > MAX_WORDS {
            return Err(damaged("certificates, revocations or a request longer than the limit"));
        }
        if kind != kind::CHUNK
            && let Some(arrived) = attachment.take()
        {
            visitor.attached(&arrived.finish()?)?;
        }
        if counts.1 > 0 && matches!(kind, kind::MANIFEST..=kind::ANNEX | kind::RECEIPT | kind::REVOCATION) {
            return Err(damaged("something after its attachments that belongs before them"));
        }
        if annex.is_some() && kind != kind::PAGE && matches!(kind, kind::MANIFEST..=kind::REVOCATION | kind::END) {
            return Err(damaged("personal values that their page does not follow"));
        }
        if counts.1 == 0 {
            contents.head = before;
        }
        match kind {
            kind::MANIFEST => return Err(damaged("a second manifest")),
            kind::CERTIFICATE => {
                let signed: Signed = decode(&payload)?;
                let certificate = known(&signed).map_or_else(|| Certificate::read(&signed), Ok)?;
                visitor.certificate(&certificate);
                contents.certificates.push((certificate, signed));
                if contents.certificates.len() > 10_000 {
                    return Err(damaged("too many certificates"));
                }
            }
            kind::REQUEST => {
                let signed: Signed = decode(&payload)?;
                contents.request = Some((Request::read(&signed)?, signed));
            }
            kind::REVOCATION => {
                let signed: Signed = decode(&payload)?;
                contents.revocations.push((Revocation::read(&signed)?, signed));
                if contents.revocations.len() > 10_000 {
                    return Err(damaged("too many revocations"));
                }
            }
            kind::RECEIPT => contents.receipt = Some(Receipt::read(&decode(&payload)?)?),
            kind::ANNEX => {
                let items: Vec<AnnexFrame> = decode(&unpack(&payload)?)?;
                annex = Some(items.into_iter().map(|a| (a.seq, AnnexItem { salt: a.salt, value: a.value })).collect());
            }
            kind::PAGE => {
                let frame: PageFrame = decode(&payload)?;
                let annex = annex.take().unwrap_or_default();
                contents.pages += 1;
                match visitor.author(ReplicaId(frame.replica)) {
                    Author::Stranger => strangers = true,
                    author => {
                        let carried = read_page(frame, annex, &author)?;
                        counts.0 += carried.page.len() as u64;
                        visitor.page(carried)?;
                    }
                }
            }
            kind::ATTACHMENT if visitor.stops_at_attachments() => return Ok(contents),
            kind::ATTACHMENT => {
                let frame: AttachmentFrame = decode(&payload)?;
                if frame.bytes > crate::store::attachments::LARGEST {
                    return Err(damaged("an attachment larger than the limit"));
                }
                visitor.attachment(&frame)?;
                attachment = Some(Arriving { frame, hasher: blake3::Hasher::new(), bytes: 0 });
                counts.1 += 1;
            }
            kind::CHUNK => {
                let arriving = attachment.as_mut().ok_or_else(|| damaged("a piece of no attachment"))?;
                arriving.take(&payload)?;
                visitor.chunk(payload)?;
            }
            kind::END => {
                let (hash, sig) = payload.split_first_chunk::<32>().ok_or_else(|| damaged("a short end"))?;
                let sig: &[u8; 64] = sig.try_into().map_err(|_| damaged("a short end"))?;
                if *hash != before {
                    return Err(damaged("its hash does not hold"));
                }
                verify(&contents.manifest.sign, Purpose::Bundle, hash, sig)?;
                break before;
            }
            // A frame of a later version: its content is not ours to judge, and the hash covers it.
            _ => {}
        }
    };
    frames.finish()?;
    if counts.1 != contents.manifest.attachments || (counts.0 != contents.manifest.entries && !strangers) {
        return Err(damaged("its counts do not hold"));
    }
    contents.end = Some(end);
    Ok(contents)
}

/// Read frames for a receiver who believes every author and keeps nothing: those who change bytes cannot sign them again,
/// and the pages are to be read all the same.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn scan_unsealed(frames: &[u8]) -> Result<()> {
    scan_frames(frames, Some(&[]), |_| None, &mut Onlooker { into_pages: true }).map(|_| ())
}
