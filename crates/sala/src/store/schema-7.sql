-- An open action that left in a page that came nowhere and was said again under a later key: it counts there, and stands here as history.
ALTER TABLE tail ADD COLUMN said INTEGER NOT NULL DEFAULT 0;
