-- Everything that somebody wrote at closed registers.
SELECT kg.id AS register, g.date, g.half, kp.id AS participant, COALESCE(p.code, '') AS code, p.name,
       m.status, m.minutes, m.reason, m.approver, m.left_early, m.mark_v, m.remark, m.remark_v
  FROM register_at g
  JOIN mark m ON m.register = g.rec AND (m.mark_v IS NOT NULL OR m.remark_v IS NOT NULL)
  JOIN participant p ON p.rec = m.participant
  JOIN record kg ON kg.no = g.rec
  JOIN record kp ON kp.no = p.rec
 WHERE g.book = ?1 AND g.date IS NOT NULL AND g.state IN ('locked', 'verified') AND (?2 IS NULL OR kg.id = ?2)
 ORDER BY g.date, g.half, length(p.code), p.code, kp.id
