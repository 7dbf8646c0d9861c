//! A page that a browser saved as one file (MHTML: `.mht`, `.mhtml`): a message whose first part of HTML is the page.
//!
//! Its address is where it was saved from. The day of the message is when it was saved, and says nothing of the report.

use super::decode::Encoding;
use super::html::{self, Said};
use super::{Page, ReadError, mail};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding as Transfer, Message, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;

/// Whether bytes begin with the header of a saved page: that of a message which nobody sent.
pub(super) fn begins(first: &[u8]) -> bool {
    let header = String::from_utf8_lossy(&first[..first.len().min(4096)]).to_ascii_lowercase();
    let header = header.split("\r\n\r\n").next().unwrap_or_default();
    let header = header.split("\n\n").next().unwrap_or_default();
    let has = |name: &str| header.lines().any(|line| line.starts_with(name));
    let sent = ["to:", "received:", "message-id:", "delivered-to:"].into_iter().any(has);
    has("mime-version:")
        && !sent
        && (header.contains("multipart/related") || header.contains("saved by"))
}

/// The article of a saved page.
pub(super) fn page(
    name: &str,
    bytes: &[u8],
    encoding: Option<Encoding>,
) -> Result<Page, ReadError> {
    let damaged = |why: &str| ReadError::Document { path: name.to_owned(), why: why.to_owned() };
    let message = mail::parsed(name, bytes)?;
    let message = message.ok_or_else(|| damaged("is no saved page: it has no header"))?;
    let part = message.parts.iter().find(|part| matches!(part.body, PartType::Html(_)));
    let part = part.ok_or_else(|| damaged("has no page in it; save it once more"))?;
    let snapshot = message.header_raw("Snapshot-Content-Location").map(str::trim);
    let kind = part.content_type();
    let said = Said {
        encoding: kind.and_then(|kind| kind.attribute("charset")),
        address: part.content_location().map(str::trim).or(snapshot),
    };
    html::page(name, contents(&message, part).into_owned(), encoding, &said)
}

/// The bytes of a part as they were before they were packed. The parser would read them as text in the encoding that the
/// part declares, and pages declare wrongly.
fn contents<'m>(message: &'m Message<'_>, part: &'m MessagePart<'_>) -> Cow<'m, [u8]> {
    let place = part.offset_body as usize..part.offset_end as usize;
    let raw = message.raw_message().get(place).unwrap_or_default();
    let unpacked = match part.encoding {
        Transfer::None => None,
        Transfer::QuotedPrintable => quoted_printable_decode(raw),
        Transfer::Base64 => base64_decode(raw),
    };
    unpacked.map_or(Cow::Borrowed(raw), Cow::Owned)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    const TEXT: &str = "Оборот Татарстана с Китаем вырос на 12%.\n";

    /// A page saved by some browser: the lines of its header, and the page as it was packed.
    fn check(header: &str, part: &str, url: Option<&str>) {
        let file = format!(
            "{header}MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"=_b\"\r\n\r\n\
             --=_b\r\n{part}\r\n--=_b\r\nContent-Type: text/css\r\n\r\np {{ color: red }}\r\n--=_b--\r\n"
        );
        assert!(begins(file.as_bytes()), "{header}");
        let page = page("a.mht", file.as_bytes(), None).unwrap();
        assert_eq!(page.text, TEXT);
        assert_eq!(page.about.url.as_deref(), url);
        assert_eq!(page.about.published, None);
    }

    #[test]
    fn pages_that_browsers_saved_are_read() {
        check(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://paper.example/news/1\r\nSubject: Trade\r\n\
             Date: Mon, 1 Sep 2025 10:00:00 -0000\r\n",
            "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
             <html><body><p>=D0=9E=D0=B1=D0=BE=D1=80=D0=BE=D1=82 =D0=A2=D0=B0=D1=82=D0=B0=D1=80=D1=81=\r\n\
             =D1=82=D0=B0=D0=BD=D0=B0 =D1=81 =D0=9A=D0=B8=D1=82=D0=B0=D0=B5=D0=BC =D0=B2=D1=8B=D1=80=D0=BE=D1=81 \
             =D0=BD=D0=B0 12%.</p>",
            Some("https://paper.example/news/1"),
        );
        check(
            "From: \"Saved by Internet Explorer 11\"\r\n",
            "Content-Type: text/html; charset=\"windows-1251\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\
             Content-Location: http://paper.example/2.html\r\n\r\n\
             <html><body><p>=CE=E1=EE=F0=EE=F2 =D2=E0=F2=E0=F0=F1=F2=E0=ED=E0 =F1 =CA=E8=F2=E0=E5=EC =E2=FB=F0=EE=F1 \
             =ED=E0 12%.</p>",
            Some("http://paper.example/2.html"),
        );
    }

    #[test]
    fn what_is_no_saved_page_says_so() {
        let error = page(
            "a.mht",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--",
            None,
        );
        assert!(error.unwrap_err().to_string().contains("a.mht: has no page in it"));
        assert!(!begins(b"To: me@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"));
        assert!(!begins(b"<html>MIME-Version: 1.0 multipart/related"));
    }
}
