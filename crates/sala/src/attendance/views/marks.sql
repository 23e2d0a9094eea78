-- Every mark that is shown in a programme.
SELECT g.id, p.id, m.status
  FROM register t
  JOIN mark m ON m.register = t.rec
  JOIN record g ON g.no = m.register
  JOIN record p ON p.no = m.participant
 WHERE t.book = ?1 AND m.status IS NOT NULL
