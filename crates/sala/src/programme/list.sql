-- Every programme with its size. Only those who take part count as participants.
SELECT r.id, p.code, p.title, p.starts, p.ends,
       (SELECT count(*) FROM person n WHERE n.book = p.book AND n.belongs = 'counted') AS participants,
       (SELECT count(*) FROM register g WHERE g.book = p.book AND COALESCE(g.removed, 0) = 0) AS registers
FROM programme p
JOIN record r ON r.no = p.rec
WHERE COALESCE(p.removed, 0) = 0
ORDER BY p.starts DESC, p.code, r.id
