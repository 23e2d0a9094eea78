-- Everybody enrolled in a programme, in the order of their codes (P9 before P10).
SELECT r.id, p.code, p.code_v, p.name, p.native, p.name_v, p.language, p.language_v, p.sex, p.sex_v, p.country, p.country_v,
       p.organisation, p.org_type, p.organisation_v, p.position, p.position_v, p.email, p.phone, p.contact_v, p.role, p.role_v,
       p.status, p.status_v, p.belongs,
       COALESCE((SELECT k.id FROM person n JOIN record k ON k.no = n.rec WHERE n.substitute = p.rec AND n.status = 'replaced' ORDER BY n.rec LIMIT 1),
                (SELECT k.id FROM person n JOIN record k ON k.no = n.rec
                  WHERE n.rec = p.replaces AND n.substitute IS NULL AND n.status = 'replaced')) AS replaces,
       iif(p.status = 'replaced',
           COALESCE((SELECT k.id FROM person n JOIN record k ON k.no = n.rec WHERE n.rec = p.substitute),
                    (SELECT k.id FROM person n JOIN record k ON k.no = n.rec WHERE n.replaces = p.rec AND p.substitute IS NULL ORDER BY n.rec LIMIT 1)),
           NULL) AS replaced_by
FROM person p
JOIN record r ON r.no = p.rec
WHERE p.book = ?1
ORDER BY length(p.code), p.code, p.rec
