-- The first form of the store: what reports say, word by word, and the series that their figures make.
--
-- Values are REAL, the nearest double: it sorts, sums, divides and plots as analysts expect. An INTEGER would be exact but
-- would divide as an integer (3296400000 / 1000000000 is 3), silently. A double prints every decimal of up to 15 digits
-- back as it was written; for the rare number that has more, the *_exact column beside it holds the digits, and is NULL
-- otherwise. Days are TEXT, YYYY-MM-DD. Offsets count Unicode code points of report_text.text, as substr does.

-- Reference data: a copy of the program's seeds, refreshed when a newer program opens the file for writing.

CREATE TABLE meta (
  -- Facts about this file: which seeds its reference tables were filled from. The row 'unsettled' says that `effective`,
  -- `chosen` and `series_extent` are behind `figure`: reports are being stored, or a process was killed at it, and the next
  -- that has the file to itself catches up. The row 'unaudited' says that figures were stored since the last audit of all;
  -- 'derivation' says by which version of its rules `derived` was filled.
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE column_doc (
  -- What every table, view and column means. A row with an empty col speaks of the table itself.
  tbl TEXT NOT NULL,
  col TEXT NOT NULL,
  description TEXT NOT NULL CHECK (description <> ''),
  PRIMARY KEY (tbl, col)
) STRICT, WITHOUT ROWID;

CREATE TABLE area (
  -- Places and groups of places that trade.
  code TEXT PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 8), -- ISO 3166-1, 3166-2, 3166-3, or a bloc
  kind TEXT NOT NULL CHECK (kind IN ('country', 'subdivision', 'bloc')),
  parent TEXT,                                                -- the country of a subdivision
  name TEXT NOT NULL UNIQUE,                                  -- English, as series names have it
  name_ru TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE bloc_member (
  -- Who belongs to a bloc, and when.
  bloc TEXT NOT NULL,
  member TEXT NOT NULL,
  from_day TEXT,                                              -- NULL: since its founding, or not known
  to_day TEXT                                                 -- last day, NULL: still a member
) STRICT;
CREATE INDEX bloc_member_bloc ON bloc_member (bloc, member);

CREATE TABLE indicator (
  -- What can be measured.
  code TEXT PRIMARY KEY
    CHECK (code IN ('turnover', 'exports', 'imports', 'balance', 'investment', 'other')),
  name TEXT NOT NULL,
  name_ru TEXT,
  description TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE currency (
  -- ISO 4217 codes, those of currencies that are gone included.
  code TEXT PRIMARY KEY CHECK (length(code) = 3),
  name TEXT NOT NULL,
  name_ru TEXT,
  minor_digits INTEGER                                        -- NULL: it has no smallest coin (gold)
) STRICT, WITHOUT ROWID;

CREATE TABLE exchange_rate (
  -- How many units of a currency one US dollar bought, on average over a period.
  currency TEXT NOT NULL,
  period TEXT NOT NULL,                                       -- 2024, 2024-Q1, 2024-05
  per_usd REAL NOT NULL CHECK (per_usd > 0),
  source TEXT NOT NULL CHECK (source <> ''),
  imported INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1)), -- 1: by the user, and kept when the program's are renewed
  PRIMARY KEY (currency, period)
) STRICT, WITHOUT ROWID;

-- What was read.

