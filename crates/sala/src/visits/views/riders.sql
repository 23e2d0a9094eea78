-- Everybody who takes part in a programme, with where they ride on one visit and what the register of that half day
-- says, or that of the last session to begin before it.
SELECT k.id, COALESCE(p.code, '') AS code, p.name, p.native, p.language, p.country, p.role,
       p.belongs = 'counted' AS counts,
       kw.id AS vehicle, d.seat_v,
       (SELECT m.status FROM register_at g JOIN mark m ON m.register = g.rec AND m.participant = p.rec
         WHERE g.book = p.book AND g.date = v.date AND m.status IS NOT NULL AND COALESCE(g.removed, 0) = 0
         ORDER BY g.half = CASE WHEN v.starts_min >= 720 THEN 'PM' ELSE 'AM' END DESC,
                  CASE WHEN g.half <= printf('%02d:%02d', v.starts_min / 60, v.starts_min % 60) THEN g.half END DESC, g.half
         LIMIT 1) AS mark
  FROM person p
  JOIN record k ON k.no = p.rec
  JOIN record kv ON kv.book = p.book AND kv.id = ?2
  JOIN visit_at v ON v.rec = kv.no
  LEFT JOIN ride d ON d.visit = kv.no AND d.participant = p.rec AND COALESCE(d.removed, 0) = 0
  LEFT JOIN vehicle w ON w.rec = d.vehicle AND w.visit = kv.no AND COALESCE(w.removed, 0) = 0
  LEFT JOIN record kw ON kw.no = w.rec
 WHERE p.book = ?1 AND p.belongs IN ('counted', 'beside')
 ORDER BY length(p.code), p.code, k.id
