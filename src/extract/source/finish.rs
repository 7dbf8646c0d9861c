//! What can be said of sources only when all of a report was read: lines "Source: …", headlines, the only office there is.

use super::{Said, Sources, Voice};
use crate::model::{AreaCode, Figure, SourceKind, SourceRule, Status};
use crate::seeds;

/// How many figures to either side are searched for the same number.
const TWINS: usize = 200;

/// How many to either side are looked at for one of the same sentence.
const BESIDE: usize = 20;

/// Finds a source for the figures that have none. `said` are those of the figures, each with the byte where its number begins.
pub(in crate::extract) fn finish(
    sources: &Sources,
    figures: &[Figure],
    said: &mut [(usize, Said)],
) {
    by_what_follows(sources, said);
    by_lines(sources, said);
    by_the_same_number(figures, said);
    by_the_only_office(sources, figures, said);
    for (_, said) in said.iter_mut() {
        if let Said::Relayed(voice) = *said {
            *said = Said::By(voice, SourceRule::Own);
        }
    }
    counts_no_plans(figures, said);
}

impl Said {
    /// Whether somebody may still be found who answers.
    fn is_open(self) -> bool {
        matches!(self, Self::Nobody | Self::Relayed(_))
    }
}

/// "Trade grew by 5%. This was announced by the ministry."
fn by_what_follows(sources: &Sources, said: &mut [(usize, Said)]) {
    for back in &sources.backs {
        let first = said.partition_point(|(number, _)| *number < back.bytes.start);
        let end = said.partition_point(|(number, _)| *number < back.bytes.end);
        for (_, said) in &mut said[first..end.max(first)] {
            let carried = matches!(said, Said::By(_, rule) if *rule == SourceRule::GoesOn);
            if said.is_open() || back.quoted && (carried || *said == Said::Unknown) {
                *said = Said::By(back.voice, SourceRule::GoesBack);
            }
        }
    }
}

/// "Exports rose by 8%, customs data showed, faster than the 6% that were expected": what was expected, no office has
/// counted.
fn counts_no_plans(figures: &[Figure], said: &mut [(usize, Said)]) {
    for at in 0..figures.len() {
        let Said::By(voice, rule) = said[at].1 else { continue };
        let sentence = figures[at].sentence;
        let near = &figures[at.saturating_sub(BESIDE)..figures.len().min(at + BESIDE)];
        let beside =
            near.iter().any(|other| other.sentence == sentence && other.status == Status::Actual);
        let office = matches!(voice.kind, SourceKind::Statistics | SourceKind::Customs);
        if office && (beside || rule != SourceRule::Own) && figures[at].status == Status::Planned {
            said[at].1 = Said::Nobody;
        }
    }
}

/// "Source: Eurostat" speaks of what stands above it, up to the line before it; a line with nothing above it, of what stands
/// below.
fn by_lines(sources: &Sources, said: &mut [(usize, Said)]) {
    let mut first = 0;
    let mut lines = sources.lines.iter().peekable();
    while let Some(&(line, voice)) = lines.next() {
        let above = first..said.partition_point(|(number, _)| *number < line);
        let next = lines.peek().map_or(usize::MAX, |(next, _)| *next);
        let below = above.end..said.partition_point(|(number, _)| *number < next);
        let of_it = if above.is_empty() { below } else { above };
        first = of_it.end;
        for (_, said) in said[of_it].iter_mut().filter(|(_, said)| said.is_open()) {
            *said = Said::By(voice, SourceRule::Line);
        }
    }
}

/// A headline names nobody; the sentence that says its number again does.
fn by_the_same_number(figures: &[Figure], said: &mut [(usize, Said)]) {
    for at in 0..figures.len() {
        let figure = &figures[at];
        let digits = figure.amount.value.normalize().mantissa().unsigned_abs() >= 10;
        if matches!(said[at].1, Said::By(..)) || !digits {
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
                    Said::By(voice, rule) if rule != SourceRule::SameNumber => Some(voice),
                    _ => None,
                }
            });
        if let Some(voice) = twin {
            said[at].1 = Said::By(voice, SourceRule::SameNumber);
        }
    }
}

/// "Trade grew by 5%, according to customs. … Exports stood at …": a report that names one office tells its numbers.
fn by_the_only_office(sources: &Sources, figures: &[Figure], said: &mut [(usize, Said)]) {
    let mut offices = sources.told.iter().filter(|voice| voice.counts());
    let (Some(&only), None) = (offices.next(), offices.next()) else { return };
    for (figure, (_, said)) in figures.iter().zip(said) {
        if said.is_open() && figure.status == Status::Actual && is_of(figure, only) {
            *said = Said::By(only, SourceRule::OnlyOffice);
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
