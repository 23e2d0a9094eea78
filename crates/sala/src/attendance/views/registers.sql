-- Every register of a programme in the order it is held, and whether it leaves the denominator. Goes on from at.sql and visits/views/at.sql.
-- That of a session is cancelled with it.
-- A half day is cancelled where it has sessions and all of them are cancelled, and no visit is in it that happens: a visit is held like a session. Morning ends at noon (minute 720); where a
-- programme has an evening, it begins at six (1080); a half of another name has all sessions of its day.
-- Where there is an agenda, a half day that has no session (any more) is not held either, unless somebody marked it, closed
-- it or photographed its sheet: registers stay where a session was put by mistake and moved away.
-- One that was taken back, and in which nothing stands, is none: nobody ever held it.
-- A stray is one of a half that the programme does not have: it is shown while something stands in it, and held while somebody is marked in it.
, half (name) AS (SELECT DISTINCT half FROM register WHERE book = ?1 AND half IS NOT NULL),
agenda (date, starts_min, ends_min, cancelled) AS (
    SELECT s.date, s.starts_min, s.ends_min, COALESCE(s.status, 'planned') = 'cancelled'
      FROM session s WHERE s.book = ?1 AND COALESCE(s.removed, 0) = 0 AND s.date IS NOT NULL
),
activity (date, starts_min, ends_min, cancelled) AS (
    SELECT * FROM agenda
    UNION ALL
    SELECT v.date, COALESCE(v.starts_min, 0), COALESCE(v.ends_min, 1440), v.cancelled
      FROM visit_at v WHERE v.book = ?1 AND COALESCE(v.removed, 0) = 0 AND v.date IS NOT NULL
),
half_day (date, half, cancelled) AS (
    SELECT a.date, h.name, min(a.cancelled)
      FROM activity a
      JOIN half h
        ON CASE h.name WHEN 'AM' THEN a.starts_min < 720
                       WHEN 'PM' THEN a.ends_min > 720 AND (a.starts_min < 1080 OR NOT EXISTS (SELECT 1 FROM half WHERE name = 'EVE'))
                       WHEN 'EVE' THEN a.ends_min > 1080
                       ELSE 1 END
     GROUP BY a.date, h.name
),
line AS (
    SELECT g.rec, g.date, COALESCE(g.half, '') AS half, g.state, g.state_v, g.paper_v, g.signatures, g.others, g.explained, g.session_title,
           COALESCE(g.removed, 0) = 1 AS removed,
           CASE WHEN g.session IS NULL THEN d.cancelled
                ELSE (SELECT COALESCE(s.removed, 0) = 1 OR COALESCE(s.status, 'planned') = 'cancelled' FROM session s WHERE s.rec = g.session) END AS cancelled,
           (SELECT count(*) FROM sheet t WHERE t.register = g.rec AND COALESCE(t.removed, 0) = 0) AS sheets,
           (SELECT group_concat(t.page_v, '.') FROM sheet t WHERE t.register = g.rec AND COALESCE(t.removed, 0) = 0 AND t.page_v IS NOT NULL) AS hung,
           instr(COALESCE(pr.halves, 'AM,PM'), g.half) AS place,
           g.session IS NULL AND instr(',' || COALESCE(pr.halves, 'AM,PM') || ',', ',' || COALESCE(g.half, '') || ',') = 0 AS stray,
           g.session IS NULL AND d.half IS NULL AND EXISTS (SELECT 1 FROM agenda) AS empty,
           EXISTS (SELECT 1 FROM mark m WHERE m.register = g.rec AND m.status IS NOT NULL) AS marked,
           EXISTS (SELECT 1 FROM mark m WHERE m.register = g.rec AND (m.status IS NOT NULL OR m.remark IS NOT NULL)) AS noted
      FROM register_at g
      LEFT JOIN half_day d ON d.date = g.date AND d.half = g.half
      LEFT JOIN programme pr ON pr.book = g.book
     WHERE g.book = ?1 AND g.date IS NOT NULL
)
SELECT k.id, l.date, l.half, l.state, l.state_v, l.paper_v, l.sheets, l.hung, l.signatures, l.others, l.explained, l.session_title, l.stray, l.empty,
       l.removed OR COALESCE(CASE WHEN l.stray AND NOT l.marked AND COALESCE(l.state, 'open') = 'open' THEN 1 ELSE l.cancelled END,
           l.state IS NULL AND l.sheets = 0 AND EXISTS (SELECT 1 FROM agenda) AND NOT l.marked) AS cancelled
  FROM line l
  JOIN record k ON k.no = l.rec
 WHERE (NOT l.stray OR l.marked OR l.sheets > 0 OR COALESCE(l.state, 'open') <> 'open')
   AND NOT (l.removed AND NOT l.noted AND l.sheets = 0 AND COALESCE(l.state, 'open') = 'open')
 ORDER BY l.date, l.place, l.half
