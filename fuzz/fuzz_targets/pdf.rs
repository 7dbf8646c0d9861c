//! Bytes as PDFs: any drawing, any objects.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tradestat_fuzz::pdf;
use tradestat_fuzz::promises::document_kept;

fuzz_target!(|bytes: &[u8]| document_kept("report.pdf", &pdf::of(bytes)));
