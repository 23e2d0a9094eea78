-- Everybody enrolled in a programme, in the order of their codes (P9 before P10).
SELECT r.id, p.code, p.code_v, p.name, p.native, p.name_v, p.language, p.language_v, p.sex, p.sex_v, p.country, p.country_v,
       p.organisation, p.org_type, p.organisation_v, p.position, p.position_v, p.email, p.phone, p.contact_v, p.role, p.role_v,
       p.status, p.status_v, f.id AS replaces
FROM participant p
JOIN record r ON r.no = p.rec
LEFT JOIN record f ON f.no = p.replaces
WHERE p.book = ?1 AND COALESCE(p.removed, 0) = 0
ORDER BY length(p.code), p.code, p.rec
