//! When a figure was: the weights of `seeds/dating.csv`, a choice between periods.

use crate::choice::{self, Candidate, Choice};
use crate::fold;
use crate::gold::{Annotated, is_debatable, is_measured, period};
use tradestat::extract::{Feature, explain};

const PENALTY: f64 = 3.0;

/// The weights of `seeds/dating.csv`.
pub(crate) fn learn(reports: &[Annotated]) -> Vec<(Feature, f64)> {
    let choices: Vec<Choice> = reports.iter().flat_map(choices).collect();
    choice::learn(&choices, PENALTY)
}

fn choices(annotated: &Annotated) -> Vec<Choice> {
    let explanation = explain(&annotated.report);
    let grounds = explanation.sentences.iter().flat_map(|sentence| &sentence.figures);
    let figures = explanation.extraction.figures.iter().zip(grounds);
    let choice = |(figure, grounds): (_, &tradestat::extract::Grounds)| {
        let gold = annotated.at(figure).find(|gold| is_measured(figure, gold))?;
        let right = period(gold).filter(|_| !is_debatable(gold, "period"))?;
        let candidates = grounds.datings.iter().map(|dating| Candidate {
            features: dating.features.clone(),
            right: dating.period == right,
            said: dating.proposed,
        });
        Some(Choice {
            fold: fold(&annotated.site),
            folder: annotated.folder.clone(),
            candidates: candidates.collect(),
        })
    };
    figures.filter_map(choice).collect()
}
