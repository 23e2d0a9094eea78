-- Everybody on the list, also who has not come yet, with what was marked at one register.
SELECT k.id, COALESCE(p.code, '') AS code, p.name, p.native, p.country, p.organisation, p.org_type, p.role,
       p.belongs,
       m.status, m.minutes, m.reason, m.approver, m.left_early, m.mark_v, m.remark, m.remark_v
  FROM person p
  JOIN record k ON k.no = p.rec
  LEFT JOIN record g ON g.book = p.book AND g.id = ?2
  LEFT JOIN mark m ON m.register = g.no AND m.participant = p.rec
 WHERE p.book = ?1 AND p.belongs <> 'gone'
 ORDER BY length(p.code), p.code, k.id
