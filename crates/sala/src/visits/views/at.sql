-- Visits with the day and hours that they are on. One that is a session goes where the session goes and does not happen where that
-- does not; hours of its own stand beside it, unless they do not touch those of the session: then they are of before it was moved.
-- Other queries go on from here.
visit_at AS (
SELECT v.rec, v.book, v.host, v.removed, s.rec AS session, s.title AS session_title, COALESCE(s.date, v.date) AS date,
       COALESCE(iif(v.starts_min >= s.ends_min OR v.ends_min <= s.starts_min, NULL, v.starts_min), s.starts_min) AS starts_min,
       COALESCE(iif(v.starts_min >= s.ends_min OR v.ends_min <= s.starts_min, NULL, v.ends_min), s.ends_min) AS ends_min,
       iif(v.starts_min >= s.ends_min OR v.ends_min <= s.starts_min, NULL, v.starts_min) AS own_starts_min,
       iif(v.starts_min >= s.ends_min OR v.ends_min <= s.starts_min, NULL, v.ends_min) AS own_ends_min,
       COALESCE(v.status, '') = 'cancelled' OR COALESCE(s.status, '') = 'cancelled' AS cancelled,
       CASE WHEN v.status = 'cancelled' THEN v.reason WHEN s.status = 'cancelled' THEN s.reason END AS reason,
       COALESCE(v.status, '') <> 'cancelled' AND COALESCE(s.status, '') = 'cancelled' AS by_session
  FROM visit v
  LEFT JOIN session s ON s.rec = v.session AND COALESCE(s.removed, 0) = 0 AND s.date IS NOT NULL AND s.starts_min IS NOT NULL AND s.ends_min IS NOT NULL)
