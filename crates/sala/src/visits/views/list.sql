-- The visits of a programme by day and hour, with how far each has come. Goes on from at.sql.
SELECT k.id, v.date, v.host, v.starts_min, v.ends_min, v.cancelled, v.reason, v.by_session, ks.id AS session, v.session_title,
       (SELECT count(*) FROM stop s WHERE s.visit = v.rec AND COALESCE(s.removed, 0) = 0) AS stops,
       (SELECT count(*) FROM vehicle w WHERE w.visit = v.rec AND COALESCE(w.removed, 0) = 0) AS vehicles,
       -- Only at the checkpoints that there are: a stop that is gone, or the one boarding of a visit that had no stops yet, is none of them.
       (SELECT count(*) FROM headcount h WHERE h.visit = v.rec AND h.counted IS NOT NULL AND COALESCE(h.removed, 0) = 0
         AND (h.point IN ('leaving', 'return')
              OR EXISTS (SELECT 1 FROM stop s WHERE s.rec = h.stop AND s.visit = v.rec AND COALESCE(s.removed, 0) = 0)
              OR (h.point = 'boarding' AND h.stop IS NULL
                  AND NOT EXISTS (SELECT 1 FROM stop s WHERE s.visit = v.rec AND COALESCE(s.removed, 0) = 0)))) AS counted,
       (SELECT count(*) FROM headcount h WHERE h.visit = v.rec AND h.overridden = 1 AND COALESCE(h.removed, 0) = 0) AS overridden,
       (SELECT count(*) FROM observation o JOIN grp g ON g.rec = o.grp JOIN group_set e ON e.rec = g.group_set
         WHERE o.visit = v.rec AND COALESCE(o.removed, 0) = 0 AND COALESCE(g.removed, 0) = 0 AND COALESCE(e.removed, 0) = 0
           AND COALESCE(o.seen, o.lesson, o.applicable, o.question) IS NOT NULL) AS observations
  FROM visit_at v
  JOIN record k ON k.no = v.rec
  LEFT JOIN record ks ON ks.no = v.session
 WHERE v.book = ?1 AND COALESCE(v.removed, 0) = 0 AND v.date IS NOT NULL
 ORDER BY v.date, v.starts_min, k.id
