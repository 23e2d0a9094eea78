person AS (
    SELECT p.*,
           CASE WHEN p.status IN ('declined', 'withdrawn', 'replaced') THEN 'gone'
                WHEN p.status IN ('nominated', 'no_show')
                 AND NOT EXISTS (SELECT 1 FROM mark seen WHERE seen.participant = p.rec AND seen.status IN ('present', 'late')) THEN 'not_come'
                WHEN COALESCE(p.role, 'participant') = 'participant' THEN 'counted'
                ELSE 'beside' END AS belongs
      FROM participant p
     WHERE COALESCE(p.removed, 0) = 0)
