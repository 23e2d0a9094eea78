-- The groups of one set with their people; a group without people has one row. A place that nobody fills any more is a row without a person.
SELECT k.id, COALESCE(g.name, '') AS name, g.name_v, kp.id AS participant, COALESCE(p.code, '') AS code, p.name AS person, m.member_role
  FROM record s
  JOIN grp g ON g.group_set = s.no
  JOIN record k ON k.no = g.rec
  LEFT JOIN membership m ON m.group_set = s.no AND m.grp = g.rec
  LEFT JOIN person p ON p.rec = m.participant AND p.belongs IN ('counted', 'beside')
  LEFT JOIN record kp ON kp.no = p.rec
 WHERE s.book = ?1 AND s.id = ?2 AND COALESCE(g.removed, 0) = 0
 ORDER BY length(g.name), g.name, k.id, length(p.code), p.code, kp.id
