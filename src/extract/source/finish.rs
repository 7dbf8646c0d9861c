//! What can be said of sources only when all of a report was read: lines "Source: …", headlines, the only office there is.

use super::{Said, Sources, Voice};
use crate::model::{AreaCode, Figure, Status};
use crate::seeds;

/// How many figures to either side are searched for the same number.
const TWINS: usize = 200;

/// Finds a source for the figures that have none. `said` are those of the figures, each with the byte where its number begins.
pub(in crate::extract) fn finish(
    sources: &Sources,
    figures: &[Figure],
    said: &mut [(usize, Said)],
) {
    by_lines(sources, said);
    by_the_same_number(figures, said);
    by_the_only_office(sources, figures, said);
}

/// "Source: Eurostat" speaks of what stands above it, up to the line before it; a line with nothing above it, of what stands
/// below.
fn by_lines(sources: &Sources, said: &mut [(usize, Said)]) {
    const RULE: &str = "source line";
    let mut first = 0;
    let mut lines = sources.lines.iter().peekable();
    while let Some(&(line, voice)) = lines.next() {
        let above = first..said.partition_point(|(number, _)| *number < line);
        let next = lines.peek().map_or(usize::MAX, |(next, _)| *next);
        let below = above.end..said.partition_point(|(number, _)| *number < next);
        let of_it = if above.is_empty() { below } else { above };
        first = of_it.end;
        for (_, said) in said[of_it].iter_mut().filter(|(_, said)| *said == Said::Nobody) {
            *said = Said::By(voice, RULE);
        }
    }
}

/// A headline names nobody; the sentence that says its number again does.
fn by_the_same_number(figures: &[Figure], said: &mut [(usize, Said)]) {
    const RULE: &str = "same number";
    for at in 0..figures.len() {
        let figure = &figures[at];
        let digits = figure.amount.value.normalize().mantissa().unsigned_abs() >= 10;
        if said[at].1 != Said::Nobody || !digits {
            continue;
        }
        let same = |other: &Figure| {
            other.indicator == figure.indicator
                && other.transform == figure.transform
                && other.amount.value == figure.amount.value
                && other.amount.unit == figure.amount.unit
                && other.sentence != figure.sentence
        };
        // A window, so that a report of a hundred thousand figures takes linear time.
        let window = at.saturating_sub(TWINS)..figures.len().min(at + TWINS);
        let twin =
            window.clone().filter(|&other| same(&figures[other])).find_map(|other| {
                match said[other].1 {
                    Said::By(voice, rule) if rule != RULE => Some(voice),
                    _ => None,
                }
            });
        if let Some(voice) = twin {
            said[at].1 = Said::By(voice, RULE);
        }
    }
}

/// "Trade grew by 5%, according to customs. … Exports stood at …": a report that names one office tells its numbers.
fn by_the_only_office(sources: &Sources, figures: &[Figure], said: &mut [(usize, Said)]) {
    let mut offices = sources.named.iter().filter(|voice| voice.counts());
    let (Some(&only), None) = (offices.next(), offices.next()) else { return };
    for (figure, (_, said)) in figures.iter().zip(said) {
        if *said == Said::Nobody && figure.status == Status::Actual && is_of(figure, only) {
            *said = Said::By(only, "only office");
        }
    }
}

/// Whether a figure is of the trade that an office counts.
fn is_of(figure: &Figure, office: Voice) -> bool {
    let Some(own) = office.area else { return true };
    let parent = |area: AreaCode| seeds::area(area).and_then(|area| area.parent);
    let within =
        |area: AreaCode| area == own || parent(area) == Some(own) || parent(own) == Some(area);
    [figure.ref_area, figure.counterpart_area].into_iter().flatten().any(within)
}
