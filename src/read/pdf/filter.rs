//! Packed bytes in, plain bytes out, never more than there is room for. Only what texts are packed with: pictures have
//! filters of their own, which nobody needs here.

use super::object::{Dict, Object};
use flate2::{Decompress, FlushDecompress, Status};

/// One filter of a stream with its parameters.
pub(super) struct Filter<'f> {
    pub(super) name: &'f [u8],
    pub(super) params: Option<&'f Dict>,
}

/// What is wrong with a stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// More came out than there was room for.
    TooLarge,
    /// A filter of pictures, or of nothing that is known.
    Unknown,
}

impl Filter<'_> {
    /// Undoes the filter. Damage ends the bytes early: what came before it is good.
    pub(super) fn undo(&self, packed: &[u8], room: usize) -> Result<Vec<u8>, Fault> {
        let plain = match self.name {
            b"FlateDecode" | b"Fl" => self.predicted(inflate(packed, room)?),
            b"LZWDecode" | b"LZW" => {
                self.predicted(unlzw(packed, room, self.param(b"EarlyChange", 1))?)
            }
            b"ASCIIHexDecode" | b"AHx" => {
                let end = packed.iter().position(|&b| b == b'>').unwrap_or(packed.len());
                let mut out = Vec::with_capacity(end / 2);
                super::lexer::unhex(packed.get(..end).unwrap_or_default(), &mut out);
                out
            }
            b"ASCII85Decode" | b"A85" => unascii85(packed),
            b"RunLengthDecode" | b"RL" => unrun(packed, room)?,
            b"Crypt" => packed.to_vec(),
            _ => return Err(Fault::Unknown),
        };
        if plain.len() > room { Err(Fault::TooLarge) } else { Ok(plain) }
    }

    fn param(&self, key: &[u8], default: usize) -> usize {
        self.params.and_then(|params| params.raw(key).count()).unwrap_or(default)
    }

    /// Undoes the prediction of each row from the one above, which tables of objects are often packed with.
    fn predicted(&self, bytes: Vec<u8>) -> Vec<u8> {
        let predictor = self.param(b"Predictor", 1);
        if predictor < 2 {
            return bytes;
        }
        let bits = self.param(b"Colors", 1).min(32) * self.param(b"BitsPerComponent", 8).min(32);
        let pixel = bits.div_ceil(8).max(1);
        let row = (self.param(b"Columns", 1).min(1 << 20) * bits).div_ceil(8).max(1);
        if predictor == 2 { left(bytes, row, pixel) } else { png(&bytes, row, pixel) }
    }
}

/// Inflates until the end, damage, or the room is used up.
fn inflate(packed: &[u8], room: usize) -> Result<Vec<u8>, Fault> {
    // Some writers leave out the two bytes that say ‘zlib’.
    let zlib = matches!(packed, [first, second, ..]
        if first & 0x0f == 8 && (u32::from(*first) << 8 | u32::from(*second)) % 31 == 0);
    let mut inflater = Decompress::new(zlib);
    let mut out =
        Vec::with_capacity(packed.len().saturating_mul(4).clamp(512, room.clamp(512, 1 << 20)));
    let mut read = 0;
    loop {
        if out.len() > room {
            return Err(Fault::TooLarge);
        }
        if out.len() == out.capacity() {
            out.reserve(out.len().min(room.saturating_sub(out.len()) + 1));
        }
        let rest = packed.get(read..).unwrap_or_default();
        let (before_in, before_out) = (inflater.total_in(), out.len());
        let status = inflater.decompress_vec(rest, &mut out, FlushDecompress::None);
        read += usize::try_from(inflater.total_in() - before_in).unwrap_or(usize::MAX);
        let stands_still = inflater.total_in() == before_in && out.len() == before_out;
        match status {
            Ok(Status::StreamEnd) | Err(_) => break,
            _ if stands_still => break,
            Ok(_) => {}
        }
    }
    if out.len() > room { Err(Fault::TooLarge) } else { Ok(out) }
}

