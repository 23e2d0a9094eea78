-- Everybody enrolled in a programme, in the order of their codes (P9 before P10).
-- Who came for whom is looked up among the people of this programme alone: `person` is read once, for those who are listed. Where two laptops together
-- tied two nominees to one person, or two people to one nominee in the way of earlier versions, every store shows the same of them.
SELECT r.id, p.code, p.code_v, p.name, p.native, p.name_v, p.language, p.language_v, p.sex, p.sex_v, p.country, p.country_v,
       p.organisation, p.org_type, p.organisation_v, p.position, p.position_v, p.email, p.phone, p.contact_v, p.role, p.role_v,
       p.status, p.status_v, p.belongs, p.known_there,
       COALESCE((SELECT k.id FROM participant n JOIN record k ON k.no = n.rec
                  WHERE n.book = p.book AND n.substitute = p.rec AND n.status = 'replaced' AND COALESCE(n.removed, 0) = 0 ORDER BY k.id LIMIT 1),
                (SELECT k.id FROM participant n JOIN record k ON k.no = n.rec
                  WHERE n.rec = p.replaces AND n.substitute IS NULL AND n.status = 'replaced' AND COALESCE(n.removed, 0) = 0)) AS replaces,
       iif(p.status = 'replaced',
           COALESCE((SELECT k.id FROM participant n JOIN record k ON k.no = n.rec WHERE n.rec = p.substitute AND COALESCE(n.removed, 0) = 0),
                    (SELECT k.id FROM participant n JOIN record k ON k.no = n.rec
                      WHERE n.book = p.book AND n.replaces = p.rec AND p.substitute IS NULL AND COALESCE(n.removed, 0) = 0 ORDER BY k.id LIMIT 1)),
           NULL) AS replaced_by
FROM person p
JOIN record r ON r.no = p.rec
WHERE p.book = ?1
ORDER BY length(p.code), p.code, r.id
