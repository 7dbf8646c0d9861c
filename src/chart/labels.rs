//! Value labels: each at the place of least cost out of 25 round its point, or nowhere.
//!
//! A label never touches a line, a marker, another text or the edge; grid lines and distance cost a little. Important labels
//! are placed first.

use super::font::{self, Weight};
use super::plane::{Point, Rect, count};
use super::scene::{Anchor, Ink, Layer, Scene, Words};

/// A label that wants a place.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Wanted {
    /// What it says.
    pub(super) text: String,
    /// The point it belongs to.
    pub(super) at: Point,
    /// How far what is drawn at the point reaches up and down from it.
    pub(super) reach: (f64, f64),
    /// 0 is placed first.
    pub(super) rank: usize,
    /// Its colour.
    pub(super) ink: Ink,
    /// Bold for whole periods, regular for parts.
    pub(super) weight: Weight,
    /// The em in pixels.
    pub(super) size: f64,
    /// Whether below is as good as above: for bars that hang.
    pub(super) below: bool,
}

/// Places labels, the most important first, where they are free; `within` is where they may stand, `grid` the heights of
/// the grid lines, `points` all that a label could be taken to belong to. Labels without a free place are left out.
pub(super) fn place(
    scene: &mut Scene,
    mut wanted: Vec<Wanted>,
    within: Rect,
    grid: &[f64],
    points: &[Point],
) {
    wanted.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.at.0.total_cmp(&b.at.0)));
    for label in wanted {
        if label.text.is_empty() {
            continue;
        }
        let width = font::width(&label.text, label.size, label.weight);
        let best = places(&label, width)
            .into_iter()
            .filter_map(|(words, cost)| {
                let bounds = words.bounds();
                let fits = within.holds(&bounds) && scene.is_free(&bounds);
                (fits && !is_mistakable(&bounds, label.at, points))
                    .then(|| (cost + behind(&bounds, grid), words))
            })
            .min_by(|(a, _), (b, _)| a.total_cmp(b));
        if let Some((_, words)) = best {
            scene.write(Layer::Labels, words);
        }
    }
}

/// Grid lines behind a text cost a little.
fn behind(bounds: &Rect, grid: &[f64]) -> f64 {
    let crosses = |y: &&f64| bounds.top + 2.0 < **y && **y < bounds.bottom - 2.0;
    count(grid.iter().filter(crosses).count()) * 0.6
}

/// Whether another point is clearly nearer to the text than its own.
fn is_mistakable(bounds: &Rect, own: Point, points: &[Point]) -> bool {
    let far = |p: &Point| {
        let x = p.0.clamp(bounds.left, bounds.right) - p.0;
        let y = p.1.clamp(bounds.top, bounds.bottom) - p.1;
        x.hypot(y)
    };
    let reach = far(&own) * 0.75;
    points.iter().any(|p| *p != own && far(p) < reach)
}

/// The 25 places with their costs: eight directions at three distances, and one high above.
fn places(label: &Wanted, width: f64) -> Vec<(Words, f64)> {
    let (x, y) = label.at;
    let (up, down) = label.reach;
    let (ascent, descent) = font::extent(&label.text, label.size);
    let mut out = Vec::with_capacity(25);
    let mut put = |at: Point, anchor: Anchor, cost: f64| {
        let words = Words {
            text: label.text.clone(),
            at,
            anchor,
            size: label.size,
            weight: label.weight,
            ink: label.ink,
        };
        out.push((words, cost));
    };
    let (over, under) = if label.below { (1.5, 0.0) } else { (0.0, 1.5) };
    for (step, far) in [(0.0, 0.0), (6.0, 1.6), (14.0, 4.0)] {
        let above = y - up - 2.5 - descent - step;
        let below = y + down + 1.5 + ascent + step;
        let middle = y + (ascent - descent) / 2.0 - 0.5;
        // Half of the text past the point, so that a diagonal place still looks attached.
        let aside = width * 0.32 + step * 0.5;
        let beside = 8.0 + step;
        put((x, above), Anchor::Middle, over + far);
        put((x + aside, above), Anchor::Middle, over + 0.8 + far);
        put((x - aside, above), Anchor::Middle, over + 0.8 + far);
        put((x, below), Anchor::Middle, under + far);
        put((x + aside, below), Anchor::Middle, under + 0.8 + far);
        put((x - aside, below), Anchor::Middle, under + 0.8 + far);
        put((x + beside, middle), Anchor::Start, 2.2 + far);
        put((x - beside, middle), Anchor::End, 2.2 + far);
    }
    put((x, y - up - 24.0 - descent), Anchor::Middle, over + 6.0);
    out
}
