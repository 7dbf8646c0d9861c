//! Bytes as PDFs: any drawing, any objects.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tradestat_fuzz::{documents, pdf};

fuzz_target!(|bytes: &[u8]| documents::kept("report.pdf", &pdf::of(bytes)));
