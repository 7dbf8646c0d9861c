//! Values that nobody reported but that follow from what was: claims in, derived observations out.
//!
//! "Trade fell by 9.1 percent to 106.5 billion" says what it was a year before; exports and imports make the turnover; a year
//! less its first half leaves the second. Prose is misread, and what is built on a misreading is a second one, so only sure
//! claims are built on, of which their own report says nothing else and which the audit of the same trade does not doubt.
//!
//! A derived value never stands where any report gives one, planned ones included. It is reckoned in one unit. It carries
//! the bounds of its inputs through the arithmetic, and is dropped where they leave nothing worth saying ([`statement`]).
//! A plan makes nothing but plans.
//!
//! What is derived can be built on in turn, in at most [`ROUNDS`] rounds. What a round has fixed stays, so that growths that
//! point at each other come to an end, and every input stands in the list before what is made of it. Of several ways to one
//! value the best is taken ([`way`]); those that contradict it are its rivals.
//!
//! Everything happens within a [`Family`], the trade of two areas or of one area with the world; only the whole of a share
//! may belong to the world family of its area. [`rests_on`] says so to those who derive a part of a store.

mod arithmetic;
mod fact;
mod family;
mod growth;
mod part;
mod share;
mod statement;
mod sum;
#[cfg(test)]
mod tests;
mod way;

use crate::derive::audit;
use crate::derive::index::Index;
use crate::model::{AreaCode, Claims, Derived, SeriesKey};
use family::{Family, Ground, Pair};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Of the rules of this module: raised whenever other values would follow from the same claims.
pub const DERIVATION_VERSION: u32 = 1;

/// How often what was derived is built on.
const ROUNDS: u8 = 3;

/// Everything that can be derived from these claims, each value after those that it is made of.
#[must_use]
pub fn derivation(claims: &Claims) -> Vec<Derived> {
    let index = Index::new(claims);
    let mut doubted = audit::doubted(&index);
    sum::doubt(&index, &mut doubted);
    let ground = Ground { index: &index, doubted: &doubted };
    let mut families: BTreeMap<Pair, Vec<u32>> = BTreeMap::new();
    for (series, key) in index.all_series() {
        if let Some(pair) = Pair::of(key) {
            families.entry(pair).or_default().push(series);
        }
    }
    let mut derived = Vec::new();
    let mut worlds: HashMap<AreaCode, Family<'_>> = HashMap::new();
    // The families of the world come first, for shares are of their wholes.
    for (pair, series) in families {
        let mut family = Family::new(ground, &series);
        for _ in 0..ROUNDS {
            let mut found = Vec::new();
            growth::find(&family, &mut found);
            sum::find(&family, &mut found);
            share::find(&family, &worlds, &mut found);
            part::find(&family, &mut found);
            if !way::fix_best(&mut family, found, &mut derived) {
                break;
            }
        }
        if let Pair::World(area) = pair {
            worlds.insert(area, family);
        }
    }
    derived
}

/// The series that what is derived of some trades can rest on, each an area and its partner, or `None` for the world: their
/// own, and what their areas trade with the world.
pub fn rests_on(trades: &[(AreaCode, Option<AreaCode>)]) -> Box<dyn Fn(&SeriesKey) -> bool> {
    let pairs = trades.iter().map(|&(area, partner)| Pair::new(area, partner));
    let worlds = trades.iter().flat_map(|&(area, partner)| [Some(area), partner]);
    let worlds = worlds.flatten().map(Pair::World);
    let pairs: HashSet<Pair> = pairs.chain(worlds).collect();
    Box::new(move |key| Pair::of(key).is_some_and(|pair| pairs.contains(&pair)))
}
