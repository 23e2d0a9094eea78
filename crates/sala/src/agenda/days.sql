-- Every session of a programme in the order of the agenda.
SELECT r.id, s.date, s.starts_min, s.ends_min, s.slot_v, s.method, s.method_v, s.title, s.title_v, s.status, s.reason, s.status_v,
       s.actual_starts_min, s.actual_ends_min, s.actual_v, s.room, s.room_v, s.trainers, s.trainers_v
FROM session s
JOIN record r ON r.no = s.rec
WHERE s.book = ?1 AND COALESCE(s.removed, 0) = 0 AND s.date IS NOT NULL AND s.starts_min IS NOT NULL AND s.ends_min IS NOT NULL
ORDER BY s.date, s.starts_min, s.ends_min, r.id
