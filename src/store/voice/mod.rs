//! Who says something, and who repeats it: reports with nearly the same text are one voice.
//!
//! A voice speaks through its first report, by day of publication and then by the text's hash; `report.repeats` of the others
//! names it. A report repeats the first one before it that speaks for itself and has its text: not what only resembles it
//! through a third, so that a chain of small changes makes no voice of what has little in common. This says of any set of
//! reports who repeats whom, so the order in which they were stored does not matter; what came late is put right here.
//!
//! Earlier editions of a file belong to their voice like any report, and whether they still count is another question. So who
//! repeats whom depends on nothing that came later, and was on any day as it is now.

mod signature;

pub(super) use signature::Signature;

use rusqlite::{Connection, OptionalExtension, params};
use signature::{Gist, KEYS};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The place of a report among others: its day, as the number 20240105, and the beginning of its hash. Reports without a day
/// come last.
type Order = (u32, u64);

/// `report_id`, in half the room: there are a dozen keys to each.
type Id = u32;

/// A report that has a text to be known by.
#[derive(Clone, Copy, Debug)]
struct Known {
    order: Order,
    keys: [u32; KEYS],
    gist: Gist,
    /// The report it repeats.
    repeats: Option<Id>,
}

/// The reports of a store whose texts could be repeated, at hand while reports are stored.
#[derive(Debug, Default)]
pub(super) struct Voices {
    known: HashMap<Id, Known>,
    /// Those that speak for themselves, by their keys; and those that repeat.
    speakers: BTreeSet<(u32, Id)>,
    repeaters: BTreeSet<(u32, Id)>,
    /// Reports that were stored, changed or taken out, and are not looked at yet.
    changed: BTreeSet<Id>,
    loaded: bool,
}

impl Voices {
    /// Notes that a report was stored, changed its day, came into force or went out of it.
    pub(super) fn changed(&mut self, report: i64) {
        self.changed.extend(Id::try_from(report));
    }

    /// Forgets everything: what was noted was taken back.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Says who repeats whom. Returns the reports whose figures may count otherwise than before: all of every voice in which
    /// something changed.
    pub(super) fn settle(&mut self, connection: &Connection) -> rusqlite::Result<BTreeSet<Id>> {
        let changed = std::mem::take(&mut self.changed);
        let mut touched = BTreeSet::new();
        if changed.is_empty() {
            return Ok(touched);
        }
        self.load(connection)?;
        let mut queue = Queue::new();
        for &id in &changed {
            self.leave(id);
            // Those that repeat it have to find another, or find it again.
            self.queue_repeaters(connection, id, &mut queue)?;
            match read(connection, id)? {
                Some(known) => {
                    queue.insert((known.order, id));
                    self.enter(id, Known { repeats: None, ..known });
                }
                None if say(connection, id, None)? => drop(touched.insert(id)),
                None => {}
            }
        }
        let mut fresh: HashSet<Id> = changed.iter().copied().collect();
        // In their order: what comes before a report is settled when its turn comes, and it moves only later ones.
        while let Some((_, id)) = queue.pop_first() {
            let Some(before) = self.known.get(&id).copied() else { continue };
            let Some(own) = signature(connection, id)? else { continue };
            let found = self.first_with_text(connection, &before, &own)?;
            let spoke = before.repeats.is_none() && !fresh.remove(&id);
            if found.is_none() && !spoke {
                self.take_in_later(connection, &before, &own, &mut queue)?;
            }
            if found.is_some() && spoke {
                self.queue_repeaters(connection, id, &mut queue)?;
            }
            if found != before.repeats {
                self.leave(id);
                self.enter(id, Known { repeats: found, ..before });
            }
            if say(connection, id, found)? {
                touched.insert(id);
                touched.extend([found, before.repeats].into_iter().flatten());
            }
        }
        let voices = self.with_voices(connection, touched.union(&changed).copied())?;
        Ok(touched.union(&voices).copied().collect())
    }

