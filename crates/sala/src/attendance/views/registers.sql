-- Every register of a programme in the order it is held, and whether it leaves the denominator.
-- A half day is cancelled where it has sessions and all of them are cancelled. Noon is minute 720.
WITH half_day (date, half, cancelled) AS (
    SELECT s.date, h.half, min(COALESCE(s.status, 'planned') = 'cancelled')
      FROM session s
      JOIN (SELECT 'AM' AS half UNION ALL SELECT 'PM') h
        ON (h.half = 'AM' AND s.starts_min < 720) OR (h.half = 'PM' AND s.ends_min > 720)
     WHERE s.book = ?1 AND COALESCE(s.removed, 0) = 0
     GROUP BY s.date, h.half
)
SELECT k.id, g.date, COALESCE(g.half, '') AS half, g.state,
       COALESCE(g.removed, 0) = 1 OR COALESCE(d.cancelled, 0) AS cancelled,
       (SELECT count(*) FROM sheet t WHERE t.register = g.rec AND COALESCE(t.removed, 0) = 0) AS sheets
  FROM register g
  JOIN record k ON k.no = g.rec
  LEFT JOIN half_day d ON d.date = g.date AND d.half = g.half
  LEFT JOIN programme pr ON pr.book = g.book
 WHERE g.book = ?1 AND g.date IS NOT NULL
 ORDER BY g.date, instr(COALESCE(pr.halves, 'AM,PM'), g.half), g.half
