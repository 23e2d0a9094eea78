-- Chains that fork, files that are set aside, replicas that are revoked.

-- A chain of which two pages carry one number goes on as branches: `branch` is the hash of a branch's first page (empty for
-- the chain as it was first known), `parent` the chain that holds the page before it, where that page is here.
CREATE TABLE chain_2 (
    no INTEGER PRIMARY KEY, replica INTEGER NOT NULL, book INTEGER NOT NULL, branch BLOB NOT NULL DEFAULT x'', parent INTEGER,
    first_page INTEGER NOT NULL DEFAULT 1, first_seq INTEGER NOT NULL DEFAULT 1, UNIQUE (replica, book, branch)) STRICT;
INSERT INTO chain_2 (no, replica, book) SELECT no, replica, book FROM chain;
DROP TABLE chain;
ALTER TABLE chain_2 RENAME TO chain;
CREATE INDEX chain_branch ON chain (replica, book) WHERE branch <> x'';

-- Pages that left the union, verbatim, and why: `set_aside` (with the bundle that brought them) or `revoked`.
CREATE TABLE page_aside (
    hash BLOB PRIMARY KEY, replica BLOB NOT NULL, book BLOB NOT NULL, number INTEGER NOT NULL, entries INTEGER NOT NULL,
    sig BLOB NOT NULL, body BLOB NOT NULL, annex BLOB NOT NULL, bundle INTEGER, why TEXT NOT NULL) STRICT;
CREATE INDEX page_aside_bundle ON page_aside (bundle);
CREATE INDEX page_bundle ON page (bundle);
-- Pages that a bundle carried though they were here already: they stay when the bundle that brought them first is set aside.
CREATE TABLE carried (bundle INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (bundle, hash)) STRICT, WITHOUT ROWID;
-- When a bundle was set aside, by this machine's clock.
ALTER TABLE bundle ADD COLUMN set_aside INTEGER;

-- Attachments that entries name, shown or not: folded like everything else, so that a picture travels with what names it.
CREATE TABLE mention (book INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (book, hash)) STRICT, WITHOUT ROWID;

-- What headquarters' root says of replicas that are no longer believed.
CREATE TABLE revocation (replica BLOB PRIMARY KEY, body BLOB NOT NULL, sig BLOB NOT NULL) STRICT;
-- Pages that this store asks a replica for, until they come: goes along with the next files to it.
CREATE TABLE asking (replica BLOB NOT NULL, chain INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (replica, chain, first)) STRICT, WITHOUT ROWID;
