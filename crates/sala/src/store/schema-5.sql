-- What can be taken back on this store, the newest last: local, in no page and no file. A row comes and goes in the transaction of what it tells of.
CREATE TABLE undo (no INTEGER PRIMARY KEY, what TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, done BLOB NOT NULL) STRICT;
