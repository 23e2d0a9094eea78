-- Since when a holder says that it lacks an attachment which it said to have before, by its clock: what it said earlier and comes later counts for nothing.
ALTER TABLE receipt_blob ADD COLUMN wished INTEGER;
-- Pages are asked for by their hash: an entry may name another by the start of the hash of its page, and of each page that comes it is asked whether it is here.
CREATE INDEX page_hash ON page (hash);
