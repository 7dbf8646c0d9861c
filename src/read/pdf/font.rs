//! What a font says of a string: which letters its codes are, and how wide.
//!
//! The letters come from the first that says them: the table to Unicode, the names of the glyphs in the font's encoding, the
//! encoding of the font program itself. A code of which nothing says what it is gives U+FFFD: the quality of the text is
//! judged by how many there are.

use super::cmap::{CMap, code, utf16};
use super::file::File;
use super::object::{Dict, Object};
use super::standard::Standard;
use read_fonts::ps::agl;
use read_fonts::ps::cff::CffFontRef;
use read_fonts::ps::encoding::PredefinedEncoding;
use read_fonts::ps::type1::Type1Font;
use skrifa::{FontRef, GlyphId, GlyphNames, MetadataProvider};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A letter that nobody knows.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// A font of a page.
pub(super) struct Font {
    kind: Kind,
    to_unicode: Option<CMap>,
    /// Whether letters look bold; headings are told by it.
    pub(super) bold: bool,
    /// What the widths are multiplied with: a thousandth, but for fonts that are drawn by procedures.
    unit: f32,
    known: RefCell<HashMap<u32, Rc<str>>>,
}

enum Kind {
    /// Codes of one byte.
    Simple { letters: Box<[Option<Rc<str>>; 256]>, widths: Box<[f32; 256]> },
    /// Codes of several bytes.
    Composite { codes: Codes, widths: HashMap<u32, f32>, default: f32, letters: HashMap<u32, char> },
}

/// What the codes of a composite font are.
enum Codes {
    /// Two bytes, the number of a glyph.
    Numbers,
    /// A table of the document.
    Table(CMap),
    /// Letters in UTF-16.
    Utf16,
    /// Letters in an encoding of East Asia.
    Encoding(&'static encoding_rs::Encoding),
}

/// One code of a string.
pub(super) struct Shown {
    pub(super) letters: Rc<str>,
    /// In units of the font's size.
    pub(super) width: f32,
    /// Whether word spacing applies: the code is one byte, 32.
    pub(super) is_blank: bool,
}

impl Font {
    pub(super) fn of(file: &File<'_>, dict: &Dict) -> Self {
        let to_unicode = file.get(dict, b"ToUnicode");
        let to_unicode = to_unicode.stream().and_then(|stream| file.plain(stream));
        let to_unicode =
            to_unicode.map(|bytes| CMap::of(&bytes, &file.budget)).filter(|c| !c.is_empty());
        let name = file.get(dict, b"BaseFont").name().unwrap_or_default().to_vec();
        let subtype = file.get(dict, b"Subtype");
        let (kind, descriptor) = if subtype.name() == Some(b"Type0") {
            composite(file, dict, to_unicode.is_some())
        } else {
            let descriptor = file.get(dict, b"FontDescriptor").dict().cloned();
            let drawn = subtype.name() == Some(b"Type3");
            (simple(file, dict, descriptor.as_deref(), &name, drawn), descriptor)
        };
        let unit = match file.get(dict, b"FontMatrix").list() {
            Some(matrix) if subtype.name() == Some(b"Type3") => {
                narrow(matrix.first().and_then(Object::number).unwrap_or(0.001)).abs()
            }
            _ => 0.001,
        };
        let heavy = descriptor
            .and_then(|d| file.get(&d, b"FontWeight").number())
            .is_some_and(|w| w >= 600.0);
        let lower = String::from_utf8_lossy(&name).to_ascii_lowercase();
        let bold =
            heavy || ["bold", "black", "heavy", "demi"].iter().any(|word| lower.contains(word));
        Self { kind, to_unicode, bold, unit, known: RefCell::default() }
    }

    /// Goes through the codes of a string.
    pub(super) fn show(&self, text: &[u8], mut each: impl FnMut(Shown)) {
        let mut rest = text;
        while !rest.is_empty() {
            let length = self.length(rest).min(rest.len()).max(1);
            let (now, after) = rest.split_at(length);
            rest = after;
            let code = code(now);
            let letters = self.letters(code, now);
            let is_blank = length == 1 && code == 32;
            each(Shown { width: self.width(code, now, &letters) * self.unit, letters, is_blank });
        }
    }

    fn length(&self, bytes: &[u8]) -> usize {
        match &self.kind {
            Kind::Simple { .. } => 1,
            Kind::Composite { codes, .. } => match codes {
                Codes::Numbers | Codes::Utf16 => 2,
                Codes::Table(table) => table.length(bytes).unwrap_or(2),
                // Letters of ASCII are one byte in all of them.
                Codes::Encoding(_) => {
                    if bytes[0] < 0x80 {
                        1
                    } else {
                        2
                    }
                }
            },
        }
    }

