-- Pages are asked for by their hash: an entry may name another by the start of the hash of its page, and of each page that comes it is asked whether it is here.
CREATE INDEX page_hash ON page (hash);
