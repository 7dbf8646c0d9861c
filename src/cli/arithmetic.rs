//! How a derived value was computed, as a sum: "106.5 billion USD ÷ (1 − 9.1 %)".

use crate::model::{Amount, Decimal, DerivedBy, Qualifier, Transform, Unit};
use crate::store::{DerivedInput, DerivedRow, FigureRow, Named, Number};

/// The sum, its numbers written by `tell`.
pub(super) fn of(row: &DerivedRow, tell: &dyn Fn(&Amount) -> String) -> String {
    let values: Vec<String> = row.inputs.iter().map(|input| tell(&amount_of(input))).collect();
    let [first, rest @ ..] = values.as_slice() else { return String::new() };
    match (row.rule, row.inputs.last()) {
        (DerivedBy::Earlier | DerivedBy::Later, Some(change)) => {
            format!("{first} {}", grown(row.rule == DerivedBy::Earlier, change, tell))
        }
        (DerivedBy::Turnover | DerivedBy::Sum, _) => values.join(" + "),
        (DerivedBy::Share, _) => format!("{} × {first}", rest.concat()),
        _ => values.join(" − "),
    }
}

/// "÷ (1 − 9.1 %)", "÷ 1.4", "− 3 billion USD".
fn grown(earlier: bool, change: &DerivedInput, tell: &dyn Fn(&Amount) -> String) -> String {
    let said = amount_of(change);
    let Named::Figure(figure) = &change.from else { return tell(&said) };
    let falls = said.value.is_sign_negative();
    let unsigned =
        tell(&Amount { value: said.value.abs(), high: said.high.map(|high| high.abs()), ..said });
    match Transform::parse(&figure.transform) {
        Some(Transform::Change) => {
            let sign = if falls { "−" } else { "+" };
            format!("{} (1 {sign} {unsigned})", if earlier { "÷" } else { "×" })
        }
        Some(Transform::Multiple) => {
            format!("{} {unsigned}", if earlier == falls { "×" } else { "÷" })
        }
        _ => format!("{} {unsigned}", if earlier == falls { "+" } else { "−" }),
    }
}

fn amount_of(input: &DerivedInput) -> Amount {
    match &input.from {
        Named::Figure(figure) => amount_of_figure(figure),
        Named::Derived(row) => amount_of_derived(row),
    }
}

/// What a figure says.
pub(super) fn amount_of_figure(figure: &FigureRow<'_>) -> Amount {
    Amount {
        value: figure.value.decimal(),
        high: figure.value_high.map(Number::decimal),
        unit: figure.unit.as_deref().and_then(Unit::parse),
        qualifier: Qualifier::parse(&figure.qualifier).unwrap_or(Qualifier::Exactly),
        rounding: Decimal::ZERO,
    }
}

/// What a derived value says.
pub(super) fn amount_of_derived(row: &DerivedRow) -> Amount {
    Amount {
        value: row.value.decimal(),
        high: row.value_high.map(Number::decimal),
        unit: row.key.unit,
        qualifier: row.qualifier,
        rounding: Decimal::ZERO,
    }
}