    fn letters(&self, code: u32, bytes: &[u8]) -> Rc<str> {
        if let Some(known) = self.known.borrow().get(&code) {
            return Rc::clone(known);
        }
        let said = self.to_unicode.as_ref().and_then(|table| table.letters(code)).map(Rc::from);
        let letters =
            said.or_else(|| self.own(code, bytes)).unwrap_or_else(|| Rc::from("\u{fffd}"));
        self.known.borrow_mut().insert(code, Rc::clone(&letters));
        letters
    }

    /// What the font says without a table to Unicode.
    fn own(&self, code: u32, bytes: &[u8]) -> Option<Rc<str>> {
        match &self.kind {
            Kind::Simple { letters, .. } => letters.get(usize::try_from(code).ok()?)?.clone(),
            Kind::Composite { codes, letters, .. } => match codes {
                Codes::Numbers => letters.get(&code).map(|c| c.to_string().into()),
                Codes::Table(table) => {
                    letters.get(&table.number(code)?).map(|c| c.to_string().into())
                }
                Codes::Utf16 => Some(utf16(bytes).into()),
                Codes::Encoding(encoding) => {
                    let (decoded, damaged) = encoding.decode_without_bom_handling(bytes);
                    (!damaged).then(|| decoded.into())
                }
            },
        }
    }