/// LZW with codes of 9 to 12 bits, highest bit first.
fn unlzw(packed: &[u8], room: usize, early: usize) -> Result<Vec<u8>, Fault> {
    let order = weezl::BitOrder::Msb;
    let mut decoder = if early == 0 {
        weezl::decode::Decoder::new(order, 8)
    } else {
        weezl::decode::Decoder::with_tiff_size_switch(order, 8)
    };
    let (mut out, mut rest) = (Vec::new(), packed);
    let mut piece = vec![0; 1 << 14];
    loop {
        let done = decoder.decode_bytes(rest, &mut piece);
        out.extend(piece.iter().take(done.consumed_out));
        rest = rest.get(done.consumed_in..).unwrap_or_default();
        if out.len() > room {
            return Err(Fault::TooLarge);
        }
        let goes_on = matches!(done.status, Ok(weezl::LzwStatus::Ok));
        if !goes_on || (done.consumed_in == 0 && done.consumed_out == 0) {
            return Ok(out);
        }
    }
}

fn unascii85(packed: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(packed.len() / 5 * 4);
    let (mut group, mut length) = (0_u32, 0_usize);
    for &byte in packed {
        match byte {
            b'z' if length == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                length += 1;
                if length == 5 {
                    out.extend(group.to_be_bytes());
                    (group, length) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if length > 1 {
        for _ in length..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        out.extend(group.to_be_bytes().into_iter().take(length - 1));
    }
    out
}

fn unrun(packed: &[u8], room: usize) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let mut rest = packed;
    while let [length, tail @ ..] = rest {
        rest = match length {
            128 => break,
            0..128 => {
                let (run, after) = tail.split_at(tail.len().min(usize::from(*length) + 1));
                out.extend(run);
                after
            }
            129.. => {
                let [letter, after @ ..] = tail else { break };
                out.resize(out.len() + 257 - usize::from(*length), *letter);
                after
            }
        };
        if out.len() > room {
            return Err(Fault::TooLarge);
        }
    }
    Ok(out)
}

/// TIFF's prediction from the pixel on the left, for samples of eight bits.
fn left(mut bytes: Vec<u8>, row: usize, pixel: usize) -> Vec<u8> {
    for row in bytes.chunks_mut(row) {
        for at in pixel..row.len() {
            row[at] = row[at].wrapping_add(row[at - pixel]);
        }
    }
    bytes
}

/// PNG's predictions; each row begins with the kind of its own.
fn png(bytes: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0; row];
    for line in bytes.chunks(row + 1) {
        let [kind, line @ ..] = line else { break };
        let mut now = vec![0; row];
        for (at, &byte) in line.iter().enumerate() {
            let a = if at < pixel { 0 } else { now[at - pixel] };
            let b = above[at];
            let c = if at < pixel { 0 } else { above[at - pixel] };
            let predicted = match kind {
                1 => a,
                2 => b,
                3 => u8::midpoint(a, b),
                4 => paeth(a, b, c),
                _ => 0,
            };
            now[at] = byte.wrapping_add(predicted);
        }
        out.extend(now.iter().take(line.len()));
        above = now;
    }
    out
}

fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let (ia, ib, ic) = (i16::from(a), i16::from(b), i16::from(c));
    let guess = ia + ib - ic;
    let (da, db, dc) = ((guess - ia).abs(), (guess - ib).abs(), (guess - ic).abs());
    if da <= db && da <= dc {
        a
    } else if db <= dc {
        b
    } else {
        c
    }
}

