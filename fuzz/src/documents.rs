//! Bytes in, documents out: the marks of each format in any order, so that what is read is more often damaged than not.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Marks of `WordprocessingML`. What is opened is not always closed.
const WORD: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:pPr>",
    "</w:pPr>",
    "<w:rPr>",
    "</w:rPr>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:tcPr>",
    "</w:tcPr>",
    "<w:trPr>",
    "</w:trPr>",
    "<w:gridSpan w:val='3'/>",
    "<w:gridSpan w:val='99999'/>",
    "<w:gridBefore w:val='2'/>",
    "<w:vMerge/>",
    "<w:vMerge w:val='restart'/>",
    "<w:del>",
    "</w:del>",
    "<w:ins>",
    "</w:ins>",
    "<w:del/>",
    "<w:vanish/>",
    "<w:tab/>",
    "<w:br/>",
    "<w:br w:type='page'/>",
    "<w:noBreakHyphen/>",
    "<w:sym w:font='Symbol' w:char='F061'/>",
    "<w:fldChar w:fldCharType='begin'/>",
    "<w:fldChar w:fldCharType='separate'/>",
    "<w:fldChar w:fldCharType='end'/>",
    "<w:instrText>X</w:instrText>",
    "<w:drawing>",
    "</w:drawing>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<mc:AlternateContent>",
    "</mc:AlternateContent>",
    "<mc:Choice>",
    "</mc:Choice>",
    "<mc:Fallback>",
    "</mc:Fallback>",
    "<w:sdt>",
    "</w:sdt>",
    "<w:sdtPr>",
    "</w:sdtPr>",
    "<w:showingPlcHdr/>",
    "<w:sdtContent>",
    "</w:sdtContent>",
    "<w:footnoteReference w:id='1'/>",
    "<w:endnoteReference w:id='2'/>",
    "<w:footnote w:id='1'>",
    "</w:footnote>",
    "<w:pStyle w:val='1'/>",
    "<w:numId w:val='1'/>",
    "<w:ilvl w:val='77'/>",
    "<w:outlineLvl w:val='0'/>",
    "<w:framePr w:dropCap='drop'/>",
    "<w:vertAlign w:val='superscript'/>",
];

/// Marks of `OpenDocument`.
const OPEN: &[&str] = &[
    "<text:p>",
    "</text:p>",
    "<text:p text:style-name='H'>",
    "<text:h text:outline-level='1'>",
    "</text:h>",
    "<text:span>",
    "</text:span>",
    "<text:span text:style-name='H'>",
    "<text:s text:c='99'/>",
    "<text:tab/>",
    "<text:line-break/>",
    "<text:list>",
    "</text:list>",
    "<text:list text:style-name='N'>",
    "<text:list-item>",
    "</text:list-item>",
    "<text:list-item text:start-value='0'>",
    "<table:table>",
    "</table:table>",
    "<table:table-row>",
    "</table:table-row>",
    "<table:table-row table:number-rows-repeated='99'>",
    "<table:table-cell>",
    "</table:table-cell>",
    "<table:table-cell table:number-columns-spanned='4' table:number-rows-spanned='2'>",
    "<table:table-cell table:number-columns-repeated='999'/>",
    "<table:covered-table-cell/>",
    "<table:covered-table-cell>",
    "</table:covered-table-cell>",
    "<text:note>",
    "</text:note>",
    "<text:note-body>",
    "</text:note-body>",
    "<draw:text-box>",
    "</draw:text-box>",
    "<text:tracked-changes>",
    "</text:tracked-changes>",
    "<text:section text:display='none'>",
    "</text:section>",
    "<office:annotation>",
    "</office:annotation>",
    "</office:text>",
    "<office:text>",
    "&#65;",
    "&amp;",
    "&lol;",
    "<![CDATA[x]]>",
    "<!-- x -->",
    "<?x?>",
];