CREATE TABLE report (
  -- One row per distinct text. An edited report is a new row that supersedes the old one; both stay.
  report_id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),   -- of the text, in hexadecimal
  source TEXT NOT NULL,                                       -- the file it was first read from, - for standard input
  title TEXT,
  publisher TEXT,
  -- Where the publisher is itself an office: whose, and of what kind. It answers for the figures that nobody else does.
  publisher_area TEXT REFERENCES area (code),
  publisher_kind TEXT CHECK (publisher_kind IN
    ('statistics', 'customs', 'central_bank', 'ministry', 'international', 'side', 'government', 'other')),
  url TEXT,
  language TEXT NOT NULL CHECK (length(language) = 2),
  published TEXT CHECK (published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  published_basis TEXT
    CHECK (published_basis IN ('given', 'manifest', 'metadata', 'dateline', 'content')),
  extractor TEXT NOT NULL CHECK (extractor <> ''),            -- who read the figures out of it: tradestat, or another program
  extractor_version INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,                                  -- hash of all that extraction depends on: equal means nothing to do
  superseded_by INTEGER REFERENCES report (report_id),
  repeats INTEGER REFERENCES report (report_id),              -- the first report with nearly this text: both are one voice
  CHECK ((published IS NULL) = (published_basis IS NULL))
) STRICT;
CREATE INDEX report_superseded_by ON report (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE INDEX report_repeats ON report (repeats) WHERE repeats IS NOT NULL;
CREATE INDEX report_published ON report (published);

CREATE TABLE report_source (
  -- Which text each file held when it was last read: the same text may come from several files.
  source TEXT PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES report (report_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_source_report ON report_source (report_id);

CREATE TABLE report_given (
  -- What a person said of a report. It stands above its file, its manifest and its page whenever the report is read again,
  -- and is kept by the text's hash, so that it outlives the report as decisions outlive figures.
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  title TEXT,                                                 -- NULL in a column: nothing was said of it
  publisher TEXT,
  url TEXT,
  language TEXT CHECK (length(language) = 2),
  published TEXT CHECK (published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CHECK (coalesce(title, publisher, url, language, published) IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_text (
  -- The plain text that all offsets count in.
  report_id INTEGER PRIMARY KEY REFERENCES report (report_id),
  text TEXT NOT NULL
) STRICT;

CREATE TABLE report_signature (
  -- By what a text is known again in other words: a sketch of its words, and its amounts with the words around them. Reports
  -- without amounts, or of a few words, have none.
  report_id INTEGER PRIMARY KEY REFERENCES report (report_id),
  signature BLOB NOT NULL
) STRICT;

CREATE TABLE report_page (
  -- Where the pages of a document begin in its text; reports without pages have no rows.
  report_id INTEGER NOT NULL REFERENCES report (report_id),
  page INTEGER NOT NULL CHECK (page >= 1),
  char_start INTEGER NOT NULL CHECK (char_start >= 0),
  PRIMARY KEY (report_id, page)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentence (
  -- A sentence that holds a mention: the quote that figures are shown with.
  sentence_id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES report (report_id),
  char_start INTEGER NOT NULL CHECK (char_start >= 0),
  char_end INTEGER NOT NULL CHECK (char_end > char_start),   -- one past the last code point
  quote TEXT NOT NULL
) STRICT;
CREATE INDEX sentence_report ON sentence (report_id);

CREATE TABLE mention (
  -- Every amount, percentage, quantity, period and area that was recognised, linked to a figure or not.
  mention_id INTEGER PRIMARY KEY,
  sentence_id INTEGER NOT NULL REFERENCES sentence (sentence_id),
  kind TEXT NOT NULL CHECK (kind IN ('money', 'percent', 'quantity', 'period', 'area')),
  value REAL,                                                 -- scale applied: "$3 billion" is 3000000000
  value_exact TEXT,
  value_high REAL,                                            -- upper end of a range
  value_high_exact TEXT,
  unit TEXT,                                                  -- ISO 4217, percent, percentage_point, UCUM or a noun
  qualifier TEXT CHECK (qualifier IN
    ('exactly', 'about', 'nearly', 'over', 'at_least', 'under', 'at_most', 'between')),
  rounding REAL CHECK (rounding >= 0),                        -- half of the last printed digit
  first_day TEXT,
  last_day TEXT,
  code TEXT,                                                  -- of a period (2025-S1) or an area (RU-TA)
  char_start INTEGER NOT NULL CHECK (char_start >= 0),
  char_end INTEGER NOT NULL CHECK (char_end > char_start),
  CHECK ((kind IN ('money', 'percent', 'quantity')) = (value IS NOT NULL AND qualifier IS NOT NULL)),
  CHECK (kind <> 'area' OR code IS NOT NULL),
  CHECK ((first_day IS NULL) = (last_day IS NULL) AND first_day <= last_day)
) STRICT;
CREATE INDEX mention_sentence ON mention (sentence_id);

CREATE TABLE series (
  -- WHAT is measured, never who said it.
  series_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,                                  -- Tatarstan–China turnover
  slug TEXT NOT NULL UNIQUE,                                  -- ru-ta-cn-turnover
  indicator TEXT NOT NULL REFERENCES indicator (code)
    CHECK (indicator IN ('turnover', 'exports', 'imports', 'balance', 'investment', 'other')),
  transform TEXT NOT NULL CHECK (transform IN ('level', 'change', 'change_abs', 'multiple', 'share')),
  ref_area TEXT NOT NULL REFERENCES area (code),
  counterpart_area TEXT REFERENCES area (code),               -- NULL: the world, or none said
  product TEXT,                                               -- NULL: all goods
  unit TEXT                                                   -- NULL: a multiple
) STRICT;
-- NULLs are equal here: a series without partner, product or unit exists once.
CREATE UNIQUE INDEX series_key ON series
  (ref_area, coalesce(counterpart_area, ''), indicator, transform, coalesce(unit, ''), coalesce(product, ''));
CREATE INDEX series_counterpart ON series (counterpart_area, ref_area);

CREATE TABLE figure (
  -- What one report says about one number. Never edited: replaced when its report is extracted anew.
  figure_id INTEGER PRIMARY KEY,
  figure_key TEXT NOT NULL UNIQUE,                            -- stays the same when the report is extracted anew
  report_id INTEGER NOT NULL REFERENCES report (report_id),
  sentence_id INTEGER NOT NULL REFERENCES sentence (sentence_id),
  mention_id INTEGER REFERENCES mention (mention_id),         -- of its number
  period_mention_id INTEGER REFERENCES mention (mention_id),  -- of its period, where one says it
  ref_area_mention_id INTEGER REFERENCES mention (mention_id),
  counterpart_area_mention_id INTEGER REFERENCES mention (mention_id),
  series_id INTEGER REFERENCES series (series_id),            -- NULL: it makes no series
  indicator TEXT NOT NULL REFERENCES indicator (code)
    CHECK (indicator IN ('turnover', 'exports', 'imports', 'balance', 'investment', 'other')),
  transform TEXT NOT NULL CHECK (transform IN ('level', 'change', 'change_abs', 'multiple', 'share')),
  ref_area TEXT REFERENCES area (code),
  counterpart_area TEXT REFERENCES area (code),
  product TEXT,
  value REAL NOT NULL,
  value_exact TEXT,
  value_high REAL,
  value_high_exact TEXT,
  unit TEXT,
  qualifier TEXT NOT NULL CHECK (qualifier IN
    ('exactly', 'about', 'nearly', 'over', 'at_least', 'under', 'at_most', 'between')),
  rounding REAL NOT NULL CHECK (rounding >= 0),               -- half of the last printed digit
  period TEXT,
  period_start TEXT,
  period_end TEXT,
  base TEXT,                                                  -- period compared with, where not a year earlier
  status TEXT NOT NULL CHECK (status IN ('actual', 'planned')),
  source_area TEXT REFERENCES area (code),                    -- who counts it, where the text tells: whose office
  source_kind TEXT CHECK (source_kind IN
    ('statistics', 'customs', 'central_bank', 'ministry', 'international', 'side', 'government', 'other')),
  source_at TEXT,                                             -- the words that name it, and where they stand
  source_start INTEGER CHECK (source_start >= 0),
  source_end INTEGER CHECK (source_end > source_start),
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  rule TEXT NOT NULL,
  char_start INTEGER NOT NULL CHECK (char_start >= 0),
  char_end INTEGER NOT NULL CHECK (char_end > char_start),
  at TEXT NOT NULL,                                           -- the number as printed
  CHECK ((source_kind IS NULL) = (source_at IS NULL) AND (source_at IS NULL) = (source_start IS NULL)
    AND (source_start IS NULL) = (source_end IS NULL)),
  CHECK (source_area IS NULL OR source_kind IS NOT NULL),
  CHECK ((period IS NULL) = (period_start IS NULL) AND (period IS NULL) = (period_end IS NULL)),
  CHECK (period_start <= period_end)
) STRICT;
CREATE INDEX figure_report ON figure (report_id, char_start); -- in reading order, as figures are shown
CREATE INDEX figure_sentence ON figure (sentence_id);
CREATE INDEX figure_mention ON figure (mention_id);
CREATE INDEX figure_series ON figure (series_id, period_start);
CREATE INDEX figure_ref_area ON figure (ref_area, counterpart_area);
CREATE INDEX figure_counterpart_area ON figure (counterpart_area);
CREATE INDEX figure_period_mention ON figure (period_mention_id) WHERE period_mention_id IS NOT NULL;
CREATE INDEX figure_ref_area_mention ON figure (ref_area_mention_id) WHERE ref_area_mention_id IS NOT NULL;
CREATE INDEX figure_counterpart_area_mention ON figure (counterpart_area_mention_id)
  WHERE counterpart_area_mention_id IS NOT NULL;

CREATE TABLE heading (
  -- What numbers of a table stand under: a caption, the heading of a column or section. Their row is the figure's sentence.
  heading_id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES report (report_id),
  char_start INTEGER NOT NULL CHECK (char_start >= 0),
  char_end INTEGER NOT NULL CHECK (char_end > char_start),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX heading_report ON heading (report_id);

CREATE TABLE figure_heading (
  -- The headings of a figure, in the order of the text; a figure of prose has none.
  figure_id INTEGER NOT NULL REFERENCES figure (figure_id),
  nth INTEGER NOT NULL CHECK (nth >= 0),
  heading_id INTEGER NOT NULL REFERENCES heading (heading_id),
  PRIMARY KEY (figure_id, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_heading_heading ON figure_heading (heading_id);

-- What people and the audit say about figures.

CREATE TABLE decision (
  -- A person's word on a figure. Append-only: a later row overrules an earlier one, and 'undone' takes the word back.
  decision_id INTEGER PRIMARY KEY,
  figure_key TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'corrected', 'rejected', 'undone')),
  expect_value REAL NOT NULL,                                 -- the value it was made on: if the figure's differs, it is stale
  -- What a correction puts in place of the extracted; NULL leaves it as it is.
  series_id INTEGER REFERENCES series (series_id),
  period TEXT,
  period_start TEXT,
  period_end TEXT,
  value REAL,
  value_high REAL,
  qualifier TEXT CHECK (qualifier IN
    ('exactly', 'about', 'nearly', 'over', 'at_least', 'under', 'at_most', 'between')),
  status TEXT CHECK (status IN ('actual', 'planned')),
  -- Where to find the number again when the report is edited.
  anchor_quote TEXT NOT NULL,
  anchor_prefix TEXT NOT NULL DEFAULT '',
  anchor_suffix TEXT NOT NULL DEFAULT '',
  decided_by TEXT,
  decided_on TEXT NOT NULL,
  note TEXT,
  CHECK (verdict = 'corrected' OR coalesce(series_id, period, value, value_high, qualifier, status) IS NULL),
  CHECK ((period IS NULL) = (period_start IS NULL) AND (period IS NULL) = (period_end IS NULL))
) STRICT;
CREATE INDEX decision_figure ON decision (figure_key, decision_id);
CREATE INDEX decision_series ON decision (series_id) WHERE series_id IS NOT NULL;

CREATE TABLE finding (
  -- Something the last audit holds against figures. Dropped and made anew by every audit.
  finding_id INTEGER PRIMARY KEY,
  finding_key TEXT NOT NULL UNIQUE,                           -- stays the same as long as the same values are said of the same
  kind TEXT NOT NULL CHECK (kind IN ('growth', 'sum', 'share', 'currency', 'jump', 'disagreement', 'part', 'future')),
  severity TEXT NOT NULL CHECK (severity IN ('note', 'doubtful', 'conflict')),
  series_id INTEGER NOT NULL                                  -- of the figure that does not fit
    REFERENCES series (series_id) ON DELETE CASCADE,
  period TEXT,
  arithmetic TEXT NOT NULL,                                   -- the sum that does not come out
  reading TEXT                                                -- what was likely meant
) STRICT;
CREATE INDEX finding_series ON finding (series_id);

CREATE TABLE finding_figure (
  -- The figures that a finding is about, in the order in which its arithmetic names them.
  finding_id INTEGER NOT NULL REFERENCES finding (finding_id) ON DELETE CASCADE,
  place INTEGER NOT NULL CHECK (place >= 0),
  figure_key TEXT NOT NULL,
  PRIMARY KEY (finding_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_figure_key ON finding_figure (figure_key);

CREATE TABLE acknowledgement (
  -- Findings that a person has seen and wants to hear of no more. They outlive the findings, and every new extraction.
  finding_key TEXT PRIMARY KEY,
  acknowledged_on TEXT NOT NULL,
  note TEXT
) STRICT, WITHOUT ROWID;

-- What is in force. These tables are kept by the triggers below, and can be rebuilt from `in_force`, `choice` and `extent`. While
-- many reports are stored, the program does the work of the triggers for all rows at once.

CREATE TABLE effective (
  -- The figures that count: in a series, with a period, not superseded, not rejected, corrections applied.
  series_id INTEGER NOT NULL REFERENCES series (series_id),
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  figure_id INTEGER NOT NULL UNIQUE REFERENCES figure (figure_id),
  period TEXT NOT NULL,
  value REAL NOT NULL,
  value_exact TEXT,
  value_high REAL,
  value_high_exact TEXT,
  qualifier TEXT NOT NULL,
  status TEXT NOT NULL,
  rounding REAL NOT NULL,
  least REAL,                                                 -- the smallest value that the words allow, NULL: no limit
  most REAL,                                                  -- the largest
  decided INTEGER NOT NULL,                                   -- 1: confirmed or corrected by a person
  doubtful INTEGER NOT NULL,                                  -- 1: its confidence is below 0.5
  source_area TEXT,                                           -- who counts it: of the figure, else of the publisher
  source_kind TEXT,
  standing INTEGER NOT NULL,                                  -- 0: the ref area's office counts it, 1: one of neither side,
                                                              -- 2: the partner's, 3: no office, whoever says it
  published TEXT,
  figure_key TEXT NOT NULL,
  report_id INTEGER NOT NULL,                                 -- of the figure, so that an observation is quoted without a
  sentence_id INTEGER NOT NULL,                               -- look at the figure's own row, which lies anywhere
  PRIMARY KEY (series_id, period_start, period_end, figure_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE chosen (
  -- For every series and period the figure that stands for it, and how far the others agree.
  series_id INTEGER NOT NULL REFERENCES series (series_id) DEFERRABLE INITIALLY DEFERRED,
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  figure_id INTEGER NOT NULL REFERENCES figure (figure_id) DEFERRABLE INITIALLY DEFERRED,
  chosen_because TEXT NOT NULL,
  n_figures INTEGER NOT NULL,
  n_rivals INTEGER NOT NULL,                                  -- of the same status, not agreeing within rounding and hedge
  low REAL NOT NULL,                                          -- lowest value among the chosen and its rivals
  high REAL NOT NULL,
  PRIMARY KEY (series_id, period_start, period_end)
) STRICT, WITHOUT ROWID;
CREATE INDEX chosen_figure ON chosen (figure_id);

-- What follows from the figures that count. These tables are dropped and filled anew, trade by trade, and never added to.

CREATE TABLE derived (
  -- The value of a series in a period that no report gives, reckoned from figures that reports do give. It never stands where
  -- a report speaks: the view `observation` shows it only where `chosen` has no row.
  series_id INTEGER NOT NULL REFERENCES series (series_id),
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  derived_id TEXT NOT NULL UNIQUE,                            -- slug@period: ru-ta-cn-turnover@2014
  period TEXT NOT NULL,
  value REAL NOT NULL,                                        -- in the digits that its bounds are worth
  value_high REAL,
  qualifier TEXT NOT NULL CHECK (qualifier IN
    ('exactly', 'about', 'nearly', 'over', 'at_least', 'under', 'at_most', 'between')),
  rounding REAL NOT NULL CHECK (rounding >= 0),               -- half of what lies between the bounds
  status TEXT NOT NULL CHECK (status IN ('actual', 'planned')),
  least REAL,                                                 -- the smallest value that its inputs allow, NULL: no limit
  most REAL,                                                  -- the largest
  rule TEXT NOT NULL CHECK (rule IN
    ('earlier', 'later', 'turnover', 'balance', 'other_side', 'share', 'sum', 'rest')),
  round INTEGER NOT NULL CHECK (round BETWEEN 1 AND 3),       -- 1: all its inputs are reported
  chosen_because TEXT NOT NULL,                               -- the arithmetic in words
  n_figures INTEGER NOT NULL,                                 -- reported figures that it rests on
  n_rivals INTEGER NOT NULL,                                  -- other derivations of the same that contradict it
  low REAL NOT NULL,
  high REAL NOT NULL,
  published TEXT,                                             -- of the newest figure that it rests on
  figure_key TEXT NOT NULL,                                   -- that figure: by its sentence the value is quoted
  PRIMARY KEY (series_id, period_start, period_end)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_input (
  -- What a derived value is made of, in the order in which its arithmetic names it.
  derived_id TEXT NOT NULL REFERENCES derived (derived_id) ON DELETE CASCADE,
  place INTEGER NOT NULL CHECK (place >= 0),
  role TEXT NOT NULL CHECK (role IN
    ('level', 'change', 'exports', 'imports', 'turnover', 'share', 'whole', 'part')),
  figure_key TEXT,                                            -- a figure, or
  input_id TEXT,                                              -- another derived value
  PRIMARY KEY (derived_id, place),
  CHECK ((figure_key IS NULL) <> (input_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_input_figure ON derived_input (figure_key) WHERE figure_key IS NOT NULL;
CREATE INDEX derived_input_derived ON derived_input (input_id) WHERE input_id IS NOT NULL;

CREATE TABLE underived (
  -- Trades whose figures have changed since something was derived from them; empty when `derived` is up to date.
  ref_area TEXT NOT NULL,
  counterpart_area TEXT NOT NULL,                             -- '' for the world
  PRIMARY KEY (ref_area, counterpart_area)
) STRICT, WITHOUT ROWID;

CREATE TABLE series_extent (
  -- How far each series reaches by what reports say, and what they say last, so that a list of all series does not read all observations.
  series_id INTEGER PRIMARY KEY REFERENCES series (series_id) DEFERRABLE INITIALLY DEFERRED,
  n_observations INTEGER NOT NULL,
  n_figures INTEGER NOT NULL,                                 -- behind them
  first_period TEXT NOT NULL,
  last_period TEXT NOT NULL,                                  -- the last that is not a plan; where all are, the last of them
  value REAL NOT NULL,                                        -- of the last period
  value_exact TEXT,
  value_high REAL,
  value_high_exact TEXT,
  qualifier TEXT NOT NULL,
  status TEXT NOT NULL
) STRICT;

CREATE VIEW reading AS
  -- What every figure that makes a series says, with the decision on it applied; whether it counts is told by `in_force`.
  SELECT series_id, period_start, period_end, figure_id, period,
    value, value_exact, value_high, value_high_exact, qualifier, status, rounding,
    -- A bound is taken at its word, without rounding. A hedge about a fall speaks of its size: "fell by over 9%" is -9 or
    -- below.
    CASE
      WHEN qualifier IN ('about', 'nearly') THEN value - max(rounding, 0.05 * abs(value))
      WHEN qualifier IN ('over', 'at_least') THEN CASE WHEN value >= 0 THEN value END
      WHEN qualifier IN ('under', 'at_most') THEN CASE WHEN value < 0 THEN value END
      ELSE min(value, coalesce(value_high, value)) - rounding
    END AS least,
    CASE
      WHEN qualifier IN ('about', 'nearly') THEN value + max(rounding, 0.05 * abs(value))
      WHEN qualifier IN ('over', 'at_least') THEN CASE WHEN value < 0 THEN value END
      WHEN qualifier IN ('under', 'at_most') THEN CASE WHEN value >= 0 THEN value END
      ELSE max(value, coalesce(value_high, value)) + rounding
    END AS most,
    decided, doubtful, source_area, source_kind,
    -- Who governs repeats what offices count, rounded for a speech: that is no count of their own.
    CASE WHEN coalesce(source_kind, 'other') IN ('government', 'other') THEN 3 ELSE
      (SELECT CASE
          WHEN source_area IN (s.ref_area, ra.parent) THEN 0
          WHEN source_area IN (s.counterpart_area, ca.parent) THEN 2
          ELSE 1
        END
        FROM series AS s JOIN area AS ra ON ra.code = s.ref_area LEFT JOIN area AS ca ON ca.code = s.counterpart_area
        WHERE s.series_id = said.series_id)
    END AS standing,
    verdict, figure_key, report_id, sentence_id
  FROM (
    SELECT
      coalesce(d.series_id, f.series_id) AS series_id,
      coalesce(d.period_start, f.period_start) AS period_start,
      coalesce(d.period_end, f.period_end) AS period_end,
      f.figure_id,
      coalesce(d.period, f.period) AS period,
      coalesce(d.value, f.value) AS value,
      CASE WHEN d.value IS NULL THEN f.value_exact END AS value_exact,
      CASE WHEN d.value IS NULL THEN f.value_high ELSE d.value_high END AS value_high,
      CASE WHEN d.value IS NULL THEN f.value_high_exact END AS value_high_exact,
      coalesce(d.qualifier, f.qualifier) AS qualifier,
      coalesce(d.status, f.status) AS status,
      CASE WHEN d.value IS NULL THEN f.rounding ELSE 0.0 END AS rounding,
      -- Whoever confirmed another value than is read today did not confirm this one.
      coalesce(d.verdict = 'corrected' OR d.verdict = 'confirmed' AND
        abs(d.expect_value - f.value) <= 1e-9 * abs(f.value), 0) AS decided,
      f.confidence < 0.5 AS doubtful,
      -- A publisher that is itself an office answers for what nobody else does.
      CASE WHEN f.source_kind IS NULL THEN r.publisher_area ELSE f.source_area END AS source_area,
      coalesce(f.source_kind, r.publisher_kind) AS source_kind,
      nullif(d.verdict, 'undone') AS verdict,
      f.figure_key, f.report_id, f.sentence_id
    FROM figure AS f
    JOIN report AS r ON r.report_id = f.report_id
    LEFT JOIN decision AS d ON d.decision_id =
      (SELECT max(decision_id) FROM decision WHERE figure_key = f.figure_key)
  ) AS said
  WHERE verdict IS NOT 'rejected' AND series_id IS NOT NULL AND period IS NOT NULL;

CREATE VIEW in_force AS
  -- What `effective` holds, computed from figures, reports and decisions.
  SELECT e.series_id, e.period_start, e.period_end, e.figure_id, e.period,
    e.value, e.value_exact, e.value_high, e.value_high_exact, e.qualifier, e.status, e.rounding, e.least, e.most,
    e.decided, e.doubtful, e.source_area, e.source_kind, e.standing, r.published, e.figure_key, e.report_id, e.sentence_id
  FROM reading AS e
  JOIN report AS r ON r.report_id = e.report_id
  WHERE r.superseded_by IS NULL
    -- What a report repeats was said by another voice, and counts there; so does what a person decided of it there.
    AND (r.repeats IS NULL OR e.verdict IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM figure AS g JOIN report AS q ON q.report_id = g.report_id
      WHERE g.series_id = e.series_id AND g.period_start = e.period_start AND g.period_end = e.period_end
        AND g.value = e.value AND g.value_high IS e.value_high
        AND coalesce(q.repeats, q.report_id) = r.repeats AND q.superseded_by IS NULL
        AND (q.repeats IS NULL OR (coalesce(q.published, '9999-12-31'), q.sha256)
          < (coalesce(r.published, '9999-12-31'), r.sha256))
    ));

CREATE VIEW edition AS
  -- The days on which each dated report was the last edition of its file: from its own day to the day before a later edition,
  -- in closed intervals; none where the later edition is of the same day or of an earlier one.
  SELECT r.report_id, r.published AS known_from,
    CASE WHEN r.superseded_by IS NULL THEN '9999-12-31' ELSE coalesce((
      WITH RECURSIVE later (report_id) AS (
        SELECT r.superseded_by
        UNION SELECT l.superseded_by FROM later JOIN report AS l ON l.report_id = later.report_id
          WHERE l.superseded_by IS NOT NULL)
      SELECT date(min(l.published), '-1 day') FROM later JOIN report AS l ON l.report_id = later.report_id
    ), '9999-12-31') END AS known_to
  FROM report AS r
  WHERE r.published IS NOT NULL;

CREATE VIEW choice AS
  -- What `chosen` holds: the first figure of each series and period, in this order: decided by a person, actual before
  -- planned, sure before doubtful, exact before hedged, official before reported (an office that counts before all others),
  -- the ref area's own count before that of neither and the partner's, finer rounding, newer publication, and the key, so
  -- that equal figures are chosen alike in whatever order they came. All windows have the same partition and nothing is grouped, so
  -- that a condition on series and period reaches the index of `effective`.
  SELECT series_id, period_start, period_end, figure_id,
    CASE
      WHEN n_figures = 1 THEN 'the only figure'
      WHEN decided > next_decided THEN 'decided'
      WHEN status <> next_status THEN 'actual before planned'
      WHEN doubtful < next_doubtful THEN 'sure before doubtful'
      WHEN hedged < next_hedged THEN 'exact before hedged'
      WHEN standing < next_standing AND next_standing = 3 THEN 'official before reported'
      WHEN standing < next_standing THEN 'own count before the partner''s'
      WHEN rounding < next_rounding THEN 'finer rounding'
      WHEN published IS NOT next_published THEN 'newer publication'
      ELSE 'equal to the next'
    END AS chosen_because,
    n_figures, n_rivals, low, high
  FROM (
    SELECT series_id, period_start, period_end, figure_id, place,
      decided, status, doubtful, hedged, standing, rounding, published,
      next_decided, next_status, next_doubtful, next_hedged, next_standing, next_rounding, next_published,
      count(*) OVER period AS n_figures,
      sum(rival) OVER period AS n_rivals,
      min(CASE WHEN place = 1 OR rival THEN value END) OVER period AS low,
      max(CASE WHEN place = 1 OR rival THEN coalesce(value_high, value) END) OVER period AS high
    FROM (
      SELECT *,
        -- The tolerance takes up what doubles lose: 30.4 and 30.3, each give or take 0.05, agree.
        status = first_status AND (
          least - first_most > 1e-9 * max(abs(least), abs(first_most)) OR
          first_least - most > 1e-9 * max(abs(first_least), abs(most))
        ) IS TRUE AS rival
      FROM (
        -- Named one by one: every column is carried through every window.
        SELECT series_id, period_start, period_end, figure_id, value, value_high, least, most,
          decided, status, doubtful, hedged, standing, rounding, published,
          row_number() OVER ranked AS place,
          first_value(status) OVER ranked AS first_status,
          first_value(least) OVER ranked AS first_least,
          first_value(most) OVER ranked AS first_most,
          lead(decided) OVER ranked AS next_decided,
          lead(status) OVER ranked AS next_status,
          lead(doubtful) OVER ranked AS next_doubtful,
          lead(hedged) OVER ranked AS next_hedged,
          lead(standing) OVER ranked AS next_standing,
          lead(rounding) OVER ranked AS next_rounding,
          lead(published) OVER ranked AS next_published
        FROM (SELECT *, qualifier <> 'exactly' AS hedged FROM effective)
        WINDOW ranked AS (
          PARTITION BY series_id, period_start, period_end
          ORDER BY decided DESC, status, doubtful, hedged, standing, rounding, published DESC, figure_key
        )
      )
    )
    WINDOW period AS (PARTITION BY series_id, period_start, period_end)
  )
  WHERE place = 1;

CREATE VIEW extent AS
  -- What `series_extent` holds, computed anew from `chosen`.
  SELECT s.series_id,
    (SELECT count(*) FROM chosen AS c WHERE c.series_id = s.series_id) AS n_observations,
    (SELECT sum(c.n_figures) FROM chosen AS c WHERE c.series_id = s.series_id) AS n_figures,
    oldest.period AS first_period, newest.period AS last_period,
    newest.value, newest.value_exact, newest.value_high, newest.value_high_exact, newest.qualifier, newest.status
  FROM series AS s
  JOIN effective AS oldest ON oldest.figure_id = (
    SELECT c.figure_id FROM chosen AS c WHERE c.series_id = s.series_id ORDER BY c.period_start, c.period_end LIMIT 1)
  JOIN effective AS newest ON newest.figure_id = (
    SELECT c.figure_id FROM chosen AS c
    JOIN effective AS e ON e.series_id = c.series_id AND e.period_start = c.period_start
      AND e.period_end = c.period_end AND e.figure_id = c.figure_id
    WHERE c.series_id = s.series_id
    ORDER BY e.status, c.period_end DESC, c.period_start LIMIT 1);

CREATE TRIGGER figure_insert AFTER INSERT ON figure WHEN NEW.period IS NOT NULL
BEGIN
  INSERT INTO effective SELECT * FROM in_force WHERE figure_id = NEW.figure_id;
END;

CREATE TRIGGER figure_delete BEFORE DELETE ON figure
BEGIN
  DELETE FROM effective WHERE figure_id = OLD.figure_id;
END;

CREATE TRIGGER report_update AFTER UPDATE OF published, superseded_by, publisher_area, publisher_kind ON report
BEGIN
  DELETE FROM effective WHERE figure_id IN (SELECT figure_id FROM figure WHERE report_id = NEW.report_id);
  INSERT INTO effective SELECT * FROM in_force
    WHERE figure_id IN (SELECT figure_id FROM figure WHERE report_id = NEW.report_id);
END;

CREATE TRIGGER decision_insert AFTER INSERT ON decision
BEGIN
  DELETE FROM effective WHERE figure_id IN (SELECT figure_id FROM figure WHERE figure_key = NEW.figure_key);
  INSERT INTO effective SELECT * FROM in_force
    WHERE figure_id IN (SELECT figure_id FROM figure WHERE figure_key = NEW.figure_key);
END;

CREATE TRIGGER decision_update BEFORE UPDATE ON decision
BEGIN
  SELECT RAISE(ABORT, 'decisions are never changed: insert a new one, or one with the verdict undone');
END;

CREATE TRIGGER decision_delete BEFORE DELETE ON decision
BEGIN
  SELECT RAISE(ABORT, 'decisions are never deleted: insert one with the verdict undone');
END;

CREATE TRIGGER effective_insert AFTER INSERT ON effective
BEGIN
  DELETE FROM chosen
    WHERE series_id = NEW.series_id AND period_start = NEW.period_start AND period_end = NEW.period_end;
  INSERT INTO chosen SELECT * FROM choice
    WHERE series_id = NEW.series_id AND period_start = NEW.period_start AND period_end = NEW.period_end;
END;

CREATE TRIGGER effective_delete AFTER DELETE ON effective
BEGIN
  DELETE FROM chosen
    WHERE series_id = OLD.series_id AND period_start = OLD.period_start AND period_end = OLD.period_end;
  INSERT INTO chosen SELECT * FROM choice
    WHERE series_id = OLD.series_id AND period_start = OLD.period_start AND period_end = OLD.period_end;
END;

CREATE TRIGGER chosen_insert AFTER INSERT ON chosen
BEGIN
  INSERT OR REPLACE INTO series_extent SELECT * FROM extent WHERE series_id = NEW.series_id;
  INSERT OR IGNORE INTO underived
    SELECT ref_area, coalesce(counterpart_area, '') FROM series WHERE series_id = NEW.series_id;
END;

CREATE TRIGGER chosen_delete AFTER DELETE ON chosen
BEGIN
  DELETE FROM series_extent WHERE series_id = OLD.series_id;
  INSERT INTO series_extent SELECT * FROM extent WHERE series_id = OLD.series_id;
  INSERT OR IGNORE INTO underived
    SELECT ref_area, coalesce(counterpart_area, '') FROM series WHERE series_id = OLD.series_id;
END;

-- Views for people.

CREATE VIEW observation AS
  -- One row per series and period: the value that stands for it, how it was chosen or derived, and the sentence it came
  -- from. What is derived has no figure of its own; it is quoted by the newest that it rests on.
  SELECT
    s.name AS series, s.slug, s.indicator, s.transform,
    s.ref_area, ra.name AS ref_area_name, s.counterpart_area, ca.name AS counterpart_area_name,
    s.product, s.unit,
    CASE length(e.period)
      WHEN 4 THEN 'A'
      WHEN 7 THEN CASE substr(e.period, 6, 1) WHEN 'S' THEN 'S' WHEN 'Q' THEN 'Q' ELSE 'M' END
      WHEN 10 THEN 'D'
    END AS frequency,
    e.period, c.period_start, c.period_end,
    e.value, e.value_high, e.qualifier, e.rounding, e.status, 0 AS derived,
    c.chosen_because, c.n_figures, c.n_rivals, c.low, c.high,
    e.source_area, e.source_kind,
    q.quote, r.title, r.publisher, r.published, r.url,
    -- The figure's own row is looked at only where its report has pages.
    (SELECT max(p.page) FROM report_page AS p CROSS JOIN figure AS f
       WHERE p.report_id = e.report_id AND f.figure_id = e.figure_id AND p.char_start <= f.char_start) AS page,
    c.series_id, c.figure_id, e.figure_key
  FROM chosen AS c
  JOIN series AS s ON s.series_id = c.series_id
  JOIN area AS ra ON ra.code = s.ref_area
  LEFT JOIN area AS ca ON ca.code = s.counterpart_area
  JOIN effective AS e ON e.series_id = c.series_id AND e.period_start = c.period_start
    AND e.period_end = c.period_end AND e.figure_id = c.figure_id
  JOIN sentence AS q ON q.sentence_id = e.sentence_id
  JOIN report AS r ON r.report_id = e.report_id
  UNION ALL
  SELECT
    s.name AS series, s.slug, s.indicator, s.transform,
    s.ref_area, ra.name AS ref_area_name, s.counterpart_area, ca.name AS counterpart_area_name,
    s.product, s.unit,
    CASE length(d.period)
      WHEN 4 THEN 'A'
      WHEN 7 THEN CASE substr(d.period, 6, 1) WHEN 'S' THEN 'S' WHEN 'Q' THEN 'Q' ELSE 'M' END
      WHEN 10 THEN 'D'
    END AS frequency,
    d.period, d.period_start, d.period_end,
    d.value, d.value_high, d.qualifier, d.rounding, d.status, 1 AS derived,
    d.chosen_because, d.n_figures, d.n_rivals, d.low, d.high,
    NULL AS source_area, NULL AS source_kind,
    q.quote, r.title, r.publisher, r.published, r.url,
    (SELECT max(page) FROM report_page AS p WHERE p.report_id = f.report_id AND p.char_start <= f.char_start) AS page,
    d.series_id, NULL AS figure_id, NULL AS figure_key
  FROM derived AS d
  JOIN series AS s ON s.series_id = d.series_id
  JOIN area AS ra ON ra.code = s.ref_area
  LEFT JOIN area AS ca ON ca.code = s.counterpart_area
  JOIN figure AS f ON f.figure_key = d.figure_key
  JOIN sentence AS q ON q.sentence_id = f.sentence_id
  JOIN report AS r ON r.report_id = f.report_id
  WHERE NOT EXISTS (
    SELECT 1 FROM chosen AS c
    WHERE c.series_id = d.series_id AND c.period_start = d.period_start AND c.period_end = d.period_end);

CREATE VIEW rival AS
  -- What contradicts the observations: every figure of the same period and status that the chosen one does not allow, with
  -- who counts each.
  SELECT s.name AS series, s.slug, e.period, e.period_start, e.period_end,
    x.value AS chosen_value, x.source_area AS chosen_source_area, x.source_kind AS chosen_source_kind,
    e.value, e.value_high, s.unit, e.qualifier, e.status, e.source_area, e.source_kind,
    q.quote, r.title, r.publisher, r.published, r.url, e.series_id, e.figure_id, e.figure_key
  FROM chosen AS c
  JOIN series AS s ON s.series_id = c.series_id
  JOIN effective AS x ON x.series_id = c.series_id AND x.period_start = c.period_start
    AND x.period_end = c.period_end AND x.figure_id = c.figure_id
  JOIN effective AS e ON e.series_id = c.series_id AND e.period_start = c.period_start
    AND e.period_end = c.period_end AND e.status = x.status
  JOIN sentence AS q ON q.sentence_id = e.sentence_id
  JOIN report AS r ON r.report_id = e.report_id
  WHERE c.n_rivals > 0 AND (
    e.least - x.most > 1e-9 * max(abs(e.least), abs(x.most)) OR
    x.least - e.most > 1e-9 * max(abs(x.least), abs(e.most)));

CREATE VIEW figure_detail AS
  -- Every figure with its report and quote, decisions applied: first those that count, then the others. Two arms, so that a
  -- condition on the series finds an index in each.
  SELECT
    f.figure_key, s.name AS series, s.slug, f.indicator, f.transform,
    f.ref_area, ra.name AS ref_area_name, f.counterpart_area, ca.name AS counterpart_area_name,
    f.product, e.period, e.period_start, e.period_end, f.base,
    e.value, e.value_high, f.unit, e.qualifier, e.status,
    e.source_area, e.source_kind, f.source_at,
    f.rounding, f.confidence, f.rule, 1 AS in_force, c.figure_id IS NOT NULL AS is_chosen,
    nullif(d.verdict, 'undone') AS verdict, f.value AS value_as_reported,
    f.at, q.quote,
    (SELECT group_concat(h.at, ' · ') FROM (SELECT at FROM figure_heading JOIN heading USING (heading_id)
       WHERE figure_id = f.figure_id ORDER BY nth) AS h) AS heading,
    r.title, r.publisher, r.published, r.url, r.source,
    (SELECT max(page) FROM report_page AS p WHERE p.report_id = f.report_id AND p.char_start <= f.char_start) AS page,
    r.extractor,
    f.char_start, f.char_end, f.figure_id, f.report_id, e.series_id
  FROM effective AS e
  JOIN series AS s ON s.series_id = e.series_id
  JOIN figure AS f ON f.figure_id = e.figure_id
  LEFT JOIN chosen AS c ON c.figure_id = e.figure_id
  JOIN report AS r ON r.report_id = f.report_id
  JOIN sentence AS q ON q.sentence_id = f.sentence_id
  LEFT JOIN decision AS d ON d.decision_id =
    (SELECT max(decision_id) FROM decision WHERE figure_key = f.figure_key)
  LEFT JOIN area AS ra ON ra.code = f.ref_area
  LEFT JOIN area AS ca ON ca.code = f.counterpart_area
  UNION ALL
  SELECT
    f.figure_key, s.name AS series, s.slug, f.indicator, f.transform,
    f.ref_area, ra.name AS ref_area_name, f.counterpart_area, ca.name AS counterpart_area_name,
    f.product, f.period, f.period_start, f.period_end, f.base,
    f.value, f.value_high, f.unit, f.qualifier, f.status,
    CASE WHEN f.source_kind IS NULL THEN r.publisher_area ELSE f.source_area END AS source_area,
    coalesce(f.source_kind, r.publisher_kind) AS source_kind, f.source_at,
    f.rounding, f.confidence, f.rule, 0 AS in_force, 0 AS is_chosen,
    nullif(d.verdict, 'undone') AS verdict, f.value AS value_as_reported,
    f.at, q.quote,
    (SELECT group_concat(h.at, ' · ') FROM (SELECT at FROM figure_heading JOIN heading USING (heading_id)
       WHERE figure_id = f.figure_id ORDER BY nth) AS h) AS heading,
    r.title, r.publisher, r.published, r.url, r.source,
    (SELECT max(page) FROM report_page AS p WHERE p.report_id = f.report_id AND p.char_start <= f.char_start) AS page,
    r.extractor,
    f.char_start, f.char_end, f.figure_id, f.report_id, f.series_id
  FROM figure AS f
  LEFT JOIN series AS s ON s.series_id = f.series_id
  JOIN report AS r ON r.report_id = f.report_id
  JOIN sentence AS q ON q.sentence_id = f.sentence_id
  LEFT JOIN decision AS d ON d.decision_id =
    (SELECT max(decision_id) FROM decision WHERE figure_key = f.figure_key)
  LEFT JOIN area AS ra ON ra.code = f.ref_area
  LEFT JOIN area AS ca ON ca.code = f.counterpart_area
  WHERE NOT EXISTS (SELECT 1 FROM effective AS e WHERE e.figure_id = f.figure_id);

CREATE VIEW amount AS
  -- Every amount of money and every physical quantity that a report names, linked to a figure or not.
  SELECT
    m.kind, substr(q.quote, m.char_start - q.char_start + 1, m.char_end - m.char_start) AS at,
    m.value, m.value_high, m.unit, m.qualifier,
    f.indicator, f.transform, f.period, f.figure_key,
    q.quote, r.title, r.publisher, r.published, r.url, r.source,
    m.char_start, m.char_end, m.mention_id, r.report_id
  FROM mention AS m
  JOIN sentence AS q ON q.sentence_id = m.sentence_id
  JOIN report AS r ON r.report_id = q.report_id
  LEFT JOIN figure AS f ON f.mention_id = m.mention_id
  WHERE m.kind IN ('money', 'quantity');

CREATE VIEW percentage AS
  -- Every percentage that a report names, linked to a figure or not.
  SELECT
    substr(q.quote, m.char_start - q.char_start + 1, m.char_end - m.char_start) AS at,
    m.value, m.value_high, m.unit, m.qualifier,
    f.indicator, f.transform, f.period, f.figure_key,
    q.quote, r.title, r.publisher, r.published, r.url, r.source,
    m.char_start, m.char_end, m.mention_id, r.report_id
  FROM mention AS m
  JOIN sentence AS q ON q.sentence_id = m.sentence_id
  JOIN report AS r ON r.report_id = q.report_id
  LEFT JOIN figure AS f ON f.mention_id = m.mention_id
  WHERE m.kind = 'percent';

CREATE VIEW date AS
  -- Every day, month, quarter, year or other stretch of time that a report names.
  SELECT
    substr(q.quote, m.char_start - q.char_start + 1, m.char_end - m.char_start) AS at,
    m.code AS period, m.first_day AS period_start, m.last_day AS period_end,
    (SELECT count(*) FROM figure AS f WHERE f.period_mention_id = m.mention_id) AS n_figures,
    q.quote, r.title, r.publisher, r.published, r.url, r.source,
    m.char_start, m.char_end, m.mention_id, r.report_id
  FROM mention AS m
  JOIN sentence AS q ON q.sentence_id = m.sentence_id
  JOIN report AS r ON r.report_id = q.report_id
  WHERE m.kind = 'period';

CREATE VIEW vintage AS
  -- What each publisher had said of a series and period, and from which day to which: one row a day in closed intervals that
  -- do not overlap within a publisher, with the size of each revision. Reports that name no publisher are told apart by file.
  SELECT series, slug, period, period_start, period_end, publisher,
    known_from,
    min(known_to, coalesce(date(lead(known_from) OVER chain, '-1 day'), '9999-12-31')) AS known_to,
    row_number() OVER chain AS revision,
    value, value_high, unit, qualifier, status, rounding,
    lag(value) OVER chain AS value_before,
    value - lag(value) OVER chain AS change,
    CASE WHEN percent_tells THEN 100.0 * (value - lag(value) OVER chain) / abs(lag(value) OVER chain) END AS change_percent,
    value - first_value(value) OVER chain AS change_since_first,
    CASE WHEN percent_tells THEN 100.0 * (value - first_value(value) OVER chain) / abs(first_value(value) OVER chain)
      END AS change_since_first_percent,
    (least - lag(most) OVER chain > 1e-9 * max(abs(least), abs(lag(most) OVER chain)) OR
      lag(least) OVER chain - most > 1e-9 * max(abs(lag(least) OVER chain), abs(most))) IS TRUE AS beyond_rounding,
    figure_key, title, url, source, series_id, figure_id, lag(figure_id) OVER chain AS figure_id_before
  FROM (
    SELECT s.name AS series, s.slug, e.period, e.period_start, e.period_end, r.publisher, x.known_from, x.known_to,
      e.value, e.value_high, s.unit, e.qualifier, e.status, e.rounding, e.least, e.most,
      -- A percentage that becomes another differs by percentage points, not by percent.
      coalesce(s.unit, '') NOT IN ('percent', 'percentage_point') AS percent_tells,
      e.figure_key, r.title, r.url, r.source, s.series_id, e.figure_id, coalesce(r.publisher, r.source) AS speaker,
      row_number() OVER (
        PARTITION BY s.name, s.slug, s.series_id, e.period_start, e.period_end, e.status, coalesce(r.publisher, r.source),
          x.known_from
        -- One pick a day: a word that holds longer, then as observations are chosen.
        ORDER BY x.known_to DESC, e.qualifier <> 'exactly', e.standing, e.rounding, e.figure_key
      ) AS place
    FROM series AS s
    JOIN figure AS f ON f.series_id = s.series_id
      OR f.figure_key IN (SELECT figure_key FROM decision AS d WHERE d.series_id = s.series_id)
    JOIN reading AS e ON e.figure_id = f.figure_id AND e.series_id = s.series_id
    JOIN report AS r ON r.report_id = e.report_id
    JOIN edition AS x ON x.report_id = e.report_id AND x.known_from <= x.known_to
  )
  WHERE place = 1
  WINDOW chain AS (
    PARTITION BY series, slug, series_id, period_start, period_end, status, speaker ORDER BY known_from
  );

CREATE VIEW revision AS
  -- Where a publisher took back what it had said: the vintages that differ from the one before by more than rounding and hedges
  -- allow, with both values, days and sentences.
  SELECT v.series, v.slug, v.period, v.period_start, v.period_end, v.publisher,
    br.published AS said_before, v.known_from AS said, v.value_before, v.value, v.unit, v.qualifier, v.status,
    v.change, v.change_percent, v.change_since_first, v.change_since_first_percent,
    bq.quote AS quote_before, q.quote, br.url AS url_before, v.url,
    v.series_id, v.figure_id_before, v.figure_id, v.figure_key
  FROM vintage AS v
  JOIN figure AS b ON b.figure_id = v.figure_id_before
  JOIN sentence AS bq ON bq.sentence_id = b.sentence_id
  JOIN report AS br ON br.report_id = b.report_id
  JOIN figure AS f ON f.figure_id = v.figure_id
  JOIN sentence AS q ON q.sentence_id = f.sentence_id
  WHERE v.beyond_rounding;

CREATE VIEW release AS
  -- What each series said of a period, and from which day to which: the value chosen among what was known on each day, whoever
  -- said it, as `--as-of` has it. Reports without a day are not in it.
  SELECT series, slug, period, period_start, period_end,
    day AS known_from,
    min(known_to, coalesce(date(lead(day) OVER chain, '-1 day'), '9999-12-31')) AS known_to,
    row_number() OVER chain AS release,
    value, value_high, unit, qualifier, status, rounding,
    lag(value) OVER chain AS value_before,
    value - lag(value) OVER chain AS change,
    CASE WHEN percent_tells THEN 100.0 * (value - lag(value) OVER chain) / abs(lag(value) OVER chain) END AS change_percent,
    value - first_value(value) OVER chain AS change_since_first,
    CASE WHEN percent_tells THEN 100.0 * (value - first_value(value) OVER chain) / abs(first_value(value) OVER chain)
      END AS change_since_first_percent,
    -- What comes true otherwise than planned revises nothing.
    (status = lag(status) OVER chain AND (
      least - lag(most) OVER chain > 1e-9 * max(abs(least), abs(lag(most) OVER chain)) OR
      lag(least) OVER chain - most > 1e-9 * max(abs(lag(least) OVER chain), abs(most)))) IS TRUE AS beyond_rounding,
    r.publisher, q.quote, r.title, r.url, figure_key, series_id, figure_id
  FROM (
    SELECT *, lag(figure_id) OVER (PARTITION BY series, slug, series_id, period_start, period_end ORDER BY day) AS figure_before
    FROM (
      SELECT w.*, turn.value AS day,
        row_number() OVER (
          PARTITION BY series, slug, series_id, period_start, period_end, turn.value
          ORDER BY decided DESC, status, doubtful, hedged, standing, rounding, published DESC, figure_key
        ) AS place
      FROM (
        -- On each day on which a figure begins or ceases to count, another may be chosen.
        SELECT *, '[' || group_concat(
          '"' || known_from || CASE WHEN known_to < '9999-12-31' THEN '","' || date(known_to, '+1 day') ELSE '' END || '"'
        ) OVER (PARTITION BY series, slug, series_id, period_start, period_end) || ']' AS turns
        FROM (
          SELECT *, coalesce(max(published, date(said_elsewhere_to, '+1 day')), published) AS known_from
          FROM (
            SELECT s.name AS series, s.slug, s.unit, s.series_id,
              coalesce(s.unit, '') NOT IN ('percent', 'percentage_point') AS percent_tells,
              e.period, e.period_start, e.period_end, e.figure_id, e.value, e.value_high, e.qualifier, e.status, e.rounding,
              e.least, e.most, e.decided, e.doubtful, e.qualifier <> 'exactly' AS hedged, e.standing, r.published, e.figure_key,
              e.report_id, e.sentence_id, x.known_to,
              -- What a report repeats counts there, as long as it is said there.
              CASE WHEN r.repeats IS NOT NULL AND e.verdict IS NULL THEN (
                SELECT max(y.known_to) FROM figure AS g JOIN report AS q ON q.report_id = g.report_id
                JOIN edition AS y ON y.report_id = q.report_id AND y.known_from <= y.known_to
                WHERE g.series_id = e.series_id AND g.period_start = e.period_start AND g.period_end = e.period_end
                  AND g.value = e.value AND g.value_high IS e.value_high
                  AND coalesce(q.repeats, q.report_id) = r.repeats
                  AND (q.repeats IS NULL OR (q.published, q.sha256) < (r.published, r.sha256))
              ) END AS said_elsewhere_to
            FROM series AS s
            JOIN figure AS f ON f.series_id = s.series_id
              OR f.figure_key IN (SELECT figure_key FROM decision AS d WHERE d.series_id = s.series_id)
            JOIN reading AS e ON e.figure_id = f.figure_id AND e.series_id = s.series_id
            JOIN report AS r ON r.report_id = e.report_id
            JOIN edition AS x ON x.report_id = e.report_id
          )
          WHERE said_elsewhere_to IS NOT '9999-12-31'
        )
        WHERE known_from <= known_to
      ) AS w
      JOIN json_each(w.turns) AS turn ON turn.value BETWEEN w.known_from AND w.known_to
    )
    WHERE place = 1
  )
  JOIN report AS r USING (report_id)
  JOIN sentence AS q USING (sentence_id)
  WHERE figure_id IS NOT figure_before
  WINDOW chain AS (PARTITION BY series, slug, series_id, period_start, period_end ORDER BY day);

CREATE VIEW finding_detail AS
  -- What the last audit holds against figures: a row per finding and figure, with its quote. An audit that came before the
  -- last ingestion knows nothing of the new figures.
  SELECT n.finding_key, n.kind, n.severity, s.name AS series, s.slug, n.period, n.arithmetic, n.reading,
    a.acknowledged_on, a.note,
    x.place, f.figure_key, fs.name AS figure_series, f.period AS figure_period, f.value, f.value_high, f.unit, f.qualifier,
    f.status, f.at, q.quote, r.title, r.publisher, r.published, r.url, r.source
  FROM finding AS n
  JOIN series AS s ON s.series_id = n.series_id
  JOIN finding_figure AS x ON x.finding_id = n.finding_id
  JOIN figure AS f ON f.figure_key = x.figure_key
  JOIN sentence AS q ON q.sentence_id = f.sentence_id
  JOIN report AS r ON r.report_id = f.report_id
  LEFT JOIN series AS fs ON fs.series_id = f.series_id
  LEFT JOIN acknowledgement AS a ON a.finding_key = n.finding_key;

-- Full text search over quotes and titles: SELECT quote FROM sentence WHERE sentence_id IN
-- (SELECT rowid FROM sentence_fts WHERE sentence_fts MATCH 'wheat').

CREATE VIRTUAL TABLE sentence_fts USING fts5 (
  quote, content="sentence", content_rowid="sentence_id", tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE report_fts USING fts5 (
  title, publisher, content="report", content_rowid="report_id", tokenize="unicode61 remove_diacritics 2"
);

CREATE TRIGGER sentence_fts_insert AFTER INSERT ON sentence
BEGIN
  INSERT INTO sentence_fts (rowid, quote) VALUES (NEW.sentence_id, NEW.quote);
END;

CREATE TRIGGER sentence_fts_delete AFTER DELETE ON sentence
BEGIN
  INSERT INTO sentence_fts (sentence_fts, rowid, quote) VALUES ('delete', OLD.sentence_id, OLD.quote);
END;

CREATE TRIGGER sentence_fts_update AFTER UPDATE OF quote ON sentence
BEGIN
  INSERT INTO sentence_fts (sentence_fts, rowid, quote) VALUES ('delete', OLD.sentence_id, OLD.quote);
  INSERT INTO sentence_fts (rowid, quote) VALUES (NEW.sentence_id, NEW.quote);
END;

CREATE TRIGGER report_fts_insert AFTER INSERT ON report
BEGIN
  INSERT INTO report_fts (rowid, title, publisher) VALUES (NEW.report_id, NEW.title, NEW.publisher);
END;

CREATE TRIGGER report_fts_delete AFTER DELETE ON report
BEGIN
  INSERT INTO report_fts (report_fts, rowid, title, publisher)
    VALUES ('delete', OLD.report_id, OLD.title, OLD.publisher);
END;

CREATE TRIGGER report_fts_update AFTER UPDATE OF title, publisher ON report
BEGIN
  INSERT INTO report_fts (report_fts, rowid, title, publisher)
    VALUES ('delete', OLD.report_id, OLD.title, OLD.publisher);
  INSERT INTO report_fts (rowid, title, publisher) VALUES (NEW.report_id, NEW.title, NEW.publisher);
END;
