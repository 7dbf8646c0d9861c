//! The page's style: its own rules, and the chart's inks as variables that a dark screen replaces.

use crate::chart::scene::Ink;
use crate::chart::spec::Theme;
use std::fmt::Write as _;

/// The rules that are the same in light and dark.
const RULES: &str = include_str!("style.css");

/// The whole sheet.
pub(super) fn sheet() -> String {
    let mut sheet = String::with_capacity(RULES.len() + 4096);
    let variables = |theme: Theme| {
        let each = Ink::ALL.iter().map(|ink| format!("--{}:#{:06x};", ink.class(), ink.rgb(theme)));
        each.collect::<String>()
    };
    let _ = writeln!(sheet, "\n:root {{ {} }}", variables(Theme::Light));
    let _ = writeln!(
        sheet,
        "@media screen and (prefers-color-scheme: dark) {{ :root {{ {} }} }}",
        variables(Theme::Dark)
    );
    for class in Ink::ALL.map(Ink::class) {
        // Lines are stroked, everything else is filled, but for what is hollow.
        let _ = writeln!(
            sheet,
            ".tradestat-chart .{class} {{ fill: var(--{class}); }} .tradestat-chart polyline.{class} {{ fill: none; stroke: var(--{class}); }} \
             .tradestat-chart .{class}.hollow {{ fill: var(--paper); stroke: var(--{class}); }}"
        );
    }
    sheet.push_str(RULES);
    sheet
}