/// The filters of a stream, in the order in which they are undone.
pub(super) fn filters<'f>(names: &'f Object, params: &'f Object) -> Vec<Filter<'f>> {
    let as_dict = |object: &'f Object| object.dict().map(|dict| &**dict);
    match names {
        Object::Name(name) => {
            // Parameters in a list of one are not rare.
            let params = params.list().and_then(<[Object]>::first).unwrap_or(params);
            vec![Filter { name, params: as_dict(params) }]
        }
        Object::List(list) => {
            let params = |at: usize| match params {
                Object::List(list) => list.get(at).and_then(as_dict),
                single => as_dict(single),
            };
            let found = list.iter().enumerate().filter_map(|(at, o)| Some((at, o.name()?)));
            found.map(|(at, name)| Filter { name, params: params(at) }).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::super::budget::Budget;
    use super::super::lexer::Lexer;
    use super::super::object::object;
    use super::*;
    use std::io::Write;

    fn check(name: &str, params: &str, packed: &[u8], room: usize, expected: Result<&[u8], Fault>) {
        let params = object(&mut Lexer::new(params.as_bytes(), 0), &Budget::default()).unwrap();
        let name = Object::Name(name.as_bytes().into());
        let filters = filters(&name, &params);
        assert_eq!(filters[0].undo(packed, room).as_deref(), expected.as_ref().map(|e| *e));
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn flate_ends_where_it_is_damaged_and_where_there_is_no_room() {
        let text = b"trade ".repeat(1000);
        let packed = zlib(&text);
        check("FlateDecode", "null", &packed, 6000, Ok(&text));
        check("FlateDecode", "null", &packed[2..], 6000, Ok(&text));
        check("FlateDecode", "null", &packed, 5999, Err(Fault::TooLarge));
        check("FlateDecode", "null", &zlib(&vec![0; 50_000_000]), 1 << 20, Err(Fault::TooLarge));
        let text: Vec<u8> = (0..9_000_u32).flat_map(|n| n.to_string().into_bytes()).collect();
        let packed = zlib(&text);
        let cut = Filter { name: b"Fl", params: None };
        let cut = cut.undo(&packed[..packed.len() / 2], text.len()).unwrap();
        assert!(text.starts_with(&cut) && cut.len() > 1000);
        check("FlateDecode", "null", b"x", 10, Ok(b""));
    }

    #[test]
    fn rows_are_predicted() {
        let rows = zlib(&[2, 1, 2, 3, 2, 1, 1, 1, 1, 5, 1, 1]);
        check("Fl", "<</Predictor 12/Columns 3>>", &rows, 99, Ok(&[1, 2, 3, 2, 3, 4, 5, 6, 7]));
        check("Fl", "<</Predictor 2/Columns 3>>", &zlib(&[1, 1, 1]), 99, Ok(&[1, 2, 3]));
        let rows = zlib(&[4, 9, 9, 3, 4, 4]);
        check("Fl", "<</Predictor 15/Columns 2>>", &rows, 99, Ok(&[9, 18, 8, 17]));
    }

    #[test]
    fn lzw_as_the_standard_shows_it() {
        let packed = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        check("LZW", "null", &packed, 99, Ok(&[45, 45, 45, 45, 45, 65, 45, 45, 45, 66]));
        check("LZW", "null", &packed, 5, Err(Fault::TooLarge));
        let text: Vec<u8> = (0..20_000_u32).flat_map(|n| n.to_string().into_bytes()).collect();
        let order = weezl::BitOrder::Msb;
        let late = weezl::encode::Encoder::new(order, 8).encode(&text).unwrap();
        check("LZWDecode", "<</EarlyChange 0>>", &late, 1 << 20, Ok(&text));
        let early = weezl::encode::Encoder::with_tiff_size_switch(order, 8).encode(&text).unwrap();
        check("LZWDecode", "null", &early, 1 << 20, Ok(&text));
    }

    #[test]
    fn the_small_ones() {
        check("A85", "null", b"9jqo^BlbD-BleB1DJ+*+F(f,q~>", 99, Ok(b"Man is distinguished"));
        check("AHx", "null", b"4A 4b>5", 99, Ok(b"JK"));
        check("RL", "null", &[2, 1, 2, 3, 254, 7, 128, 9], 99, Ok(&[1, 2, 3, 7, 7, 7]));
        check("RL", "null", &[129, 7].repeat(1000), 999, Err(Fault::TooLarge));
        check("DCTDecode", "null", b"", 99, Err(Fault::Unknown));
    }
}
