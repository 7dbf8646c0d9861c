//! A program that is killed at any instant loses nothing that was whole, and leaves nothing that is not.

use crate::cli_support::Desk;
use crate::support::{Die, check_same, dump, is_sound, read_only, reports_of_years, short_or_long};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What a report comes to: how many quotes, mentions and figures.
const SIZES: &str = "SELECT sha256,
  (SELECT count(*) FROM sentence AS s WHERE s.report_id = r.report_id),
  (SELECT count(*) FROM mention JOIN sentence AS s USING (sentence_id) WHERE s.report_id = r.report_id),
  (SELECT count(*) FROM figure AS f WHERE f.report_id = r.report_id)
  FROM report AS r";

type Sizes = HashMap<String, (u32, u32, u32)>;

fn sizes(connection: &rusqlite::Connection, sql: &str) -> rusqlite::Result<Sizes> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?))))?;
    rows.collect()
}

/// Others who read the store all the time, each opening it anew, as ten people at ten desks would.
struct Readers {
    threads: Vec<JoinHandle<()>>,
    store: Arc<Mutex<PathBuf>>,
    stop: Arc<AtomicBool>,
    looks: Arc<AtomicU64>,
    wrong: Arc<Mutex<Vec<String>>>,
}

impl Readers {
    /// Eight connections and two programs.
    fn start(desk: &Desk, store: &Path, whole: &Sizes) -> Self {
        let (store, whole) = (Arc::new(Mutex::new(store.to_owned())), Arc::new(whole.clone()));
        let (stop, looks) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let wrong = Arc::new(Mutex::new(Vec::new()));
        let threads = (0..10)
            .map(|number| {
                let (store, whole, stop) = (store.clone(), whole.clone(), stop.clone());
                let (looks, wrong) = (looks.clone(), wrong.clone());
                let mut program = desk.command(["series", "--json", "--db"]);
                std::thread::spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        let path = store.lock().unwrap().clone();
                        let seen = if number < 8 {
                            look(&path, &whole)
                        } else {
                            program = again(&program, &path);
                            // The file was taken away beneath it, for the next trial.
                            run(&mut program)
                                .or_else(|why| if path.exists() { Err(why) } else { Ok(()) })
                        };
                        looks.fetch_add(1, Ordering::Relaxed);
                        if let Err(why) = seen {
                            wrong.lock().unwrap().push(why);
                        }
                        std::thread::sleep(Duration::from_millis(short_or_long(200, 50)));
                    }
                })
            })
            .collect();
        Self { threads, store, stop, looks, wrong }
    }

    fn turn_to(&self, store: &Path) {
        store.clone_into(&mut self.store.lock().unwrap());
    }

    /// How often they looked; what they saw was right.
    fn end(self) -> u64 {
        self.stop.store(true, Ordering::Relaxed);
        self.threads.into_iter().for_each(|thread| thread.join().unwrap());
        let wrong = self.wrong.lock().unwrap();
        assert!(wrong.is_empty(), "readers saw: {:#?}", &wrong[..wrong.len().min(5)]);
        self.looks.load(Ordering::Relaxed)
    }
}

/// The same command, with another store.
fn again(program: &std::process::Command, store: &Path) -> std::process::Command {
    let mut command = std::process::Command::new(program.get_program());
    command
        .args(["series", "--json", "--db"])
        .arg(store)
        .current_dir(program.get_current_dir().unwrap());
    command
}

fn run(program: &mut std::process::Command) -> Result<(), String> {
    let output = program.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    // Before the first report is stored there is no store, or no series.
    if output.status.success() || said.contains("there is no store") { Ok(()) } else { Err(said) }
}

/// Some reports, whole: what others see at any time. A store that is not yet made is no fault.
fn look(path: &Path, whole: &Sizes) -> Result<(), String> {
    if !path.metadata().is_ok_and(|file| file.len() > 0) {
        return Ok(());
    }
    let seen = read_only(path).and_then(|connection| {
        let made = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'figure')";
        if connection.query_row(made, [], |row| row.get(0))? {
            sizes(&connection, &format!("{SIZES} ORDER BY report_id DESC LIMIT 20"))
        } else {
            Ok(Sizes::new())
        }
    });
    match seen {
        Ok(seen) => check_whole(&seen, whole),
        // The file was taken away between two looks, for the next trial.
        Err(_) if !path.exists() => Ok(()),
        // Killed while its journal was on: whoever only reads may not roll it back, and is told so instead of half a store.
        // The program itself does roll it back, and the next that writes does.
        Err(why) if is(&why, rusqlite::ffi::SQLITE_READONLY_ROLLBACK) => Ok(()),
        Err(why) => Err(why.to_string()),
    }
}

