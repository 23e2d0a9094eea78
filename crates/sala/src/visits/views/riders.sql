-- Everybody who takes part in a programme, with where they ride on one visit and what the register of that half day
-- says, or that of the last session to begin before it. Goes on from the registers, the visits and the people.
-- The visit and the registers of its day are found once, not for everybody anew.
, going AS MATERIALIZED (
SELECT a.rec, a.date, a.starts_min FROM record k JOIN visit_at a ON a.rec = k.no WHERE k.book = ?1 AND k.id = ?2),
held AS MATERIALIZED (
SELECT g.rec, g.half, g.half = CASE WHEN y.starts_min >= 720 THEN 'PM' ELSE 'AM' END AS of_half,
       CASE WHEN g.half <= printf('%02d:%02d', y.starts_min / 60, y.starts_min % 60) THEN g.half END AS begun
  FROM register_at g JOIN going y ON g.date = y.date
 WHERE g.book = ?1 AND COALESCE(g.removed, 0) = 0)
SELECT k.id, COALESCE(p.code, '') AS code, p.name, p.native, p.language, p.country, p.role,
       p.belongs = 'counted' AS counts,
       kw.id AS vehicle, d.seat_v,
       (SELECT m.status FROM held h JOIN mark m ON m.register = h.rec AND m.participant = p.rec
         WHERE m.status IS NOT NULL
         ORDER BY h.of_half DESC, h.begun DESC, h.half LIMIT 1) AS mark
  FROM person p
  JOIN record k ON k.no = p.rec
  JOIN going y
  LEFT JOIN ride d ON d.visit = y.rec AND d.participant = p.rec AND COALESCE(d.removed, 0) = 0
  LEFT JOIN vehicle w ON w.rec = d.vehicle AND w.visit = y.rec AND COALESCE(w.removed, 0) = 0
  LEFT JOIN record kw ON kw.no = w.rec
 WHERE p.book = ?1 AND p.belongs IN ('counted', 'beside')
 ORDER BY length(p.code), p.code, k.id
