//! Draws every chart of the tests' gallery into a folder, for looking at them: `cargo run --example chart_gallery DIR`.

#[path = "../tests/chart_support/mod.rs"]
mod chart_support;

use std::path::PathBuf;
use tradestat::chart;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("a folder, please")?);
    std::fs::create_dir_all(&folder)?;
    for (name, spec) in chart_support::gallery() {
        let svg = chart::svg(&spec)?;
        std::fs::write(folder.join(name).with_extension("png"), chart::png(&svg, 1.5)?)?;
        std::fs::write(folder.join(name).with_extension("svg"), svg)?;
        std::fs::write(folder.join(name).with_extension("txt"), chart::alt(&spec)?)?;
    }
    Ok(())
}
