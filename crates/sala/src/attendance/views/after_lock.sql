-- What stands at closed registers, with the seal of what stood there when they were last closed.
SELECT kg.id AS register, g.date, g.half,
       (SELECT s.seal FROM register_seal s WHERE s.register = g.rec AND COALESCE(s.removed, 0) = 0 ORDER BY s.seal_t DESC, s.rec DESC LIMIT 1) AS seal,
       kp.id AS participant, COALESCE(p.code, '') AS code, p.name,
       m.status, m.minutes, m.reason, m.approver, m.mark_v
  FROM register g
  JOIN mark m ON m.register = g.rec AND m.mark_v IS NOT NULL
  JOIN participant p ON p.rec = m.participant
  JOIN record kg ON kg.no = g.rec
  JOIN record kp ON kp.no = p.rec
 WHERE g.book = ?1 AND g.state IN ('locked', 'verified') AND (?2 IS NULL OR kg.id = ?2)
 ORDER BY g.date, g.half, length(p.code), p.code
