-- Registers with the day and hour they are for. That of a session goes where the session goes, and is called by the hour at
-- which it begins; of several that begin at one time the second is called 09:00-2.
-- Visits with the day and hours that they are on. One that is a session goes where the session goes and does not happen where that
-- does not; hours of its own stand beside it, unless they do not touch those of the session: then they are of before it was moved.
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
  LEFT JOIN session s ON s.rec = g.session),
visit_at AS (
SELECT v.rec, v.book, v.host, v.removed, s.rec AS session, s.title AS session_title, COALESCE(s.date, v.date) AS date,
       CASE WHEN v.starts_min >= s.ends_min OR v.ends_min <= s.starts_min THEN s.starts_min ELSE COALESCE(v.starts_min, s.starts_min) END AS starts_min,
       CASE WHEN v.starts_min >= s.ends_min OR v.ends_min <= s.starts_min THEN s.ends_min ELSE COALESCE(v.ends_min, s.ends_min) END AS ends_min,
       COALESCE(v.status, '') = 'cancelled' OR COALESCE(s.status, '') = 'cancelled' AS cancelled,
       CASE WHEN v.status = 'cancelled' THEN v.reason WHEN s.status = 'cancelled' THEN s.reason END AS reason,
       COALESCE(v.status, '') <> 'cancelled' AND COALESCE(s.status, '') = 'cancelled' AS by_session
  FROM visit v
  LEFT JOIN session s ON s.rec = v.session AND COALESCE(s.removed, 0) = 0 AND s.date IS NOT NULL AND s.starts_min IS NOT NULL AND s.ends_min IS NOT NULL)
