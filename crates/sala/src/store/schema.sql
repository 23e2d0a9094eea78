-- The journal: pages are the truth, everything folded is made from them.
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

-- Local numbers: the 16-byte ids appear once.
CREATE TABLE replica (no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE book    (no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE chain   (no INTEGER PRIMARY KEY, replica INTEGER NOT NULL, book INTEGER NOT NULL, UNIQUE (replica, book)) STRICT;
CREATE TABLE record  (no INTEGER PRIMARY KEY, book INTEGER NOT NULL, id BLOB NOT NULL, UNIQUE (book, id)) STRICT;
CREATE TABLE shape   (no INTEGER PRIMARY KEY, kind TEXT NOT NULL, field TEXT NOT NULL, pair INTEGER NOT NULL, UNIQUE (kind, field, pair)) STRICT;

-- Pages, compressed (zstd) and verbatim. hash and sig are over the uncompressed body.
CREATE TABLE page (
    no INTEGER PRIMARY KEY, chain INTEGER NOT NULL, number INTEGER NOT NULL, first_seq INTEGER NOT NULL, entries INTEGER NOT NULL,
    hash BLOB NOT NULL, sig BLOB NOT NULL, body BLOB NOT NULL, bundle INTEGER, UNIQUE (chain, number)) STRICT;
-- This replica's actions that no page holds yet.
CREATE TABLE tail (
    chain INTEGER NOT NULL, first_seq INTEGER NOT NULL, entries INTEGER NOT NULL, stamp INTEGER NOT NULL, action BLOB NOT NULL,
    PRIMARY KEY (chain, first_seq)) STRICT, WITHOUT ROWID;
-- Which pages touch which record: the way to a cell's history.
CREATE TABLE touch (record INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (record, page)) STRICT, WITHOUT ROWID;
-- Personal values, beside the pages: erasing one leaves every page verifiable.
CREATE TABLE annex (entry INTEGER PRIMARY KEY, salt BLOB NOT NULL, value BLOB NOT NULL) STRICT;

-- Only what is unusual.
CREATE TABLE sibling (
    shape INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, v INTEGER NOT NULL, t INTEGER NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (shape, a, b, v)) STRICT, WITHOUT ROWID;
CREATE TABLE aside (
    shape INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, v INTEGER NOT NULL, t INTEGER NOT NULL, value BLOB NOT NULL,
    why TEXT NOT NULL, PRIMARY KEY (shape, a, b, v)) STRICT, WITHOUT ROWID;
CREATE TABLE awaited (
    target INTEGER NOT NULL, by INTEGER NOT NULL, shape INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL,
    PRIMARY KEY (target, by)) STRICT, WITHOUT ROWID;

-- Attachments, in 1 MiB chunks, named by the BLAKE3 hash of the whole.
CREATE TABLE blob (no INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, bytes INTEGER NOT NULL) STRICT;
CREATE TABLE chunk (blob INTEGER NOT NULL, i INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (blob, i)) STRICT;

-- Trust and travel.
CREATE TABLE certificate (replica BLOB PRIMARY KEY, body BLOB NOT NULL, sig BLOB NOT NULL) STRICT;
CREATE TABLE request (replica BLOB PRIMARY KEY, body BLOB NOT NULL, sig BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE bundle (
    no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, sender BLOB NOT NULL, at INTEGER NOT NULL, taken INTEGER NOT NULL, entries INTEGER NOT NULL,
    file TEXT NOT NULL) STRICT;
-- What was sent to whom: sent is not received.
CREATE TABLE sent (receiver BLOB NOT NULL, chain INTEGER NOT NULL, upto INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (receiver, chain)) STRICT, WITHOUT ROWID;
-- What a replica says it holds: ranges of pages, as JSON [[first,last],...].
CREATE TABLE receipt (holder BLOB NOT NULL, chain INTEGER NOT NULL, ranges TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (holder, chain)) STRICT, WITHOUT ROWID;
CREATE TABLE receipt_blob (holder BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (holder, hash)) STRICT, WITHOUT ROWID;
-- Bundles of replicas that nobody has certified: kept sealed in the folder `quarantine` until headquarters decides.
CREATE TABLE quarantine (id BLOB PRIMARY KEY, sender BLOB NOT NULL, pages INTEGER NOT NULL, entries INTEGER NOT NULL, file TEXT NOT NULL) STRICT;
