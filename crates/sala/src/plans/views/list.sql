-- The plans of a programme with their teams, one row a member; a plan without members has one row.
SELECT r.id, l.code, l.plan_kind, l.country, l.sector, l.isic, l.state, l.reason, sr.id AS successor, l.state_v,
       pr.id AS person, p.code AS person_code, p.name AS person_name, p.native AS person_native, p.language AS person_language,
       m.member_role, m.member_role_v, p.belongs
FROM plan l
JOIN record r ON r.no = l.rec
LEFT JOIN record sr ON sr.no = l.successor
LEFT JOIN plan_member m ON m.plan = l.rec AND m.member_role IS NOT NULL AND COALESCE(m.removed, 0) = 0
LEFT JOIN person p ON p.rec = m.participant
LEFT JOIN record pr ON pr.no = p.rec
WHERE l.book = ?1 AND COALESCE(l.removed, 0) = 0
ORDER BY l.code, r.id, length(p.code), p.code, pr.id