    fn load(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if self.loaded {
            return Ok(());
        }
        self.loaded = true;
        let mut statement = connection.prepare_cached(KNOWN)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(known) = known(row)? {
                self.enter(row.get(0)?, known);
            }
        }
        Ok(())
    }

    fn enter(&mut self, id: Id, known: Known) {
        let set = if known.repeats.is_some() { &mut self.repeaters } else { &mut self.speakers };
        set.extend(known.keys.map(|key| (key, id)));
        self.known.insert(id, known);
    }

    fn leave(&mut self, id: Id) {
        let Some(known) = self.known.remove(&id) else { return };
        let set = if known.repeats.is_some() { &mut self.repeaters } else { &mut self.speakers };
        for key in known.keys {
            set.remove(&(key, id));
        }
    }

    fn queue_repeaters(
        &self,
        connection: &Connection,
        of: Id,
        queue: &mut Queue,
    ) -> rusqlite::Result<()> {
        let repeaters = repeaters(connection, of)?.into_iter();
        queue.extend(repeaters.filter_map(|id| Some((self.known.get(&id)?.order, id))));
        Ok(())
    }

    /// The first report before this one that speaks for itself and has its text.
    fn first_with_text(
        &self,
        connection: &Connection,
        it: &Known,
        own: &Signature,
    ) -> rusqlite::Result<Option<Id>> {
        let before: Queue = of_keys(&self.speakers, &it.keys)
            .filter_map(|id| Some((self.known.get(&id)?, id)))
            .filter(|(known, _)| known.order < it.order && known.gist.may_share(it.gist))
            .map(|(known, id)| (known.order, id))
            .collect();
        for (_, id) in before {
            if signature(connection, id)?.is_some_and(|other| own.tells_the_same(&other)) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// A report that speaks for itself from now on is repeated by later ones, save those that repeat an earlier one.
    fn take_in_later(
        &self,
        connection: &Connection,
        it: &Known,
        own: &Signature,
        queue: &mut Queue,
    ) -> rusqlite::Result<()> {
        let alike: BTreeSet<Id> =
            of_keys(&self.speakers, &it.keys).chain(of_keys(&self.repeaters, &it.keys)).collect();
        for later in alike {
            let Some(known) = self.known.get(&later) else { continue };
            let speaker = known.repeats.and_then(|speaker| self.known.get(&speaker));
            if known.order > it.order
                && speaker.is_none_or(|speaker| speaker.order > it.order)
                && known.gist.may_share(it.gist)
                && signature(connection, later)?.is_some_and(|other| own.tells_the_same(&other))
            {
                queue.insert((known.order, later));
            }
        }
        Ok(())
    }

    /// All reports of the voices of these; a report that repeats nobody and is repeated by nobody is none.
    fn with_voices(
        &self,
        connection: &Connection,
        reports: impl Iterator<Item = Id>,
    ) -> rusqlite::Result<BTreeSet<Id>> {
        let mut voices = BTreeSet::new();
        for id in reports {
            let repeated = self.known.get(&id).and_then(|known| known.repeats);
            let speaker = repeated.unwrap_or(id);
            let repeaters = repeaters(connection, speaker)?;
            if repeated.is_some() || !repeaters.is_empty() {
                voices.insert(speaker);
                voices.extend(repeaters);
            }
        }
        Ok(voices)
    }
}

/// Reports to be looked at, in their order.
type Queue = BTreeSet<(Order, Id)>;

/// The reports that have one of these keys.
fn of_keys<'a>(
    set: &'a BTreeSet<(u32, Id)>,
    keys: &'a [u32; KEYS],
) -> impl Iterator<Item = Id> + 'a {
    keys.iter().flat_map(|&key| set.range((key, Id::MIN)..=(key, Id::MAX)).map(|&(_, id)| id))
}

fn repeaters(connection: &Connection, of: Id) -> rusqlite::Result<Vec<Id>> {
    connection
        .prepare_cached("SELECT report_id FROM report WHERE repeats = ?1")?
        .query_map([of], |row| row.get(0))?
        .collect()
}

const KNOWN: &str = "SELECT r.report_id, r.published, r.sha256, r.repeats, s.signature
    FROM report_signature AS s JOIN report AS r ON r.report_id = s.report_id";

fn known(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Known>> {
    let Some(signature) = Signature::read(row.get_ref(4)?.as_blob()?) else { return Ok(None) };
    let day = row.get_ref(1)?.as_str_or_null()?.map_or(u32::MAX, |day| {
        day.bytes()
            .filter(u8::is_ascii_digit)
            .fold(0, |day, digit| 10 * day + u32::from(digit - b'0'))
    });
    let beginning = row.get_ref(2)?.as_str()?.get(..16).unwrap_or_default();
    let hash = u64::from_str_radix(beginning, 16).unwrap_or_default();
    let (keys, gist) = (signature.keys(), signature.gist());
    Ok(Some(Known { order: (day, hash), keys, gist, repeats: row.get(3)? }))
}

/// A report with a signature.
fn read(connection: &Connection, id: Id) -> rusqlite::Result<Option<Known>> {
    connection
        .prepare_cached(&format!("{KNOWN} WHERE s.report_id = ?1"))?
        .query_row([id], known)
        .optional()
        .map(Option::flatten)
}

fn signature(connection: &Connection, id: Id) -> rusqlite::Result<Option<Signature>> {
    connection
        .prepare_cached("SELECT signature FROM report_signature WHERE report_id = ?1")?
        .query_row([id], |row| Ok(Signature::read(row.get_ref(0)?.as_blob()?)))
        .optional()
        .map(Option::flatten)
}

/// Keeps what a report's text is known by.
pub(super) fn keep(
    connection: &Connection,
    id: i64,
    signature: Option<&Signature>,
) -> rusqlite::Result<()> {
    match signature {
        Some(signature) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO report_signature (report_id, signature) VALUES (?1, ?2)",
            )?
            .execute(params![id, signature.bytes()])?,
        None => connection
            .prepare_cached("DELETE FROM report_signature WHERE report_id = ?1")?
            .execute([id])?,
    };
    Ok(())
}

/// Lets the figures of reports count as the rule has it now, and notes what has to be chosen anew.
pub(super) fn recount(connection: &Connection, reports: &BTreeSet<Id>) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM effective WHERE figure_id IN (SELECT figure_id FROM figure WHERE report_id = ?1)",
        "INSERT INTO effective SELECT * FROM in_force
         WHERE figure_id IN (SELECT figure_id FROM figure WHERE report_id = ?1)",
        "INSERT OR IGNORE INTO touched SELECT series_id, period_start, period_end FROM effective
         WHERE figure_id IN (SELECT figure_id FROM figure WHERE report_id = ?1)",
    ] {
        let mut statement = connection.prepare_cached(sql)?;
        for id in reports {
            statement.execute([id])?;
        }
    }
    Ok(())
}

/// Writes whom a report repeats. Returns whether that is news.
fn say(connection: &Connection, id: Id, repeats: Option<Id>) -> rusqlite::Result<bool> {
    let changed = connection
        .prepare_cached(
            "UPDATE report SET repeats = ?2 WHERE report_id = ?1 AND repeats IS NOT ?2",
        )?
        .execute(params![id, repeats])?;
    Ok(changed > 0)
}
