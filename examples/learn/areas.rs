//! Whose trade a figure is: the weights of `seeds/linking.csv`, a choice between pairs of areas.

use crate::choice::{self, Candidate, Choice};
use crate::fold;
use crate::gold::{Annotated, are_its_areas, is_measured};
use tradestat::extract::{Feature, explain};

const PENALTY: f64 = 6.0;

/// The weights of `seeds/linking.csv`.
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
        let candidates = grounds.candidates.iter().map(|c| Candidate {
            features: c.features.clone(),
            right: are_its_areas(figure, gold, c.ref_area, c.counterpart_area),
            said: c.features.iter().any(|f| f[0] == "said"),
        });
        Some(Choice {
            fold: fold(&annotated.site),
            folder: annotated.folder.clone(),
            candidates: candidates.collect(),
        })
    };
    figures.filter_map(choice).collect()
}
