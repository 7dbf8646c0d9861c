-- All turnover of Tatarstan with China, in time.
SELECT period, value FROM observation WHERE series = 'Tatarstan–China turnover' ORDER BY period_start;

-- Which reports mention it?
SELECT DISTINCT published, publisher, title FROM figure_detail WHERE slug = 'ru-ta-cn-turnover' ORDER BY published;

-- What did each publisher say of 2022, and until when did that hold?
SELECT publisher, value, known_from, known_to FROM vintage
WHERE slug = 'ru-ta-cn-turnover' AND period = '2022' ORDER BY known_from;

-- What did publishers take back, and by how much?
SELECT series, period, publisher, said_before, said, value_before, value, round(change_percent, 1) AS percent FROM revision;

-- What was known of it at the end of 2023?
SELECT period, value FROM release WHERE slug = 'ru-ta-cn-turnover' AND '2023-12-31' BETWEEN known_from AND known_to;

-- Where do reports disagree?
SELECT series, period, low, high, n_rivals FROM observation WHERE n_rivals > 0;

-- All dollar amounts that one report names, linked or not.
SELECT at, value, indicator FROM amount WHERE source = 'volga.txt' AND unit = 'USD' ORDER BY char_start;

-- How many figures has each publisher given?
SELECT publisher, count(*) AS figures FROM figure_detail GROUP BY publisher ORDER BY figures DESC, publisher;

-- The biggest changes from one observation to the next, in percent.
SELECT series, period, round(100 * (value / lag(value) OVER (PARTITION BY series ORDER BY period_start) - 1)) AS percent
FROM observation WHERE transform = 'level' AND status = 'actual' ORDER BY percent DESC LIMIT 3;

-- Sentences with a word, newest first.
SELECT published, sentence.quote FROM sentence_fts('wheat') AS hit JOIN sentence ON sentence_id = hit.rowid
JOIN report USING (report_id) ORDER BY published DESC;

-- Balance: exports less imports of the same period.
SELECT x.ref_area_name, x.counterpart_area_name, period, x.value - m.value AS balance FROM observation AS x JOIN observation AS m
USING (ref_area, counterpart_area, period, unit, transform) WHERE x.slug LIKE '%-exports' AND m.slug LIKE '%-imports';

-- Russia's exports in 2024 by partner, with their sum.
SELECT counterpart_area_name, value, sum(value) OVER () AS total FROM observation
WHERE ref_area = 'RU' AND slug LIKE 'ru-%-exports' AND period = '2024' ORDER BY value DESC;

-- Roubles as dollars, by the average rate of the year.
SELECT series, period, round(value / per_usd / 1e9, 1) AS billion_usd, source
FROM observation JOIN exchange_rate USING (period) WHERE currency = unit;
