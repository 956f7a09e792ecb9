-- The status rules once more, from their text alone, as exact SQL over integers.
--
-- A value is an integer of 1/SCALE of its unit (crowd.SCALE), so all sums and comparisons are exact
-- HUGEINT arithmetic: a fraction is compared by multiplying across, and an overflow is an error.
-- A half-year is the number 2 * year, plus 1 for the second half; a look goes `upto` one.
-- The numbers 1 to 7 are those of the written rules.

CREATE MACRO holds(op, x, low, high) AS CASE op
  WHEN 'at_least' THEN x >= low
  WHEN 'more_than' THEN x > low
  WHEN 'at_most' THEN x <= low
  WHEN 'less_than' THEN x < low
  WHEN 'equals' THEN x = low
  WHEN 'between' THEN x >= low AND x <= high
END;

-- How far x is on the wrong side of a bound; below zero beyond it. Of equality, the distance.
CREATE MACRO lack(op, x, low, high) AS CASE op
  WHEN 'at_least' THEN low - x
  WHEN 'more_than' THEN low - x
  WHEN 'at_most' THEN x - low
  WHEN 'less_than' THEN x - low
  WHEN 'equals' THEN abs(low - x)
  WHEN 'between' THEN CASE WHEN x < low THEN low - x WHEN x > high THEN x - high WHEN x IS NOT NULL THEN 0 END
END;

