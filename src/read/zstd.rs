//! Zstandard: frame after frame, as `zstd` and its parallel kin write them.

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, Read};

/// How far back a frame may refer, and thus how much memory it takes: what `zstd --long` writes.
const WINDOW: u64 = 128 << 20;

/// What is in the frames of a stream. The decoder itself reads one frame and says nothing of those behind it.
pub(super) struct Zstandard<R> {
    stream: R,
    frame: FrameDecoder,
    within: bool,
}

impl<R: BufRead> Zstandard<R> {
    pub(super) fn new(stream: R) -> Self {
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(WINDOW);
        Self { stream, frame, within: false }
    }

    /// Begins the next frame; false at the end of the stream.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.stream.fill_buf()?.is_empty() {
            match self.frame.reset(&mut self.stream) {
                Ok(()) => {
                    self.within = true;
                    return Ok(true);
                }
                // A frame of something else than text, to be passed over.
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut (&mut self.stream).take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(damaged(error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Zstandard<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.within && !self.begin()? {
                return Ok(0);
            }
            while self.frame.can_collect() == 0 && !self.frame.is_finished() {
                let decoded = self
                    .frame
                    .decode_blocks(&mut self.stream, BlockDecodingStrategy::UptoBlocks(1));
                decoded.map_err(damaged)?;
            }
            let read = self.frame.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            self.within = false;
            // The decoder counts the sum and leaves it to us to look.
            let (said, found) =
                (self.frame.get_checksum_from_data(), self.frame.get_calculated_checksum());
            if said.is_some() && said != found {
                return Err(damaged("the sum of its bytes is another"));
            }
        }
    }
}

fn damaged(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
