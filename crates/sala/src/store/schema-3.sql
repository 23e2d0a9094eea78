-- Live removals and what each of them had seen of its record: local entry numbers joined by dots. A removal that names
-- nothing was written before removals named what they saw.
CREATE TABLE removal (
    shape INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, v INTEGER NOT NULL, saw TEXT NOT NULL,
    PRIMARY KEY (shape, a, b, v)) STRICT, WITHOUT ROWID;
-- The folded tables were made without it: they are folded anew.
DELETE FROM meta WHERE key = 'registry';
