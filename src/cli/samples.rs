//! The sample reports that the program carries, for its demo.

use crate::cli::file;
use crate::cli::stop::Stop;
use std::io::Write;
use std::path::Path;

/// The manifest and the reports, as they stand in `seeds/reports`: file name and content. The list is `build.rs`'s.
const SAMPLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// The manifest, which is none of the reports.
const MANIFEST: &str = "reports.csv";

/// How many reports there are.
pub(super) fn count() -> usize {
    SAMPLES.iter().filter(|(name, _)| *name != MANIFEST).count()
}

/// Writes the reports and their manifest into a folder that is there.
pub(super) fn write(folder: &Path) -> Result<(), Stop> {
    for (name, content) in SAMPLES {
        file::write(&folder.join(name), |out| Ok(out.write_all(content)?))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::SAMPLES;
    use std::collections::BTreeSet;

    #[test]
    fn every_sample_has_its_row_in_the_manifest_and_every_row_its_sample() {
        let names: BTreeSet<_> = SAMPLES.iter().map(|(name, _)| (*name).to_owned()).collect();
        let manifest = SAMPLES.iter().find(|(name, _)| *name == super::MANIFEST).unwrap().1;
        let mut rows = BTreeSet::from([super::MANIFEST.to_owned()]);
        for row in csv::Reader::from_reader(manifest).records() {
            let row = row.unwrap();
            assert!(rows.insert(row[0].to_owned()), "{} has two rows", &row[0]);
            let source = &row[3];
            assert!(source.is_empty() || source.starts_with("http"), "{source}");
        }
        assert_eq!(names, rows);
        assert_eq!(super::count(), names.len() - 1);
    }
}
