//! The sample reports that the program carries, for its demo.

/// The manifest and the reports: file name and content.
pub(super) const SAMPLES: [(&str, &str); 11] = [
    ("reports.csv", include_str!("../../seeds/reports/reports.csv")),
    (
        "2014-tatarstan-china-three-years.txt",
        include_str!("../../seeds/reports/2014-tatarstan-china-three-years.txt"),
    ),
    (
        "2017-09-14-minister-in-kazan.txt",
        include_str!("../../seeds/reports/2017-09-14-minister-in-kazan.txt"),
    ),
    (
        "2018-05-17-tatarstan-zhejiang.txt",
        include_str!("../../seeds/reports/2018-05-17-tatarstan-zhejiang.txt"),
    ),
    (
        "2022-01-20-bashkortostan-road-map.md",
        include_str!("../../seeds/reports/2022-01-20-bashkortostan-road-map.md"),
    ),
    (
        "2022-06-17-kazakhstan-at-st-petersburg.txt",
        include_str!("../../seeds/reports/2022-06-17-kazakhstan-at-st-petersburg.txt"),
    ),
    ("2023-rostki-committee.txt", include_str!("../../seeds/reports/2023-rostki-committee.txt")),
    (
        "2024-10-11-russian-chinese-dialogue.txt",
        include_str!("../../seeds/reports/2024-10-11-russian-chinese-dialogue.txt"),
    ),
    (
        "2024-11-15-kazan-cities-forum.txt",
        include_str!("../../seeds/reports/2024-11-15-kazan-cities-forum.txt"),
    ),
    (
        "2025-08-22-forum-in-kazan.txt",
        include_str!("../../seeds/reports/2025-08-22-forum-in-kazan.txt"),
    ),
    ("2025-08-half-a-year.txt", include_str!("../../seeds/reports/2025-08-half-a-year.txt")),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::SAMPLES;
    use std::collections::BTreeMap;
    use std::fs;

    #[test]
    fn every_file_of_the_folder_is_carried_as_it_is() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/reports");
        let files: BTreeMap<String, String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let name = entry.file_name().into_string().unwrap();
                (name, fs::read_to_string(entry.path()).unwrap())
            })
            .collect();
        let carried: BTreeMap<String, String> =
            SAMPLES.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
        assert_eq!(carried, files);
    }
}
