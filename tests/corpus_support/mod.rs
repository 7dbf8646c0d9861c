//! How a corpus file is written, read and judged.
//!
//! A file begins with the day on which all its reports were published, then come the cases:
//!
//! ````text
//! Published: 2024-03-15
//!
//! ## A fall with its percent and its level
//! > Trade between Norway and Chile fell by 4% to $310 million in 2023.
//!
//! | at           | indicator | transform | ref | partner | value  | unit    | period |
//! |--------------|-----------|-----------|-----|---------|--------|---------|--------|
//! | 4%           | turnover  | change    | NO  | CL      | -4     | percent | 2023   |
//! | $310 million | turnover  | level     | NO  | CL      | 310 mn | USD     | 2023   |
//! ````
//!
//! * The quoted lines are one report. The table lists all its figures in reading order; *nothing* in its place says that
//!   the report states none.
//! * `high`, `qualifier` and `status` may be left out, or a cell of them left empty: no upper end, `exactly`, `actual`. Any
//!   other empty cell is null. `product` and `base` are only looked at where the table has them.
//! * Values may end in `k`, `mn`, `bn` or `tn`. Periods are SDMX codes or ISO 8601 intervals.
//! * A second kind of table, headed `mention | kind | value | high | unit | qualifier | code`, lists mentions: all of the
//!   kinds that it names. `code` is for periods and areas.
//! * A third kind, headed `figure | who | named`, lists all figures with who counts them: `KZ statistics`, and the words that
//!   name it; both empty where nobody does.
//! * A line `wrong: …` says that the table holds today's answer and not the right one, what would be right, and why. Once
//!   the answer changes the case fails, and is written anew.
//! * Any other line is a remark for the reader.

pub(crate) mod case;
pub(crate) mod judge;
