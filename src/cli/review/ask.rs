//! Walking through figures with a person: the sentence with its number marked, and one letter as answer.

use super::fields::{Field, ordered};
use super::show;
use crate::cli::stop::Stop;
use crate::store::{Decision, Reading, Reviewed, Verdict};
use std::io::{BufRead, Write};

/// Writes a decision, or says in words why it cannot be.
pub(super) type Decide<'a> =
    dyn FnMut(&Reviewed, Verdict, Option<Reading>) -> Result<Decision, String> + 'a;

/// What the walk needs of the world: answers come from `input`, everything is shown on `out`, and `decide` writes at once,
/// so that nothing is lost when the walk is broken off.
pub(super) struct Walk<'a, I, O> {
    pub(super) input: I,
    pub(super) out: O,
    pub(super) width: u16,
    pub(super) colour: bool,
    pub(super) decide: &'a mut Decide<'a>,
}

/// What was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Done {
    pub(super) confirmed: usize,
    pub(super) corrected: usize,
    pub(super) rejected: usize,
    pub(super) skipped: usize,
}

const KEYS: &str = "[c]onfirm  [e]dit  [r]eject  [s]kip  [u]ndo  [q]uit  [?] > ";

const HELP: &str = "\
c  the figure is right as it is shown
e  it is right once corrected: name fields and values, as in  value=3.3e9; period=2024
r  it does not count
s  leave it for later (Enter does the same)
u  take back the last decision of this walk
q  end; what was decided stays
";

impl<I: BufRead, O: Write> Walk<'_, I, O> {
    /// Shows one figure after the other until all are answered or the person has enough.
    pub(super) fn through(&mut self, figures: &[Reviewed]) -> Result<Done, Stop> {
        let mut done = Done::default();
        let mut answered: Vec<(usize, Verdict)> = Vec::new();
        let mut at = 0;
        let mut shown = None;
        while let Some(figure) = figures.get(at) {
            if shown != Some(at) {
                let entry = show::entry(figure, self.width, self.colour);
                write!(self.out, "{}/{}  {entry}", at + 1, figures.len())?;
                shown = Some(at);
            }
            let Some(answer) = self.answer(KEYS)? else { break };
            let verdict = match answer.as_str() {
                "c" => self.decided(figure, Verdict::Confirmed, None)?,
                "r" => self.decided(figure, Verdict::Rejected, None)?,
                "e" => match self.edited(figure)? {
                    Some(reading) => self.decided(figure, Verdict::Corrected, Some(reading))?,
                    None => None,
                },
                "u" => {
                    if let Some((before, verdict)) = answered.pop() {
                        self.decided(&figures[before], Verdict::Undone, None)?;
                        done.count(verdict, false);
                        at = before;
                        shown = None;
                    } else {
                        writeln!(self.out, "nothing was decided in this walk yet")?;
                    }
                    continue;
                }
                "s" | "" => {
                    done.skipped += 1;
                    at += 1;
                    continue;
                }
                "q" => break,
                _ => {
                    write!(self.out, "{HELP}")?;
                    continue;
                }
            };
            if let Some(verdict) = verdict {
                done.count(verdict, true);
                answered.push((at, verdict));
                at += 1;
            }
        }
        Ok(done)
    }

    /// Writes a decision; what cannot be is said, and the figure asked for again.
    fn decided(
        &mut self,
        figure: &Reviewed,
        verdict: Verdict,
        reading: Option<Reading>,
    ) -> Result<Option<Verdict>, Stop> {
        match (self.decide)(figure, verdict, reading) {
            Ok(decision) => Ok(Some(decision.verdict)),
            Err(why) => {
                writeln!(self.out, "{why}")?;
                Ok(None)
            }
        }
    }

    fn edited(&mut self, figure: &Reviewed) -> Result<Option<Reading>, Stop> {
        for field in Field::ALL {
            writeln!(self.out, "  {:<17} {}", field.name(), field.of(&figure.decided))?;
        }
        let Some(line) = self.answer("what is right (Enter: nothing) > ")? else { return Ok(None) };
        let mut reading = figure.decided.clone();
        let changes: Vec<&str> =
            line.split(';').filter(|change| !change.trim().is_empty()).collect();
        for change in &changes {
            let put = match change.split_once('=') {
                Some((name, value)) => match Field::parse(name.trim()) {
                    Some(field) => field.put(value, &mut reading),
                    None => Err(format!("‘{}’ is none of the fields above", name.trim())),
                },
                None => Err(format!("‘{}’ is not written as field=value", change.trim())),
            };
            if let Err(why) = put {
                writeln!(self.out, "{why}")?;
                return Ok(None);
            }
        }
        Ok((!changes.is_empty()).then(|| ordered(reading)))
    }

    /// The next line, without blanks around it; `None` at the end of input.
    fn answer(&mut self, prompt: &str) -> Result<Option<String>, Stop> {
        write!(self.out, "{prompt}")?;
        self.out.flush()?;
        let mut line = String::new();
        if self.input.read_line(&mut line)? == 0 {
            writeln!(self.out)?;
            return Ok(None);
        }
        Ok(Some(line.trim().to_owned()))
    }
}

