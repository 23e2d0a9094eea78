-- Registers with the day and hour they are for. That of a session goes where the session goes, and is called by the hour at
-- which it begins; where several begin then, by the title too, by the room where those are alike, and where nothing tells them apart the second is -2.
-- Other queries go on from here.
WITH register_at AS (
SELECT g.rec, g.book, g.session, g.state, g.state_v, g.paper_v, g.signatures, g.others, g.explained, g.removed, COALESCE(s.removed, 0) AS session_removed,
       s.title AS session_title,
       CASE WHEN g.session IS NULL THEN g.date ELSE s.date END AS date,
       CASE WHEN g.session IS NULL THEN g.half
            ELSE rtrim(printf('%02d:%02d ', s.starts_min / 60, s.starts_min % 60) ||
                 COALESCE((SELECT COALESCE(s.title, '') ||
                                  CASE WHEN sum(o.title IS s.title) > 0 THEN COALESCE(', ' || s.room, '') ELSE '' END ||
                                  CASE WHEN sum(o.title IS s.title AND o.room IS s.room AND ko.id < ks.id) > 0
                                       THEN '-' || (1 + sum(o.title IS s.title AND o.room IS s.room AND ko.id < ks.id)) ELSE '' END
                             FROM session o JOIN record ko ON ko.no = o.rec JOIN record ks ON ks.no = s.rec
                            WHERE o.book = s.book AND o.date = s.date AND o.starts_min = s.starts_min AND o.rec <> s.rec AND COALESCE(o.removed, 0) = 0
                              AND EXISTS (SELECT 1 FROM register og WHERE og.session = o.rec AND COALESCE(og.removed, 0) = 0)
                           HAVING count(*) > 0), ''))
       END AS half
  FROM register g
  LEFT JOIN session s ON s.rec = g.session)