/// Marks of RTF.
const RTF: &[&str] = &[
    "{",
    "}",
    "{\\*",
    "\\par ",
    "\\pard ",
    "\\plain ",
    "\\line ",
    "\\tab ",
    "\\page ",
    "\\cell ",
    "\\nestcell ",
    "\\row ",
    "\\nestrow ",
    "\\trowd ",
    "\\cellx1000 ",
    "\\cellx2000 ",
    "\\cellx-5 ",
    "\\clmgf ",
    "\\clmrg ",
    "\\clvmgf ",
    "\\clvmrg ",
    "\\intbl ",
    "\\itap2 ",
    "\\itap99 ",
    "\\u1056?",
    "\\u-3913?",
    "\\u55357?\\u56832?",
    "\\uc0 ",
    "\\uc3 ",
    "\\'e2",
    "\\'",
    "\\~",
    "\\_",
    "\\-",
    "\\bin5 ",
    "\\bin-1 ",
    "\\f1 ",
    "\\f2 ",
    "\\v ",
    "\\v0 ",
    "\\super ",
    "\\nosupersub ",
    "{\\footnote ",
    "{\\shp{\\*\\shpinst{\\shptxt ",
    "{\\listtext 1.\\tab}",
    "{\\*\\nesttableprops",
    "{\\field{\\*\\fldinst X}{\\fldrslt ",
    "{\\upr{a}{\\*\\ud{b}}}",
    "{\\pict ",
    "{\\info{\\title T}}",
    "{\\stylesheet{\\s1 heading 1;}}",
    "\\s1 ",
    "\\outlinelevel0 ",
    "{\\fonttbl{\\f1\\fcharset204 A;}{\\f2\\fcharset2 Symbol;}}",
    "\\ansicpg1251 ",
    "\\ansicpg932 ",
    "\\deleted ",
    "\\emdash ",
];

/// Lines and marks of messages.
const MAIL: &[&str] = &[
    "\r\n",
    "\r\n\r\n",
    "--b\r\n",
    "--b--\r\n",
    "--c\r\n",
    "--c--\r\n",
    "Content-Type: text/plain; charset=koi8-r; format=flowed\r\n",
    "Content-Type: text/html\r\n",
    "Content-Type: multipart/mixed; boundary=b\r\n",
    "Content-Type: multipart/alternative; boundary=\"c\"\r\n",
    "Content-Type: message/rfc822\r\n",
    "Content-Type: ;;;=\r\n",
    "Content-Disposition: attachment; filename=\"../a.txt\"\r\n",
    "Content-Disposition: ;\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Transfer-Encoding: quoted-printable\r\n",
    "=D2=CF=\r\n",
    "0s/T08nR",
    "> quoted\r\n",
    "Anna wrote:\r\n",
    "-- \r\n",
    "Subject: =?koi8-r?B?0s/T08nR?=\r\n",
    "Subject: Re: Fwd:\r\n",
    "Date: Mon, 22 Jan 2024 23:30:00 -0500\r\n",
    "Date: 99 Foo 0000\r\n",
    "From: <@>\r\n",
    " folded\r\n",
];

/// Pieces of JSON.
const JSON: &[&str] = &[
    "{",
    "}",
    "\n",
    "\r\n",
    "{\"text\": \"",
    "\"}",
    "\", \"id\": ",
    "\", \"published\": \"2024-01-02",
    "7",
    "\"",
    ",",
    "\\u0000",
    "\\ud800",
    "{\"text\": \"It rose.\"}\n",
    "null",
    "[",
    "]",
];

/// What stands between the marks.
const WORDS: &[&str] =
    &["Exports rose by 5%", " ", "Экспорт", "3,1", "|", "\t", "\u{ad}", "\u{0}", "😀", "<", "&"];

