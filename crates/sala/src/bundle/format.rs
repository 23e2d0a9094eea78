//! The frames inside a `.sala` file. See `docs/file-format.md`.

use std::io::{Read, Write};

use minicbor::{Decode, Encode};

use super::watch::is_stop;
use crate::{Error, Problem, Result, journal::page::MAX_PLACE};

/// What the sealed content begins with: name and version of the format.
pub(super) const MAGIC: &[u8; 8] = b"salaBDL1";
/// The largest frame that is read.
pub(super) const MAX_FRAME: u32 = 68 << 20;

/// The most page ranges in a manifest or a receipt: two hundred laptops in fifty programmes, each with ten gaps.
pub(super) const MAX_RANGES: usize = 100_000;

/// The kinds of frame.
pub(super) mod kind {
    pub const MANIFEST: u8 = 1;
    pub const CERTIFICATE: u8 = 2;
    pub const REQUEST: u8 = 3;
    pub const PAGE: u8 = 4;
    /// Speaks of the page frame that follows.
    pub const ANNEX: u8 = 5;
    pub const ATTACHMENT: u8 = 6;
    /// Belongs to the attachment frame before.
    pub const CHUNK: u8 = 7;
    pub const RECEIPT: u8 = 8;
    pub const REVOCATION: u8 = 9;
    pub const END: u8 = 255;
}

/// A run of pages of one chain.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct PageRange {
    /// The chain's replica.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub replica: [u8; 16],
    /// The chain's book.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub book: [u8; 16],
    /// First page.
    #[n(2)]
    pub first: u64,
    /// Last page.
    #[n(3)]
    pub last: u64,
    /// In a receipt: the hash of the last page, which tells the branches of a forked chain apart.
    #[n(4)]
    pub head: Option<minicbor::bytes::ByteArray<32>>,
}

impl PageRange {
    /// True where it names pages that there can be.
    pub(super) fn names_pages(&self) -> bool {
        1 <= self.first && self.first <= self.last && self.last < MAX_PLACE
    }
}

/// The first frame: who, for whom, what.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Manifest {
    /// The bundle's id.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub bundle: [u8; 16],
    /// The sender's signing key.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sign: [u8; 32],
    /// What the sender is called.
    #[n(2)]
    pub label: String,
    /// Who made it.
    #[n(3)]
    pub author: String,
    /// When, by the sender's clock (milliseconds since 1970, UTC).
    #[n(4)]
    pub at: i64,
    /// To whom it is sealed, as age writes keys; empty where it is sealed with a passphrase.
    #[n(5)]
    pub to: Vec<String>,
    /// The pages inside.
    #[n(6)]
    pub pages: Vec<PageRange>,
    /// How many entries they hold.
    #[n(7)]
    pub entries: u64,
    /// How many attachments.
    #[n(8)]
    pub attachments: u64,
    /// Their bytes.
    #[n(9)]
    pub attachment_bytes: u64,
    /// When the receiver's receipt was made that this bundle builds on.
    #[n(10)]
    pub based_on: Option<i64>,
    /// The version of Sala that wrote it.
    #[n(11)]
    pub version: String,
    /// Which of several files it is.
    #[n(12)]
    pub volume: Option<VolumeOf>,
    /// True where the sender left out what the receiver lacks: other programmes, or pictures for a later file.
    #[n(13)]
    pub partial: Option<bool>,
}

/// One of several files that were made together.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct VolumeOf {
    /// Names the set.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub set: [u8; 16],
    /// Its number, from 1.
    #[n(1)]
    pub number: u32,
    /// How many there are.
    #[n(2)]
    pub of: u32,
}

/// A page frame.
#[derive(Encode, Decode)]
#[cbor(array)]
pub(super) struct PageFrame {
    /// Whose page it is, so that the signature is checked before the body is read.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub replica: [u8; 16],
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sig: [u8; 64],
    #[cbor(n(2), with = "minicbor::bytes")]
    pub body: Vec<u8>,
}

/// One personal value in an annex frame.
#[derive(Encode, Decode)]
#[cbor(array)]
pub(super) struct AnnexFrame {
    #[n(0)]
    pub seq: u64,
    #[cbor(n(1), with = "minicbor::bytes")]
    pub salt: [u8; 16],
    #[cbor(n(2), with = "minicbor::bytes")]
    pub value: Vec<u8>,
}

