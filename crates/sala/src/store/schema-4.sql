-- Of the pages that a holder said it holds, those of files that it set aside: it sends them to nobody.
CREATE TABLE receipt_aside (holder BLOB NOT NULL, chain INTEGER NOT NULL, ranges TEXT NOT NULL, PRIMARY KEY (holder, chain)) STRICT, WITHOUT ROWID;
-- What was put into files, by receiver: ranges, because a page that comes late lies between others that were sent.
CREATE TABLE sent_pages (receiver BLOB NOT NULL, chain INTEGER NOT NULL, ranges TEXT NOT NULL, PRIMARY KEY (receiver, chain)) STRICT, WITHOUT ROWID;
INSERT INTO sent_pages (receiver, chain, ranges) SELECT receiver, chain, '[[1,' || upto || ']]' FROM sent WHERE upto > 0;
DROP TABLE sent;
-- Where a file waits in quarantine follows from its id and from where the store lies.
ALTER TABLE quarantine DROP COLUMN file;