impl Done {
    fn count(&mut self, verdict: Verdict, is_new: bool) {
        let place = match verdict {
            Verdict::Confirmed => &mut self.confirmed,
            Verdict::Corrected => &mut self.corrected,
            Verdict::Rejected => &mut self.rejected,
            Verdict::Undone => return,
        };
        *place = if is_new { *place + 1 } else { place.saturating_sub(1) };
    }

    pub(super) fn words(self) -> String {
        format!(
            "{} confirmed, {} corrected, {} rejected, {} skipped",
            self.confirmed, self.corrected, self.rejected, self.skipped
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;
    use crate::model::{Indicator, Period, Qualifier, SeriesKey, Status, Transform, Unit};

    fn figure(key: &str) -> Reviewed {
        let reading = Reading {
            key: SeriesKey::new(
                Indicator::Turnover,
                Transform::Level,
                ("RU-TA".parse().ok(), "CN".parse().ok()),
                None,
                Unit::parse("USD"),
            ),
            period: Period::parse("2024"),
            value: "3000000000".parse().unwrap(),
            value_high: None,
            qualifier: Qualifier::Over,
            status: Status::Actual,
        };
        Reviewed {
            figure_key: key.to_owned(),
            read: reading.clone(),
            decided: reading,
            verdict: None,
            expect_value: None,
            decided_by: None,
            note: None,
            has_finding: false,
            confidence: 0.4,
            at: "$3 billion".to_owned(),
            at_start: 15,
            quote: "Trade was over $3 billion in 2024.".to_owned(),
            title: None,
            publisher: None,
            published: None,
            url: None,
            source: "a.txt".to_owned(),
            heading: Some("2024 · USD".to_owned()),
            page: Some(3),
        }
    }

    /// Walks through two figures with these answers; returns what was decided, in words, and the walk's count.
    fn check(answers: &str, expected: &[&str], words: &str) -> String {
        let figures = [figure("one"), figure("two")];
        let mut said = Vec::new();
        let mut decide = |figure: &Reviewed, verdict: Verdict, reading: Option<Reading>| {
            let period =
                reading.as_ref().map(|r| format!(" {}", r.period.unwrap())).unwrap_or_default();
            said.push(format!("{verdict} {}{period}", figure.figure_key));
            let (figure_key, on) = (figure.figure_key.clone(), chrono::NaiveDate::MIN);
            Ok(Decision { figure_key, verdict, reading, by: None, on, note: None })
        };
        let mut out = Vec::new();
        let mut walk = Walk {
            input: answers.as_bytes(),
            out: &mut out,
            width: 80,
            colour: false,
            decide: &mut decide,
        };
        let done = walk.through(&figures).unwrap();
        assert_eq!(said, expected);
        assert_eq!(done.words(), words);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn answers_decide_one_figure_after_the_other() {
        let shown = check(
            "c\nr\n",
            &["confirmed one", "rejected two"],
            "1 confirmed, 0 corrected, 1 rejected, 0 skipped",
        );
        assert!(shown.contains("1/2  little confidence"), "{shown}");
        assert!(shown.contains("“Trade was over ▸$3 billion◂ in 2024.”"), "{shown}");
        check("\nq\n", &[], "0 confirmed, 0 corrected, 0 rejected, 1 skipped");
        check("c\n", &["confirmed one"], "1 confirmed, 0 corrected, 0 rejected, 0 skipped");
    }

    #[test]
    fn an_undo_goes_back_to_the_figure() {
        check(
            "c\nu\nr\ns\n",
            &["confirmed one", "undone one", "rejected one"],
            "0 confirmed, 0 corrected, 1 rejected, 1 skipped",
        );
        let shown = check("u\nq\n", &[], "0 confirmed, 0 corrected, 0 rejected, 0 skipped");
        assert!(shown.contains("nothing was decided in this walk yet"), "{shown}");
    }

    #[test]
    fn fields_are_edited_by_name() {
        check(
            "e\nperiod=2023; value=3.3e9\ns\n",
            &["corrected one 2023"],
            "0 confirmed, 1 corrected, 0 rejected, 1 skipped",
        );
        let shown = check(
            "e\nyear=2023\ne\nperiod\ne\n\nx\nq\n",
            &[],
            "0 confirmed, 0 corrected, 0 rejected, 0 skipped",
        );
        assert!(shown.contains("‘year’ is none of the fields above"), "{shown}");
        assert!(shown.contains("‘period’ is not written as field=value"), "{shown}");
        assert!(shown.contains("take back the last decision"), "{shown}");
    }
}