/// Reads a file with these bytes, whatever is in it, and panics where a promise about documents is broken.
pub fn kept(name: &str, bytes: &[u8]) {
    let folder = std::env::temp_dir().join(format!("tradestat-documents-{}", std::process::id()));
    let path = folder.join(name);
    let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, bytes));
    assert!(written.is_ok(), "{}: {written:?}", path.display());
    let found = tradestat::read::find(&[path], Some(&folder));
    let options = tradestat::read::Options { max_bytes: 1 << 20, ..Default::default() };
    let read = || found.sources.iter().flat_map(|source| source.reports(&options));
    let mut length = 0;
    for report in read().flatten() {
        assert!(!report.text.trim().is_empty(), "{report:?}");
        assert!(!report.text.contains('\0'), "{report:?}");
        assert!(report.source.starts_with(name) && !report.source.contains(['\n', '\u{1b}']));
        assert!(!report.source.contains("/../"), "{report:?}");
        assert!(report.title.is_none_or(|title| !title.is_empty() && !title.contains('\n')));
        length += report.text.len();
    }
    // What a table repeats is bounded; an archive may hold a few such tables.
    assert!(length <= (16 << 20) + 200 * bytes.len(), "{length} of {}", bytes.len());
    let told = |all: Vec<_>| format!("{all:?}");
    assert_eq!(told(read().collect()), told(read().collect()));
}

/// A document of the bytes, and the name of a file that it could have.
#[must_use]
pub fn of(bytes: &[u8]) -> (&'static str, Vec<u8>) {
    let Some((kind, bytes)) = bytes.split_first() else { return ("a.txt", Vec::new()) };
    match kind % 8 {
        0 | 1 => ("a.docx", word(bytes)),
        2 => ("a.fodt", open_document(bytes)),
        3 => ("a.rtf", [b"{\\rtf1".as_slice(), &marks(bytes, RTF)].concat()),
        4 => ("a.eml", mail(bytes)),
        5 => ("a.jsonl", marks(bytes, JSON)),
        6 => ("a.zip", archive(bytes)),
        // As they are: whatever their beginning says they are.
        _ => ("a", bytes.to_vec()),
    }
}

fn marks(bytes: &[u8], table: &[&str]) -> Vec<u8> {
    let mut document = Vec::new();
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        match usize::from(byte) {
            n if n < 200 => document.extend(table[n % table.len()].as_bytes()),
            n if n < 250 => document.extend(WORDS[n % WORDS.len()].as_bytes()),
            _ => document.extend(bytes.next()),
        }
    }
    document
}

fn word(bytes: &[u8]) -> Vec<u8> {
    let (body, notes) = bytes.split_at(bytes.len() - bytes.len() / 4);
    let styles = "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:basedOn w:val='1'/></w:style>";
    let lists = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='upperRoman'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
    packed(&[
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("word/document.xml", marks(body, WORD)),
        ("word/footnotes.xml", marks(notes, WORD)),
        ("word/styles.xml", styles.into()),
        ("word/numbering.xml", lists.into()),
    ])
}

fn open_document(bytes: &[u8]) -> Vec<u8> {
    let head = "<office:document office:mimetype='application/vnd.oasis.opendocument.text'><office:automatic-styles><style:style style:name='H' style:parent-style-name='H'><style:text-properties text:display='none'/></style:style><text:list-style style:name='N'><text:list-level-style-number text:level='1' style:num-format='i'/></text:list-style></office:automatic-styles><office:body><office:text>";
    [head.as_bytes(), &marks(bytes, OPEN)].concat()
}

fn mail(bytes: &[u8]) -> Vec<u8> {
    [b"MIME-Version: 1.0\r\nFrom: a@b\r\n".as_slice(), &marks(bytes, MAIL)].concat()
}

/// An archive of such documents, with names that lead elsewhere.
fn archive(bytes: &[u8]) -> Vec<u8> {
    const NAMES: [&str; 6] = ["a.txt", "../../b.rtf", "c:\\d.eml", "reports.csv", "e.jsonl", "f"];
    let parts = bytes.chunks(bytes.len() / 4 + 1).zip(NAMES).map(|(part, name)| {
        let document = match name {
            "a.txt" => marks(part, WORDS),
            "reports.csv" => [b"file,published\n".as_slice(), part].concat(),
            // Archives in archives, as deep as the bytes go.
            _ if part.first().is_some_and(|b| b % 8 == 6) && part.len() < 2 => Vec::new(),
            _ => of(part).1,
        };
        (name, document)
    });
    packed(&parts.collect::<Vec<_>>())
}

fn packed(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in parts {
        if zip.start_file(*name, stored).is_err() || zip.write_all(part).is_err() {
            break;
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
