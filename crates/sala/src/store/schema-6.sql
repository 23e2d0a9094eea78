-- Since when a holder says that it lacks an attachment which it said to have before, by its clock: what it said earlier and comes later counts for nothing.
ALTER TABLE receipt_blob ADD COLUMN wished INTEGER;
