-- An open action that left in a page that came nowhere and was said again under a later key: it counts there, and stands here as history.
ALTER TABLE tail ADD COLUMN said INTEGER NOT NULL DEFAULT 0;
-- Where a page outside the union begins: whoever asks for an entry outside unpacks the one page that holds its place, and looks for it without reading any.
ALTER TABLE page_aside ADD COLUMN first_seq INTEGER NOT NULL DEFAULT 0;
-- Set aside by a person, and by an author who is not believed besides: nobody is taken to have meant anything in it.
ALTER TABLE page_aside ADD COLUMN discarded INTEGER NOT NULL DEFAULT 0;
CREATE INDEX page_aside_place ON page_aside (replica, book, first_seq, entries, hash, why, discarded);
-- Of a page it is asked which files carried it.
CREATE INDEX carried_hash ON carried (hash);
