-- The outputs of a programme, exercise by exercise.
SELECT k.id, ke.id AS exercise_id, e.title AS exercise, kg.id AS group_id, g.name AS grp, COALESCE(o.title, '') AS title, o.state,
       (SELECT count(*) FROM attachment a WHERE a.owner = o.rec AND a.hash IS NOT NULL AND COALESCE(a.removed, 0) = 0) AS files,
       (SELECT count(*) FROM output_version v WHERE v.output = o.rec AND v.frozen_v IS NOT NULL AND COALESCE(v.removed, 0) = 0) AS versions
  FROM output o
  JOIN record k ON k.no = o.rec
  LEFT JOIN exercise e ON e.rec = o.exercise
  LEFT JOIN record ke ON ke.no = o.exercise
  LEFT JOIN grp g ON g.rec = o.grp
  LEFT JOIN record kg ON kg.no = o.grp
 WHERE o.book = ?1 AND COALESCE(o.removed, 0) = 0
 ORDER BY e.title, g.name, k.id
