-- The outputs of an exercise with their presentations, group by group.
SELECT k.id, kg.id AS group_id, g.name AS grp, COALESCE(o.title, '') AS title, o.state, p.planned_minutes, p.minutes_v,
       p.began_ms, p.paused_since_ms, p.paused_ms, p.ended_ms, p.held_v
  FROM record x
  JOIN output o ON o.exercise = x.no
  JOIN record k ON k.no = o.rec
  LEFT JOIN grp g ON g.rec = o.grp
  LEFT JOIN record kg ON kg.no = o.grp
  LEFT JOIN presentation p ON p.output = o.rec AND COALESCE(p.removed, 0) = 0
 WHERE x.book = ?1 AND x.id = ?2 AND COALESCE(o.removed, 0) = 0
 ORDER BY g.name, k.id
