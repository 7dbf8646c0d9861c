//! Disks that are full: whatever was stored stays whole, older files stay as they were, and room is all that is needed.
#![cfg(target_os = "linux")]

use crate::cli_support::{Desk, report};
use crate::support::{check_same, dump, is_sound, reports, short_or_long};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A disk of a few hundred KiB, in memory.
struct Disk(PathBuf);

impl Disk {
    /// `None`, with the reason printed, where this test may not have one.
    fn mount(desk: &Desk, kib: u32) -> Option<Self> {
        let place = desk.path("disk");
        std::fs::create_dir_all(&place).unwrap();
        let size = format!("size={kib}k,mode=777");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&place).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(place));
        }
        eprintln!("skipped: only root may mount a small disk");
        None
    }

    fn resize(&self, kib: u32) {
        let size = format!("remount,size={kib}k");
        assert!(Command::new("mount").args(["-o", &size]).arg(&self.0).status().unwrap().success());
    }

    /// Leaves no room at all.
    fn fill(&self) {
        let mut size = 1 << 22;
        let mut n = 0;
        while size >= 4096 {
            match std::fs::write(self.0.join(format!("filler-{n}")), vec![b'x'; size]) {
                Ok(()) => n += 1,
                Err(_) => size /= 2,
            }
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.retain(|name| !name.starts_with("filler"));
    names.sort();
    names
}

#[test]
fn an_ingestion_that_fills_the_disk_is_finished_when_there_is_room() {
    let desk = Desk::new();
    reports(&desk, 700);
    // On a disk of its own too, for a report is named by its way from the store.
    let Some(disk) = Disk::mount(&desk, 100_000) else { return };
    desk.run(["ingest", "many", "--quiet", "--db", "disk/calm.db"]).says(0, &[]);
    let expected = dump(&desk.path("disk/calm.db"));
    let whole =
        u32::try_from(std::fs::metadata(desk.path("disk/calm.db")).unwrap().len() / 1024).unwrap();
    drop(disk);
    let steps = short_or_long(6, 60);
    let (mut full, mut begun) = (0, 0);
    for step in 0..steps {
        // From a disk that holds not even an empty store to one that holds it all but its log.
        let kib = 100 + (whole * 2 - 100) * step / steps;
        let disk = Disk::mount(&desk, kib).unwrap();
        let db = desk.path("disk/trade.db");
        let run = desk.run(["ingest", "many", "--quiet", "--db", "disk/trade.db"]);
        if run.code != Some(0) {
            run.says(1, &["disk/trade.db", "full", "make room and run this again"]);
            full += 1;
        }
        // What is there is whole, and can be read on the full disk.
        begun += u32::from(is_sound(&db).unwrap());
        disk.resize(whole * 4);
        desk.run(["ingest", "many", "--quiet", "--db", "disk/trade.db"]).says(0, &[]);
        assert_eq!(names(&disk.0), ["trade.db"]);
        assert_eq!(is_sound(&db), Ok(true));
        check_same(&dump(&db), &expected);
    }
    eprintln!(
        "{steps} disks, {full} full, {begun} of them with a store by then; each ended like the undisturbed one"
    );
    assert!(full > 1 && begun > 1, "{full} full, {begun} begun");
}

#[test]
fn what_does_not_fit_leaves_the_older_file_and_nothing_else() {
    let desk = Desk::with_store();
    let Some(disk) = Disk::mount(&desk, 2000) else { return };
    let commands: [&[&str]; 6] = [
        &["export", "-o", "disk/a.csv"],
        &["export", "--excel", "-o", "disk/b.csv"],
        &["chart", "Russia", "China", "-o", "disk/c.svg"],
        &["chart", "Russia", "China", "-o", "disk/d.png"],
        &["backup", "disk/e.db", "--force"],
        &["ingest", "reports", "--db", "disk/f.db"],
    ];
    for arguments in &commands[..5] {
        desk.run(*arguments).says(0, &[]);
    }
    let files = names(&disk.0);
    let content =
        || files.iter().map(|name| std::fs::read(disk.0.join(name)).unwrap()).collect::<Vec<_>>();
    let before = content();
    disk.fill();
    for arguments in commands {
        desk.run(arguments).says(1, &["disk/", "make room"]);
        // A store that could not be made is an empty file, which the next run fills.
        let left: Vec<_> = names(&disk.0).into_iter().filter(|name| name != "f.db").collect();
        assert_eq!(left, files, "{arguments:?}");
        assert!(content() == before, "{arguments:?} changed an older file");
    }
}

#[test]
fn a_store_on_a_full_disk_is_read() {
    let desk = Desk::new();
    reports(&desk, 60);
    let Some(disk) = Disk::mount(&desk, 4000) else { return };
    desk.run(["ingest", "many", "--quiet", "--db", "disk/trade.db"]).says(0, &[]);
    disk.fill();
    for arguments in [["series"].as_slice(), &["figures"], &["export"], &["reports"], &["check"]] {
        let arguments = [arguments, &["--db", "disk/trade.db"]].concat();
        desk.run(&arguments).says(0, &[]);
    }
    let before = dump(&desk.path("disk/trade.db"));
    desk.file("new.txt", report(2023, "240.1") + &"More words. ".repeat(9000));
    desk.run(["ingest", "new.txt", "--db", "disk/trade.db"]).says(1, &["full", "make room"]);
    check_same(&dump(&desk.path("disk/trade.db")), &before);
    assert_eq!(is_sound(&desk.path("disk/trade.db")), Ok(true));
}

#[test]
fn a_full_folder_for_temporary_files_spoils_nothing() {
    let desk = Desk::new();
    reports(&desk, 300);
    let Some(disk) = Disk::mount(&desk, 64) else { return };
    disk.fill();
    let with_full = |arguments: &[&str]| {
        let mut command = desk.command(arguments);
        command.env("TMPDIR", &disk.0).env("SQLITE_TMPDIR", &disk.0);
        crate::cli_support::finish(command)
    };
    with_full(&["ingest", "many", "--quiet"]).says(0, &[]);
    for arguments in [
        ["series"].as_slice(),
        &["figures"],
        &["export"],
        &["reports"],
        &["check"],
        &["backup", "copy.db"],
    ] {
        let run = with_full(arguments);
        if run.code != Some(0) {
            run.says(1, &["room for temporary files", "SQLITE_TMPDIR"]);
        }
    }
    assert_eq!(is_sound(&desk.path("tradestat.db")), Ok(true));
}
