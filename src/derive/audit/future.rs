//! What is told as having happened, of a time that was not over.

use super::{Finding, Reading};
use crate::derive::index::Index;
use crate::model::{Claim, FindingKind, Severity, Status};

/// Of a period that had passed so far, the rest is rounded off: "exports of 1986/87" are told on its last days.
const NEARLY_OVER: f64 = 0.85;

pub(super) fn find(index: &Index<'_>, found: &mut Vec<Finding>) {
    let mut last: Option<usize> = None;
    for (place, claim) in index.claims.iter().enumerate() {
        let Some(severity) = severity(claim) else { continue };
        // What a report says of one series and period is one finding.
        let same = |before: &Claim| {
            (before.series, before.period, before.report)
                == (claim.series, claim.period, claim.report)
        };
        if last.is_some_and(|last| same(&index.claims[last]))
            && let Some(finding) = found.last_mut()
        {
            finding.also.push(place);
            continue;
        }
        last = Some(place);
        let mut finding = Finding::new(FindingKind::Future, severity, place);
        finding.readings.push(Reading::Unfinished);
        found.push(finding);
    }
}

fn severity(claim: &Claim) -> Option<Severity> {
    let (period, published) = (claim.period?, claim.published?);
    if !claim.sure || claim.status != Status::Actual || period.to() <= published {
        return None;
    }
    if period.from() > published {
        return Some(Severity::Conflict);
    }
    let days = |days: i64| i32::try_from(days).map_or(f64::NAN, f64::from);
    let passed = days((published - period.from()).num_days()) / days(period.days());
    (passed < NEARLY_OVER).then_some(Severity::Note)
}