CREATE VIEW half_of AS
SELECT p.plan, h.half, h.half BETWEEN p.first_half AND p.last_half AS inside,
  CASE h.half % 2 WHEN 0 THEN make_date(h.half // 2, p.h1_month, p.h1_day)
                  ELSE make_date(h.half // 2, p.h2_month, p.h2_day) END AS cutoff
FROM plan AS p, (SELECT unnest(range(2 * 2000, 2 * 2100)) AS half) AS h;

-- What is asked: every indicator and part in every view, but for what is retired by then.
CREATE VIEW asked AS
SELECT v.plan, v.view, v.upto, v.as_of, i.item, i.whole, i.measure, i.in_h1, i.in_h2
FROM look AS v JOIN item AS i USING (plan)
WHERE i.retired IS NULL OR v.upto < i.retired;

CREATE VIEW expected AS
SELECT a.plan, a.view, a.item, max(h.half) AS expected
FROM asked AS a JOIN half_of AS h
  ON h.plan = a.plan AND h.inside AND h.half <= a.upto AND h.cutoff <= a.as_of
  AND CASE h.half % 2 WHEN 0 THEN a.in_h1 ELSE a.in_h2 END
GROUP BY ALL;

-- A compound indicator is observed wherever it or a part of it is; where the whole is not applicable,
-- so is every part.
CREATE VIEW observed AS
SELECT plan, item, half, value, not_applicable FROM figure
UNION
SELECT f.plan, i.whole, f.half, NULL, false
FROM figure AS f JOIN item AS i USING (plan, item) WHERE i.whole <> i.item
UNION ALL
SELECT f.plan, i.item, f.half, NULL, true
FROM figure AS f JOIN item AS i ON i.plan = f.plan AND i.whole = f.item AND i.item <> f.item;

CREATE VIEW series AS
SELECT a.plan, a.view, a.item, o.half, o.value, o.not_applicable,
  row_number() OVER (PARTITION BY a.plan, a.view, a.item ORDER BY o.half DESC) AS back,
  -- What is not applicable is no value to compare with.
  last_value(o.value IGNORE NULLS) OVER (PARTITION BY a.plan, a.view, a.item ORDER BY o.half
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS was
FROM asked AS a JOIN observed AS o ON o.plan = a.plan AND o.item = a.item AND o.half <= a.upto;

CREATE VIEW in_force AS
SELECT a.plan, a.view, a.item, arg_max(t, t.since) AS t
FROM asked AS a JOIN target AS t ON t.plan = a.plan AND t.item = a.item AND t.since <= a.upto
GROUP BY ALL;

-- 6, 7: the known points. The one at the term is the target in force.
CREATE VIEW known AS
SELECT a.plan, a.view, a.item, a.upto, p.half, p.value
FROM asked AS a JOIN point AS p ON p.plan = a.plan AND p.item = a.item
UNION ALL
SELECT a.plan, a.view, a.item, a.upto, f.t.by_half, f.t.low
FROM asked AS a JOIN in_force AS f USING (plan, view, item) WHERE f.t.by_half IS NOT NULL;

CREATE VIEW path AS
SELECT plan, view, item,
  min(half) AS first_half, arg_min(value, half) AS first_value,
  max(half) FILTER (half <= upto) AS before_half,
  arg_max(value, half) FILTER (half <= upto) AS before_value,
  min(half) FILTER (half > upto) AS after_half,
  arg_min(value, half) FILTER (half > upto) AS after_value
FROM known GROUP BY ALL;

CREATE VIEW pathed AS  -- 6: a baseline or a milestone up to P
SELECT DISTINCT a.plan, a.view, a.item
FROM asked AS a JOIN point AS p ON p.plan = a.plan AND p.item = a.item AND p.half <= a.upto;

-- 7: `required` is required_n / required_d.
CREATE VIEW required AS
SELECT plan, view, item, first_value,
  CASE WHEN stepwise THEN before_value
       ELSE before_value * (after_half - before_half)
            + (after_value - before_value) * (upto - before_half) END AS required_n,
  CASE WHEN stepwise THEN 1 ELSE after_half - before_half END AS required_d
FROM (SELECT p.*, a.upto, a.measure IN ('level', 'yes_no') AS stepwise
      FROM path AS p JOIN asked AS a USING (plan, view, item)
      JOIN pathed USING (plan, view, item));

-- Least squares, the axis moved so that the term is at 0.
CREATE VIEW forecast AS
SELECT plan, view, item, points, sy * stt - sty * st AS forecast_n, points * stt - st * st AS forecast_d
FROM (SELECT s.plan, s.view, s.item, count(*) AS points,
        sum(s.value) AS sy, sum((s.half - f.t.by_half)::HUGEINT) AS st,
        sum((s.half - f.t.by_half)::HUGEINT * (s.half - f.t.by_half)) AS stt,
        sum(s.value * (s.half - f.t.by_half)) AS sty
      FROM series AS s JOIN in_force AS f USING (plan, view, item)
      JOIN asked AS a USING (plan, view, item)
      WHERE s.value IS NOT NULL AND f.t.by_half > a.upto AND a.measure <> 'yes_no'
      GROUP BY ALL HAVING count(*) >= 3);

CREATE VIEW facts AS
SELECT a.*, e.expected, s.half AS latest, s.value AS x, s.not_applicable, s.was,
  f.t.op AS op, f.t.low AS low, f.t.high AS high, f.t.by_half AS by_half,
  r.required_n, r.required_d, r.first_value, base.value AS baseline,
  c.forecast_n, c.forecast_d, c.points, p.at_risk,
  -- 5: the last half of its year in which it is measured
  CASE WHEN a.in_h2 THEN s.half // 2 * 2 + 1 ELSE s.half // 2 * 2 END AS last_of_year
FROM asked AS a
JOIN plan AS p USING (plan)
LEFT JOIN expected AS e USING (plan, view, item)
LEFT JOIN in_force AS f USING (plan, view, item)
LEFT JOIN required AS r USING (plan, view, item)
LEFT JOIN forecast AS c USING (plan, view, item)
LEFT JOIN point AS base ON base.plan = a.plan AND base.item = a.item AND base.kind = 'baseline'
LEFT JOIN series AS s ON s.plan = a.plan AND s.view = a.view AND s.item = a.item AND s.back = 1;

-- All the rules but 3, for an item without parts.
CREATE VIEW simple AS
SELECT *,
  CASE
    WHEN not_applicable THEN 'not_applicable'                                         -- 1
    WHEN latest IS NULL THEN if(expected IS NULL, 'not_due', 'no_data')               -- 2
    WHEN holds(op, x, low, high) THEN                                                 -- 4
      if(op IN ('at_least', 'at_most') AND x <> low, 'exceeded', 'achieved')
    WHEN by_half <= upto THEN 'missed'                                                  -- 5
    WHEN by_half IS NULL THEN if(latest >= last_of_year, 'missed', 'in_progress')
    WHEN required_n IS NULL OR op = 'between' THEN 'in_progress'                      -- 6
    WHEN meets_required THEN 'on_track'                                               -- 7
    WHEN lack(op, x, low, high) > lack(op, baseline, low, high) THEN 'behind'
    WHEN shortfall * 100000 <= at_risk * abs(low - first_value) * required_d THEN 'at_risk'
    ELSE 'behind'
  END AS status
FROM (SELECT *,
        CASE op WHEN 'equals' THEN lack(op, x * required_d, low * required_d, NULL)
                                   <= lack(op, required_n, low * required_d, NULL)
                ELSE lack(op, x * required_d, required_n, NULL) <= 0 END AS meets_required,
        CASE op WHEN 'equals' THEN lack(op, x * required_d, low * required_d, NULL)
                                   - lack(op, required_n, low * required_d, NULL)
                ELSE lack(op, x * required_d, required_n, NULL) END AS shortfall
      FROM facts WHERE measure <> 'compound');

-- 3: from the best to the worst; those that are passed over have no rank.
CREATE VIEW of_parts AS
SELECT plan, view, whole AS item,
  bool_or(status = 'no_data') AS blank,
  max(list_position(['exceeded', 'achieved', 'on_track', 'in_progress', 'at_risk', 'behind',
                     'missed'], status)) AS worst,
  arg_max(status, list_position(['exceeded', 'achieved', 'on_track', 'in_progress', 'at_risk',
                                 'behind', 'missed'], status)) AS worst_status,
  bool_or(status = 'not_due') AS not_due,
  bool_or(coalesce(latest < expected, false)) AS stale
FROM simple WHERE whole <> item GROUP BY ALL;

CREATE VIEW indicator_rows AS
SELECT plan, view, item, status, expected, latest,
  coalesce(latest < expected, false) AS stale,
  CASE sign(lack(op, was, low, high) - lack(op, x, low, high))
    WHEN 1 THEN 'better' WHEN -1 THEN 'worse' WHEN 0 THEN 'same' END AS trend,
  CASE WHEN holds(op, x, low, high) THEN 0 WHEN op = 'between' AND x > high THEN high - x
       ELSE low - x END AS gap,
  CASE WHEN status IN ('on_track', 'at_risk', 'behind') THEN required_n END AS required_n,
  CASE WHEN status IN ('on_track', 'at_risk', 'behind') THEN required_d END AS required_d,
  forecast_n, forecast_d, points
FROM simple
UNION ALL
SELECT f.plan, f.view, f.item,
  CASE
    WHEN f.not_applicable THEN 'not_applicable'
    WHEN f.latest IS NULL THEN if(f.expected IS NULL, 'not_due', 'no_data')
    WHEN p.blank THEN 'no_data'
    WHEN p.worst IS NOT NULL THEN p.worst_status
    ELSE if(p.not_due, 'not_due', 'not_applicable')
  END, f.expected, f.latest, p.stale, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM facts AS f JOIN of_parts AS p USING (plan, view, item);

CREATE VIEW task_rows AS
SELECT plan, view, task,
  CASE
    WHEN state = 'done' THEN if(completed <= due, 'done_on_time', 'done_late')
    WHEN state IN ('suspended', 'cancelled') THEN state
    WHEN as_of > due THEN 'overdue'
    ELSE coalesce(state, 'not_reported')
  END AS status, state, due, due - as_of AS days_left,
  due - as_of BETWEEN 0 AND soon
    AND coalesce(state, 'not_reported') IN ('in_progress', 'not_started', 'not_reported') AS due_soon
FROM (SELECT v.plan, v.view, v.as_of, t.task, r.state, r.completed, p.due_soon_days AS soon,
        CASE t.kind
          WHEN 'date' THEN make_date(t.year, t.month, t.day)
          WHEN 'month' THEN last_day(make_date(t.year, t.month, 1))
          WHEN 'quarter' THEN last_day(make_date(t.year, 3 * t.month, 1))
          WHEN 'half' THEN h.cutoff
          WHEN 'year' THEN make_date(t.year, 12, 31)
        END AS due
      FROM look AS v JOIN plan AS p USING (plan) JOIN task AS t USING (plan)
      LEFT JOIN half_of AS h ON h.plan = t.plan AND t.kind = 'half' AND h.half = 2 * t.year + t.month - 1
      LEFT JOIN (SELECT v.plan, v.view, r.task, arg_max(r.state, r.half) AS state,
                   arg_max(r.completed, CASE WHEN r.state = 'done' THEN r.half END) AS completed
                 FROM look AS v JOIN report AS r ON r.plan = v.plan AND r.half <= v.upto
                 GROUP BY ALL) AS r ON r.plan = v.plan AND r.view = v.view AND r.task = t.task);

-- A yearly routine counts over its year so far, unless the plan says how often a half asks for it.
CREATE VIEW routine_rows AS
SELECT plan, view, routine,
  (SELECT sum(h.held) FROM held AS h
   WHERE h.plan = r.plan AND h.routine = r.routine AND h.half BETWEEN
     if(r.yearly AND r.upto % 2 = 1, least(r.since, r.upto - 1), r.since) AND r.upto) AS held,
  (SELECT sum(CASE h.half % 2 WHEN 0 THEN r.h1 ELSE r.h2 END)
   FROM (SELECT unnest(range(r.since, r.upto + 1)) AS half) AS h) AS expected
FROM (SELECT v.plan, v.view, v.since, v.upto, r.routine,
        r.every = 'year' AND r.due_h1 IS NULL AS yearly,
        coalesce(r.due_h1, CASE r.every
          WHEN 'month' THEN 6 WHEN 'half_month' THEN 12 WHEN 'half_year' THEN 1 WHEN 'year' THEN 0 END) AS h1,
        coalesce(r.due_h2, CASE r.every
          WHEN 'month' THEN 6 WHEN 'half_month' THEN 12 WHEN 'half_year' THEN 1 WHEN 'year' THEN 1 END) AS h2
      FROM look AS v JOIN routine AS r USING (plan)) AS r;

-- How many rows stand exactly on an edge, by edge: what the crowd is for.
CREATE VIEW edges AS
SELECT unnest([
  {edge: 'the bound', found: count(*) FILTER (x = low OR x = high)},
  {edge: 'the level required', found: count(*) FILTER (x <> low AND x * required_d = required_n)},
  {edge: 'the baseline', found: count(*) FILTER (x <> low AND x = baseline)},
  {edge: 'the tolerance', found: count(*) FILTER (
    shortfall > 0 AND shortfall * 100000 = at_risk * abs(low - first_value) * required_d)},
  {edge: 'the term', found: count(*) FILTER (by_half = upto)},
  {edge: 'the value before', found: count(*) FILTER (x = was)}
], recursive := true) FROM simple
UNION ALL
SELECT 'the cut-off', count(*) FROM look AS v JOIN half_of AS h USING (plan) JOIN item USING (plan)
WHERE h.inside AND h.cutoff = v.as_of
UNION ALL
SELECT 'the last day', count(*) FROM task_rows WHERE days_left = 0
UNION ALL
SELECT 'the last day by which it is soon', count(*)
FROM task_rows JOIN plan USING (plan) WHERE days_left = due_soon_days
UNION ALL
SELECT status, count(*) FROM indicator_rows GROUP BY ALL
UNION ALL
SELECT status, count(*) FROM task_rows GROUP BY ALL;
