-- Marks on closed registers that are younger than the lock: whoever locked cannot have seen them.
-- Stamps grow with everything a laptop has seen (`journal`), so no clock can hide one.
SELECT kg.id AS register, g.date, g.half, kp.id AS participant, COALESCE(p.code, '') AS code, p.name,
       m.status, m.minutes, m.reason, m.approver, m.mark_v
  FROM register g
  JOIN mark m ON m.register = g.rec
  JOIN participant p ON p.rec = m.participant
  JOIN record kg ON kg.no = g.rec
  JOIN record kp ON kp.no = p.rec
 WHERE g.book = ?1 AND g.state IN ('locked', 'verified') AND m.mark_t > g.state_t
 ORDER BY g.date, g.half, length(p.code), p.code
