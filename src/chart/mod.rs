//! Draws trend charts: a specification in, SVG text or PNG bytes out.
//!
//! `ChartSpec::new(series, "en")` is a publishable chart as it stands: [`svg`] gives its picture, [`png`] that same picture
//! in pixels, [`alt`] the sentences that stand for it where it cannot be seen. Whatever is less than an exact reported value
//! of a whole period has a mark of its own, and a note says what the mark means.
//!
//! ```text
//! observations → ChartSpec → data → picture (a Scene) → SVG → PNG
//!                              └→ text
//! ```
//!
//! Nothing here reads files, the clock or the environment, and nothing is written: the caller does that. Which values a
//! series has is [`crate::derive`]'s business, which series there are [`crate::store`]'s.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that fails should say where"))]

mod alt;
mod axis;
mod data;
mod error;
mod events;
mod file;
mod font;
mod frame;
mod labels;
mod marks;
mod multiples;
mod names;
mod number;
mod page;
mod picture;
mod plane;
mod png;
mod scene;
mod spec;
mod svg;
mod text;
mod ticks;
mod view;
mod words;

pub use error::ChartError;
pub use file::{AnnotationEntry, ChartFile};
pub use page::{Behind, Page, Told};
pub use png::{png, tree};
pub use spec::{
    Annotation, AxisScale, ChartSeries, ChartSpec, ChartVintage, Converted, Gaps, Layout,
    MOST_IN_ONE, MOST_SERIES, MOST_VINTAGES, Places, Theme, View, Vintages,
};
pub use text::Sheet;

use crate::model::{Amount, Language};

/// Draws a chart as SVG: the same specification always gives the same bytes.
///
/// # Errors
/// When there is nothing to draw, one axis cannot hold what was asked for, or a letter has no glyph.
pub fn svg(spec: &ChartSpec) -> Result<String, ChartError> {
    let picture = picture::picture(spec)?;
    svg::paint(&picture.scene, spec.theme, &picture.said)
}

/// Writes a chart in letters, for a terminal: lines in Braille dots, with the same values, notes and sources as the picture.
///
/// # Errors
/// As [`svg`].
pub fn text(spec: &ChartSpec, sheet: Sheet) -> Result<String, ChartError> {
    text::write(spec, sheet)
}

/// An amount in a language's words: "372 million US dollars", "9.1 percent", "1.4".
///
/// # Errors
/// When the language has no words.
pub fn amount(amount: &Amount, language: Language) -> Result<String, ChartError> {
    Ok(number::amount(amount, words::Words::of(language)?))
}

/// Writes a chart as a web page whose points lead to the sentences they came from: one file that fetches nothing.
///
/// # Errors
/// As [`svg`].
pub fn page(page: &Page<'_>) -> Result<String, ChartError> {
    page::write(page)
}

/// Says in a few sentences what a chart shows: kind, span, unit, first and last value, gaps and hedges.
///
/// # Errors
/// As [`svg`].
pub fn alt(spec: &ChartSpec) -> Result<String, ChartError> {
    let picture = picture::picture(spec)?;
    Ok(picture.said.description)
}
