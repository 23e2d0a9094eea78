-- Of the pages that a holder said it holds, those of files that it set aside: it sends them to nobody.
CREATE TABLE receipt_aside (holder BLOB NOT NULL, chain INTEGER NOT NULL, ranges TEXT NOT NULL, PRIMARY KEY (holder, chain)) STRICT, WITHOUT ROWID;
-- Where a file waits in quarantine follows from its id and from where the store lies.
ALTER TABLE quarantine DROP COLUMN file;