    fn width(&self, code: u32, bytes: &[u8], letters: &str) -> f32 {
        match &self.kind {
            Kind::Simple { widths, .. } => {
                usize::try_from(code).ok().and_then(|c| widths.get(c)).copied().unwrap_or(0.0)
            }
            Kind::Composite { codes, widths, default, .. } => {
                let number = match codes {
                    Codes::Numbers => Some(code),
                    Codes::Table(table) => table.number(code),
                    // Without the tables of East Asia a code's number is unknown; its letters are full or half as wide.
                    Codes::Utf16 | Codes::Encoding(_) => {
                        let narrow = bytes.len() == 1 || letters.is_ascii();
                        return if narrow { default / 2.0 } else { *default };
                    }
                };
                number.and_then(|n| widths.get(&n)).copied().unwrap_or(*default)
            }
        }
    }
}

fn composite(file: &File<'_>, dict: &Dict, has_letters: bool) -> (Kind, Option<Rc<Dict>>) {
    let descendants = file.get(dict, b"DescendantFonts");
    let descendant = descendants.list().and_then(|list| Some(file.resolve(list.first()?)));
    let descendant = descendant.as_ref().and_then(Object::dict).cloned().unwrap_or_default();
    let default = file.get(&descendant, b"DW").number().map_or(1000.0, narrow);
    let codes = match file.get(dict, b"Encoding") {
        Object::Stream(stream) => {
            let table = file.plain(&stream).map(|bytes| CMap::of(&bytes, &file.budget));
            table.map_or(Codes::Numbers, Codes::Table)
        }
        Object::Name(name) => named_codes(&name),
        _ => Codes::Numbers,
    };
    let descriptor = file.get(&descendant, b"FontDescriptor").dict().cloned();
    let mut letters = HashMap::new();
    if !has_letters && let Some(descriptor) = &descriptor {
        letters = glyph_letters(file, descriptor);
        // The numbers in the strings are those of glyphs through one more table.
        if let Some(map) =
            file.get(&descendant, b"CIDToGIDMap").stream().and_then(|s| file.plain(s))
        {
            let glyphs = std::mem::take(&mut letters);
            for (number, glyph) in (0_u32..).zip(map.chunks_exact(2)) {
                if let Some(&letter) = glyphs.get(&code(glyph)) {
                    letters.insert(number, letter);
                }
            }
        }
    }
    let widths = composite_widths(file, &descendant);
    (Kind::Composite { codes, widths, default, letters }, descriptor)
}

/// The predefined tables whose codes are letters of a known encoding.
fn named_codes(name: &[u8]) -> Codes {
    let name = String::from_utf8_lossy(name);
    let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    if name.contains("UCS2") || name.contains("UTF16") {
        Codes::Utf16
    } else if begins(&["GBK", "GB-", "GBpc", "GBK2K"]) {
        Codes::Encoding(encoding_rs::GB18030)
    } else if begins(&["B5", "ETen", "HKscs", "ETenms"]) {
        Codes::Encoding(encoding_rs::BIG5)
    } else if begins(&["90ms", "90pv", "83pv", "Add-RKSJ", "Ext-RKSJ"]) {
        Codes::Encoding(encoding_rs::SHIFT_JIS)
    } else if begins(&["KSC"]) {
        Codes::Encoding(encoding_rs::EUC_KR)
    } else {
        Codes::Numbers
    }
}

/// `[3 [500 600] 10 20 250]`: widths from the third on, and one for the tenth to the twentieth.
fn composite_widths(file: &File<'_>, descendant: &Dict) -> HashMap<u32, f32> {
    let mut widths = HashMap::new();
    let list = file.get(descendant, b"W");
    let mut rest = list.list().unwrap_or_default();
    while let [first, second, tail @ ..] = rest {
        let Some(first) = file.resolve(first).count().and_then(|n| u32::try_from(n).ok()) else {
            break;
        };
        match file.resolve(second) {
            Object::List(list) => {
                for (number, width) in (first..).zip(list.iter()) {
                    widths.insert(number, file.resolve(width).number().map_or(0.0, narrow));
                }
                rest = tail;
            }
            end => {
                let (Some(end), [width, tail @ ..]) = (end.count(), tail) else { break };
                let width = file.resolve(width).number().map_or(0.0, narrow);
                let end = u32::try_from(end).unwrap_or(first).min(first.saturating_add(0xffff));
                for number in first..=end {
                    if !file.budget.object() {
                        return widths;
                    }
                    widths.insert(number, width);
                }
                rest = tail;
            }
        }
    }
    widths
}

fn simple(
    file: &File<'_>,
    dict: &Dict,
    descriptor: Option<&Dict>,
    name: &[u8],
    drawn: bool,
) -> Kind {
    let mut letters: Box<[Option<Rc<str>>; 256]> = Box::new([const { None }; 256]);
    let encoding = file.get(dict, b"Encoding");
    let base = match &encoding {
        Object::Name(name) => Some(name.to_vec()),
        other => other.dict().and_then(|d| file.get(d, b"BaseEncoding").name().map(<[u8]>::to_vec)),
    };
    let embedded = descriptor.map(|d| program_letters(file, d));
    for code in 0..=u8::MAX {
        let letter = match base.as_deref() {
            Some(b"WinAnsiEncoding") => by_table(encoding_rs::WINDOWS_1252, code),
            Some(b"MacRomanEncoding") => by_table(encoding_rs::MACINTOSH, code),
            _ => {
                let own = embedded.as_ref().and_then(|letters| letters.get(&u32::from(code)));
                own.cloned().or_else(|| by_name(PredefinedEncoding::Standard.name(code)))
            }
        };
        letters[usize::from(code)] = letter;
    }
    if let Some(differences) = encoding.dict().map(|d| file.get(d, b"Differences")) {
        let mut code = 0;
        for item in differences.list().unwrap_or_default() {
            match file.resolve(item) {
                Object::Number(number) => code = Object::Number(number).count().unwrap_or(0),
                Object::Name(name) => {
                    if let Some(slot) = letters.get_mut(code) {
                        let name = String::from_utf8_lossy(&name);
                        *slot = by_name(&name)
                            .or_else(|| drawn.then(|| by_number(&name, code)).flatten());
                    }
                    code += 1;
                }
                _ => {}
            }
        }
    }
    let widths = simple_widths(file, dict, descriptor, name, &letters);
    Kind::Simple { letters, widths }
}

fn simple_widths(
    file: &File<'_>,
    dict: &Dict,
    descriptor: Option<&Dict>,
    name: &[u8],
    letters: &[Option<Rc<str>>; 256],
) -> Box<[f32; 256]> {
    let list = file.get(dict, b"Widths");
    let mut widths = Box::new([0.0; 256]);
    if let Some(list) = list.list() {
        let first = file.get(dict, b"FirstChar").count().unwrap_or(0);
        let missing =
            descriptor.and_then(|d| file.get(d, b"MissingWidth").number()).map_or(0.0, narrow);
        widths.fill(missing);
        for (code, width) in (first..256).zip(list) {
            widths[code] = file.resolve(width).number().map_or(missing, narrow);
        }
    } else {
        let standard = Standard::of(name);
        for (width, letter) in widths.iter_mut().zip(letters) {
            let letter = letter.as_ref().and_then(|letters| letters.chars().next());
            *width = standard.width(letter.unwrap_or('n'));
        }
    }
    widths
}

fn by_table(encoding: &'static encoding_rs::Encoding, code: u8) -> Option<Rc<str>> {
    // In PDF's tables the codes below the blank and 127 stand for nothing, and so do the holes of Windows-1252.
    if code < 32 || code == 127 {
        return None;
    }
    let bytes = [code];
    let (letter, _) = encoding.decode_without_bom_handling(&bytes);
    letter.chars().next().filter(|c| !c.is_control() && *c != UNKNOWN).map(|c| c.to_string().into())
}

/// The letters of a glyph's name: `afii10017`, `uni0410`, `f_f_i`.
fn by_name(name: &str) -> Option<Rc<str>> {
    let letters: String = agl::name_to_chars(name).collect();
    (!letters.is_empty()).then(|| letters.into())
}

/// `a65` for the code 65: so TeX names the glyphs of its old fonts of pixels. Their codes below 127 are ASCII.
fn by_number(name: &str, code: usize) -> Option<Rc<str>> {
    let number: usize = name.strip_prefix('a')?.parse().ok()?;
    let letter = char::from(u8::try_from(number).ok()?);
    (number == code && letter.is_ascii_graphic()).then(|| letter.to_string().into())
}

/// What the codes of a simple font are by the program that draws its glyphs.
fn program_letters(file: &File<'_>, descriptor: &Dict) -> HashMap<u32, Rc<str>> {
    let program =
        |key: &[u8]| file.get(descriptor, key).stream().and_then(|stream| file.plain(stream));
    if let Some(bytes) = program(b"FontFile") {
        return type1_letters(&bytes);
    }
    if let Some(bytes) = program(b"FontFile3") {
        if let Ok(font) = CffFontRef::new(&bytes, 0, None) {
            return cff_letters(&font);
        }
        return sfnt_letters(&bytes);
    }
    program(b"FontFile2").map(|bytes| sfnt_letters(&bytes)).unwrap_or_default()
}

/// Type 1 programs begin with plain text in which `dup 65 /A put` says what a code is.
fn type1_letters(bytes: &[u8]) -> HashMap<u32, Rc<str>> {
    let Ok(font) = Type1Font::new(bytes) else { return HashMap::new() };
    let Some(encoding) = font.encoding() else { return HashMap::new() };
    let named = (0..=u8::MAX)
        .filter_map(|code| Some((u32::from(code), by_name(encoding.glyph_name(code)?)?)));
    named.collect()
}

fn cff_letters(font: &CffFontRef<'_>) -> HashMap<u32, Rc<str>> {
    let (Some(encoding), Some(charset)) = (font.encoding(), font.charset()) else {
        return HashMap::new();
    };
    let letters = |code: u8| {
        let glyph = encoding.map(code).filter(|glyph| glyph.to_u32() != 0)?;
        let name = font.string(charset.string_id(glyph).ok()?)?;
        by_name(std::str::from_utf8(name).ok()?)
    };
    (0..=u8::MAX).filter_map(|code| Some((u32::from(code), letters(code)?))).collect()
}

/// In TrueType programs without another encoding a code is its own, or lies in the private use area.
fn sfnt_letters(bytes: &[u8]) -> HashMap<u32, Rc<str>> {
    let Ok(font) = FontRef::new(bytes) else { return HashMap::new() };
    let letters = sfnt_glyph_letters(&font);
    let charmap = font.charmap();
    let of = |code: u32| {
        let glyph =
            charmap.map(code).or_else(|| charmap.map(0xf000 + code)).filter(|g| g.to_u32() != 0)?;
        letters.get(&glyph.to_u32()).copied()
    };
    (0..256).filter_map(|code| Some((code, of(code)?.to_string().into()))).collect()
}

/// The letters of each glyph of a composite font's program.
fn glyph_letters(file: &File<'_>, descriptor: &Dict) -> HashMap<u32, char> {
    let program =
        |key: &[u8]| file.get(descriptor, key).stream().and_then(|stream| file.plain(stream));
    let Some(bytes) = program(b"FontFile2").or_else(|| program(b"FontFile3")) else {
        return HashMap::new();
    };
    match FontRef::new(&bytes) {
        Ok(font) => sfnt_glyph_letters(&font),
        Err(_) => HashMap::new(),
    }
}

fn sfnt_glyph_letters(font: &FontRef<'_>) -> HashMap<u32, char> {
    let names = GlyphNames::new(font);
    let mut letters = HashMap::new();
    for (letter, glyph) in font.charmap().mappings() {
        let letter = char::from_u32(letter).filter(|c| !is_private(*c));
        if let Some(letter) = letter {
            letters.entry(glyph.to_u32()).or_insert(letter);
        }
    }
    for number in 0..names.num_glyphs().min(0x1_0000) {
        let name = names.get(GlyphId::new(number)).filter(|name| !name.is_synthesized());
        if let Some(letter) = name.and_then(|name| agl::name_to_char(name.as_str())) {
            letters.entry(number).or_insert(letter);
        }
    }
    letters
}

/// Letters that mean whatever a font wants them to.
pub(super) fn is_private(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}')
}

/// Sizes and places need no more than 24 bits.
#[expect(clippy::cast_possible_truncation, reason = "sizes and places need no more than 24 bits")]
pub(super) fn narrow(number: f64) -> f32 {
    number.clamp(-1e9, 1e9) as f32
}
