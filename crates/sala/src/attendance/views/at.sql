-- Registers with the day and hour they are for. That of a session goes where the session goes, and is called by the hour at
-- which it begins; of several that begin at one time the second is called 09:00-2.
-- Other queries go on from here.
WITH register_at AS (
SELECT g.rec, g.book, g.session, g.state, g.state_v, g.paper_v, g.signatures, g.others, g.explained, g.removed, COALESCE(s.removed, 0) AS session_removed,
       s.title AS session_title,
       CASE WHEN g.session IS NULL THEN g.date ELSE s.date END AS date,
       CASE WHEN g.session IS NULL THEN g.half
            ELSE printf('%02d:%02d', s.starts_min / 60, s.starts_min % 60) ||
                 COALESCE((SELECT '-' || (count(*) + 1)
                             FROM session o JOIN record ko ON ko.no = o.rec JOIN record ks ON ks.no = s.rec
                            WHERE o.book = s.book AND o.date = s.date AND o.starts_min = s.starts_min AND ko.id < ks.id AND COALESCE(o.removed, 0) = 0
                              AND EXISTS (SELECT 1 FROM register og WHERE og.session = o.rec AND COALESCE(og.removed, 0) = 0)
                           HAVING count(*) > 0), '')
       END AS half
  FROM register g
  LEFT JOIN session s ON s.rec = g.session)