fn is(why: &rusqlite::Error, code: i32) -> bool {
    why.sqlite_error().is_some_and(|error| error.extended_code == code)
}

fn check_whole(seen: &Sizes, whole: &Sizes) -> Result<(), String> {
    match seen.iter().find(|(sha256, size)| whole.get(*sha256) != Some(size)) {
        Some((sha256, size)) => {
            Err(format!("{sha256} has {size:?}, and should have {:?}", whole.get(sha256)))
        }
        None => Ok(()),
    }
}

fn ingest(desk: &Desk, store: &Path) -> Child {
    let mut command = desk.command(["ingest", "many", "--quiet", "--db"]);
    command.arg(store).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Runs an ingestion to its end.
#[track_caller]
fn finish(desk: &Desk, store: &Path) -> Duration {
    let begin = Instant::now();
    let output = ingest(desk, store).wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    begin.elapsed()
}

fn remove(store: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut path = store.as_os_str().to_owned();
        path.push(ending);
        let _ = std::fs::remove_file(path);
    }
}

/// When to kill, as a share of the whole: at times while the store is being made, or while all is brought to its end.
fn instant(die: &mut Die) -> f64 {
    match die.throw() {
        ..0.2 => 0.05 * die.throw(),
        ..0.4 => 1.0 - 0.1 * die.throw(),
        _ => die.throw(),
    }
}

/// How much of the time an ingestion takes when so many reports are left: what is known has to be read, too.
fn share(left: usize, of: usize) -> f64 {
    let float = |n: usize| f64::from(u32::try_from(n).unwrap());
    0.15 + 0.85 * float(left) / float(of)
}

/// Kills ingestions of so many reports so often, while ten others read.
fn check(n_reports: usize, n_kills: usize) {
    const IN_A_ROW: usize = 4;
    let desk = Desk::new();
    // Long ones, so that most of the time passes between the first commit and the last.
    reports_of_years(&desk, n_reports, short_or_long(1, 4));
    let calm = desk.path("calm.db");
    finish(&desk, &calm);
    let expected = dump(&calm);
    let whole = sizes(&read_only(&calm).unwrap(), SIZES).unwrap();
    assert_eq!(whole.len(), n_reports);

    let mut die = Die::new();
    let readers = Readers::start(&desk, &calm, &whole);
    // How long it takes with the readers beside it: the instants fall within what is left of that.
    let timed = desk.path("timed.db");
    readers.turn_to(&timed);
    let length = finish(&desk, &timed);
    let (mut kills, mut trials, mut too_late, mut absent, mut partly) = (0, 0, 0, 0, 0);
    while kills < n_kills {
        let store = desk.path(&format!("trial-{trials}.db"));
        readers.turn_to(&store);
        let mut left = n_reports;
        for _ in 0..IN_A_ROW.min(n_kills - kills) {
            let mut child = ingest(&desk, &store);
            std::thread::sleep(length.mul_f64(share(left, n_reports) * instant(&mut die)));
            if child.try_wait().unwrap().is_some() {
                too_late += 1;
                break;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
            match is_sound(&store) {
                Ok(false) => absent += 1,
                Ok(true) => {
                    let seen = sizes(&read_only(&store).unwrap(), SIZES).unwrap();
                    check_whole(&seen, &whole).unwrap();
                    left = n_reports - seen.len();
                    partly += usize::from(!seen.is_empty() && seen.len() < n_reports);
                }
                Err(why) => panic!("after kill {kills}, trial {trials}: {why}"),
            }
        }
        finish(&desk, &store);
        check_same(&dump(&store), &expected);
        assert_eq!(is_sound(&store), Ok(true));
        trials += 1;
        readers.turn_to(&calm);
        remove(&store);
    }
    let looks = readers.end();
    eprintln!(
        "{kills} kills in {trials} trials of {n_reports} reports: {absent} before there was a store, {partly} with a part of \
         the reports, {too_late} instants after the end; {looks} looks of ten readers; every store ended like the undisturbed one"
    );
}

#[test]
fn killed_at_any_instant_every_report_is_whole_or_absent() {
    let kills = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok());
    check(short_or_long(1300, 2000), kills.unwrap_or(short_or_long(8, 200)));
}
