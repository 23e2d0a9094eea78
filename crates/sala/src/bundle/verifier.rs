//! The first look at a file: whose pages are believed, and whose are not even unpacked.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::scan::{Author, Carried, Visitor};
use crate::{
    ReplicaId, Result,
    trust::{Certificate, Keys, Signed},
};

/// How many entries are kept in memory between checking and applying (some 20 MB).
const KEPT_ENTRIES: usize = 100_000;
/// ... and how many packed bytes.
const KEPT_BYTES: usize = 4 << 20;

/// Checks each page against the certificates at hand.
pub(super) struct Verifier {
    /// The root whose certificates count; for a store that belongs to nobody yet, the one that certified it in this bundle.
    root: Option<[u8; 32]>,
    own: Arc<Keys>,
    /// Signing keys of certified replicas.
    keys: HashMap<ReplicaId, [u8; 32]>,
    /// Authors of pages nobody certified.
    pub strangers: BTreeSet<ReplicaId>,
    offered: Vec<Certificate>,
    /// The pages, where they fit into memory: they need not be read twice.
    kept: Option<Vec<Carried>>,
    entries: usize,
    bytes: usize,
}

impl Verifier {
    pub(super) fn new(root: Option<[u8; 32]>, own: Arc<Keys>, known: &[(Certificate, Signed)]) -> Self {
        let keys = known.iter().map(|(c, _)| (c.replica(), c.sign)).collect();
        Self { root, own, keys, strangers: Default::default(), offered: Vec::new(), kept: Some(Vec::new()), entries: 0, bytes: 0 }
    }

    /// The keys that count, now that all certificates have been read.
    fn settle(&mut self) {
        let root = self.root();
        let offered = std::mem::take(&mut self.offered);
        self.keys.extend(offered.iter().filter(|c| Some(c.root) == root).map(|c| (c.replica(), c.sign)));
    }

    fn root(&self) -> Option<[u8; 32]> {
        self.root.or_else(|| self.offered.iter().find(|c| self.own.is_own(&c.sign)).map(|c| c.root))
    }

    /// All pages, where they fit into memory.
    pub(super) fn into_pages(self) -> Option<Vec<Carried>> {
        self.kept
    }

    /// True where this signing key is certified.
    pub(super) fn knows(&mut self, sign: &[u8; 32]) -> bool {
        self.settle();
        self.keys.values().any(|key| key == sign)
    }
}

impl Visitor for Verifier {
    fn certificate(&mut self, certificate: &Certificate) {
        self.offered.push(certificate.clone());
    }

    fn author(&mut self, replica: ReplicaId) -> Author {
        if !self.offered.is_empty() {
            self.root = self.root();
            self.settle();
        }
        match self.keys.get(&replica) {
            Some(key) => Author::Certified(*key),
            None => {
                self.strangers.insert(replica);
                Author::Stranger
            }
        }
    }

    fn page(&mut self, carried: Carried) -> Result<()> {
        self.entries += carried.page.len();
        self.bytes += carried.sealed.body.len();
        if self.entries > KEPT_ENTRIES || self.bytes > KEPT_BYTES {
            self.kept = None;
        } else if let Some(kept) = &mut self.kept {
            kept.push(carried);
        }
        Ok(())
    }

    fn stops_at_attachments(&self) -> bool {
        true
    }
}
