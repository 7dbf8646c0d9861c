//! Bytes in, PDFs out: sound ones whose pages draw anything, ones whose objects are anything, and mixtures.

/// What page contents are made of.
const DRAWING: &[&str] = &[
    "BT", "ET", "/F1 10 Tf", "/F2 8 Tf", "/F3 12 Tf", "/F1 -10 Tf", "(Exports grew by 12.4%) Tj",
    "[(Tra) -20 (de) -300 (1) 200 (234)] TJ", "<00010002> Tj", "<e0e1e2> Tj", "() Tj", "(\\050\\)) '",
    "2 3 (a b) \"", "1 0 0 1 72 700 Tm", "0 1 -1 0 300 300 Tm", "-1 0 0 -1 300 300 Tm", "1 1 -1 1 9 9 Tm",
    "0 0 0 0 0 0 Tm", "1e9 0 0 1e9 0 0 cm", "0.5 0 0 0.5 10 10 cm", "10 0 Td", "0 -12 TD", "300 0 Td",
    "-300 -12 Td", "T*", "12 TL", "1 Tc", "5 Tw", "200 Tz", "4 Ts", "3 Tr", "0 Tr", "q", "Q", "/X1 Do", "/X2 Do",
    "/Im Do", "BI /W 1 /H 1 ID xEI EI", "/Span <</ActualText (fi)>> BDC", "/Artifact <</Type /Pagination>> BDC",
    "/P BMC", "EMC", "/G gs", "(2023) Tj", "(5 678) Tj", "(the com-) Tj", "(pany) Tj", "(.....) Tj", "(1) Tj",
    "(Table 1) Tj", "(\\255) Tj", "(\\267 item) Tj", "]", "[", "<<", ">>", "(", "<", "%", "endstream", "999999999999",
];

/// What objects are made of.
const OBJECTS: &[&str] = &[
    "<<", ">>", "[", "]", "/Type", "/Page", "/Pages", "/Catalog", "/Kids", "/Count", "/Parent", "/Contents",
    "/Resources", "/Font", "/XObject", "/MediaBox [0 0 600 800]", "/Rotate 90", "/Length", "/Filter", "/FlateDecode",
    "/LZWDecode", "/ASCII85Decode", "/RunLengthDecode", "/ASCIIHexDecode", "/DecodeParms", "/Predictor 12",
    "/Columns 9999", "/Encrypt", "/V 4", "/R 4", "/ObjStm", "/XRef", "/W [1 2 1]", "/W [1 [500 600] 7 9 250]",
    "/Index [0 9]", "/Size 99", "/N 9", "/First 20", "/Prev 9", "/Root", "/Subtype", "/Type0", "/Type1", "/Type3",
    "/TrueType", "/DescendantFonts", "/Encoding", "/Identity-H", "/UniGB-UCS2-H", "/GBK-EUC-H", "/WinAnsiEncoding",
    "/Differences [65 /afii10017 /f_f_i /a67]", "/ToUnicode", "/FontFile2", "/FontFile3", "/FontDescriptor", "/Widths",
    "/FirstChar 0", "/Form", "/Matrix [1 0 0 1 0 0]", "1 0 R", "2 0 R", "3 0 R", "4 0 R", "5 0 R", "9 0 R", "99 0 R",
    "0", "1", "-1", "1e99", "4294967295", "(text)", "<feff0041>", "null", "true", "stream\n", "\nendstream",
    "endobj", "9 0 obj", "5 0 obj", "trailer", "xref\n0 9\n", "startxref\n9\n", "%%EOF", "beginbfchar <01> <0041> endbfchar",
    "beginbfrange <00> <ff> <0041> endbfrange", "begincodespacerange <00> <ffff> endcodespacerange", "BT (a) Tj",
];

/// A document of `bytes`: the first chooses its kind.
#[must_use]
pub fn of(bytes: &[u8]) -> Vec<u8> {
    let Some((kind, rest)) = bytes.split_first() else { return Vec::new() };
    match kind % 4 {
        0 => sound(&words(DRAWING, rest), ""),
        1 => sound("BT /F1 10 Tf 1 0 0 1 72 700 Tm (Trade grew) Tj ET", &words(OBJECTS, rest)),
        2 => [b"%PDF-1.7\n", words(OBJECTS, rest).as_bytes()].concat(),
        _ => [b"%PDF-1.7\n", rest].concat(),
    }
}

fn words(table: &[&str], bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        text.push_str(table[usize::from(*byte) % table.len()]);
        text.push(' ');
    }
    text
}

/// A document of two pages with `contents`, and with objects that replace its own or stand beside them.
fn sound(contents: &str, more: &str) -> Vec<u8> {
    let cmap = "1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar <0001> <0410> <0002> <00660069> endbfchar";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R 3 0 R 4 0 R]/Count 2/MediaBox[0 0 595 842]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources 6 0 R>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents[5 0 R 5 0 R]/Resources 6 0 R/Rotate 90>>".to_owned(),
        format!("<</Length {}>>stream\n{contents}\nendstream", contents.len()),
        "<</Font<</F1 7 0 R/F2 8 0 R/F3 9 0 R>>/XObject<</X1 11 0 R/X2 12 0 R>>>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</W[1[600 700]]>>]/ToUnicode 10 0 R>>".to_owned(),
        "<</Type/Font/Subtype/TrueType/FirstChar 32/Widths[250 300 9 0 99999]/Encoding<</Differences[224/afii10065/f_f_i]>>>>".to_owned(),
        format!("<</Length {}>>stream\n{cmap}\nendstream", cmap.len()),
        "<</Subtype/Form/Matrix[0.5 0 0 0.5 9 9]/Length 19>>stream\nBT(form)Tj ET/X2 Do\nendstream".to_owned(),
        "<</Subtype/Form/Resources 6 0 R/Length 13>>stream\n/X1 Do /X2 Do\nendstream".to_owned(),
    ];
    let mut file = "%PDF-1.7\n".to_owned();
    for (number, object) in (1..).zip(objects) {
        file.push_str(&format!("{number} 0 obj{object}endobj\n"));
    }
    file.push_str(more);
    file.push_str("\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF");
    file.into_bytes()
}