/// The start of an attachment.
#[derive(Clone, Encode, Decode)]
#[cbor(array)]
pub(super) struct AttachmentFrame {
    #[cbor(n(0), with = "minicbor::bytes")]
    pub hash: [u8; 32],
    #[n(1)]
    pub bytes: u64,
}

pub(super) fn encode<T: Encode<()>>(item: &T) -> Result<Vec<u8>> {
    minicbor::to_vec(item).map_err(|e| Error::damaged("bundle", e))
}

pub(super) fn decode<'a, T: Decode<'a, ()>>(bytes: &'a [u8]) -> Result<T> {
    minicbor::decode(bytes).map_err(|e| Error::damaged("bundle", e))
}

/// Writes frames and hashes all that is written.
pub(super) struct FrameWriter<W> {
    out: W,
    hasher: blake3::Hasher,
}

impl<W: Write> FrameWriter<W> {
    pub(super) fn new(out: W) -> Result<Self> {
        let mut writer = Self { out, hasher: blake3::Hasher::new() };
        writer.put(MAGIC)?;
        Ok(writer)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.hasher.update(bytes);
        Ok(self.out.write_all(bytes)?)
    }

    pub(super) fn frame(&mut self, kind: u8, payload: &[u8]) -> Result<()> {
        let length = u32::try_from(payload.len()).ok().filter(|n| *n <= MAX_FRAME);
        let Some(length) = length else { return Problem::new("frame_too_large").refuse() };
        self.put(&[kind])?;
        self.put(&length.to_le_bytes())?;
        self.put(payload)
    }

    /// The hash of everything so far.
    pub(super) fn hash(&self) -> [u8; 32] {
        *self.hasher.finalize().as_bytes()
    }

    pub(super) fn into_inner(self) -> W {
        self.out
    }
}

/// Reads frames and hashes all that is read.
pub(super) struct FrameReader<R> {
    input: R,
    hasher: blake3::Hasher,
}

impl<R: Read> FrameReader<R> {
    pub(super) fn new(mut input: R) -> Result<Self> {
        let mut magic = [0; 8];
        input.read_exact(&mut magic).map_err(broken)?;
        if &magic != MAGIC {
            // The same name with another digit is a later format.
            let code = if magic.starts_with(b"salaBDL") { "bundle_newer" } else { "not_a_sala_file" };
            return Problem::new(code).refuse();
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(&magic);
        Ok(Self { input, hasher })
    }

    /// The next frame, and the hash of everything before it.
    pub(super) fn frame(&mut self) -> Result<(u8, Vec<u8>, [u8; 32])> {
        let before = *self.hasher.finalize().as_bytes();
        let mut head = [0; 5];
        self.input.read_exact(&mut head).map_err(broken)?;
        let [kind, length @ ..] = head;
        let length = u32::from_le_bytes(length);
        if length > MAX_FRAME {
            return Err(Error::damaged("bundle", "a frame larger than the limit"));
        }
        // Grows as bytes come: a false length costs nothing.
        let mut payload = Vec::with_capacity((length as usize).min(2 << 20));
        Read::take(&mut self.input, u64::from(length)).read_to_end(&mut payload).map_err(broken)?;
        if payload.len() != length as usize {
            return Err(broken(std::io::ErrorKind::UnexpectedEof.into()));
        }
        self.hasher.update(&head).update(&payload);
        Ok((kind, payload, before))
    }

    /// Nothing may follow the last frame.
    pub(super) fn finish(mut self) -> Result<()> {
        match self.input.read(&mut [0]).map_err(broken)? {
            0 => Ok(()),
            _ => Err(Error::damaged("bundle", "bytes after the end")),
        }
    }
}

/// age reports a changed or missing piece as an input error: to people both are a file that did not arrive whole.
pub(crate) fn broken(error: std::io::Error) -> Error {
    if is_stop(&error) {
        return Error::Refused(Problem::new("stopped"));
    }
    let code = if error.kind() == std::io::ErrorKind::UnexpectedEof { "file_truncated" } else { "file_damaged" };
    Error::Refused(Problem::new(code).with("why", error.to_string()))
}
