//! A message (EML) in: its text, and the files attached to it, which are reports of their own.
//!
//! The subject is its title, the sender its publisher, the day on which it was sent, by the sender's clock, its day of
//! publication. What an answer quotes (`> …`) was said in another message and is left out, unless there is nothing else;
//! a forwarded message is kept. So is a signature left out: it is full of numbers, and none is of trade.

use super::{About, Page, ReadError, html};
use crate::model::as_seen;
use chrono::NaiveDate;
use mail_parser::{Address, DateTime, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::collections::BTreeSet;

/// A message as it is read.
pub(super) struct Mail {
    /// `None` where nothing but attachments was sent.
    pub(super) page: Option<Page>,
    pub(super) attached: Vec<Attachment>,
}

/// A file that came with a message.
pub(super) struct Attachment {
    /// `letter.eml/figures.docx`
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Header lines that messages have, in small letters; and among them those that nothing else has.
const HEADERS: &[&str] = &["from", "to", "date", "subject", "sender", "reply-to", "content-type"];
const MAIL_HEADERS: &[&str] =
    &["message-id", "mime-version", "received", "return-path", "delivered-to", "dkim-signature"];

/// How many messages a message may hold.
const MESSAGES: usize = 500;

/// Whether bytes begin with the header of a message.
pub(super) fn begins(first: &[u8]) -> bool {
    let (mut plain, mut own) = (0, 0);
    for line in first.split(|b| *b == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|b| *b == b':') else { return false };
        let name = &line[..colon];
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            return false;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        plain += usize::from(HEADERS.contains(&name.as_str()));
        own += usize::from(MAIL_HEADERS.contains(&name.as_str()));
    }
    own > 0 && plain + own > 1
}

/// Reads a message.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Mail, ReadError> {
    let Some(message) = parsed(name, bytes)? else {
        let why = "is no message: it has no header; give the program its text".to_owned();
        return Err(ReadError::Document { path: name.to_owned(), why });
    };
    let attached = attachments(name, &message);
    let page = page(name, &message);
    if page.is_none() && attached.is_empty() {
        return Err(ReadError::Empty { path: name.to_owned() });
    }
    Ok(Mail { page, attached })
}

/// The parts of a message. The parser's messages hold one another, and so does their end: as deep as the stack is, which
/// would end the program.
pub(super) fn parsed<'b>(name: &str, bytes: &'b [u8]) -> Result<Option<Message<'b>>, ReadError> {
    let within = nested(bytes);
    if within > MESSAGES {
        let why = format!("may have {within} messages within one another; take them out of it");
        return Err(ReadError::Document { path: name.to_owned(), why });
    }
    Ok(MessageParser::default().parse(bytes))
}

/// How many parts say that they are a message, of which one may hold the next.
fn nested(bytes: &[u8]) -> usize {
    let kinds = [b"message/".as_slice(), b"/digest"];
    let slashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    let says = |at: usize, kind: &[u8]| {
        let start = at + 1 - kind.iter().position(|b| *b == b'/').map_or(1, |slash| slash + 1);
        bytes.get(start..start + kind.len()).is_some_and(|word| word.eq_ignore_ascii_case(kind))
    };
    slashes.filter(|(at, _)| *at >= 7 && kinds.iter().any(|kind| says(*at, kind))).count()
}

fn page(name: &str, message: &Message<'_>) -> Option<Page> {
    let mut parts = Vec::new();
    for (number, part) in message.text_bodies().enumerate() {
        let flowed = part.content_type().is_some_and(|kind| {
            kind.attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"))
        });
        match &part.body {
            PartType::Text(words) if flowed => parts.push(own_words(&unflowed(words))),
            PartType::Text(words) => parts.push(own_words(words)),
            // Only where there is no plain text: the article in it, or all its words where no article is found.
            PartType::Html(page) => {
                let said = html::Said { encoding: Some("utf-8"), address: None };
                let page = html::page(name, page.as_bytes().to_vec(), None, &said);
                let words = page.ok().map(|page| page.text);
                parts.extend(words.or_else(|| message.body_text(number).map(|t| own_words(&t))));
            }
            _ => {}
        }
    }
    let mut parts: Vec<_> = parts.iter().map(|part| part.trim()).collect();
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("\n\n");
    // No letter of any text, and a NUL byte would end it in other programs.
    text.retain(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    if !text.is_empty() {
        text.push('\n');
    }
    let about = about(message);
    (!text.trim().is_empty()).then(|| Page { text, about, ..Page::default() })
}

fn about(message: &Message<'_>) -> About {
    let sender = message.from().and_then(Address::first);
    let sender = sender.and_then(|from| from.name().or(from.address()));
    let word = |word: &str| Some(as_seen(word.trim())).filter(|word| !word.is_empty());
    About {
        title: message.subject().and_then(|subject| word(without_prefixes(subject))),
        publisher: sender.and_then(word),
        url: message
            .header_raw("Archived-At")
            .and_then(|a| word(a.trim().trim_matches(['<', '>']))),
        published: message.date().and_then(day),
        language: message.content_language().as_text().and_then(|l| super::language(l.trim()).ok()),
    }
}

/// The day by the clock of who sent it: the one that ‘yesterday’ is counted from.
fn day(date: &DateTime) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

/// «Re: Fwd: Trade» is about trade.
fn without_prefixes(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((prefix, after)) = rest.split_once(':')
        && ["re", "fw", "fwd", "aw", "wg", "отв", "на", "пер"]
            .contains(&prefix.to_lowercase().as_str())
    {
        rest = after.trim_start();
    }
    rest
}

/// What the sender wrote: without what is quoted, the line that announces it, and the signature.
fn own_words(text: &str) -> String {
    let mut own: Vec<&str> = Vec::new();
    let mut quoted = false;
    for line in text.lines() {
        // The sign of a signature is two dashes and a blank, which some programs cut.
        if line == "-- " || line == "--" {
            break;
        }
        let quote = line.trim_start().starts_with('>');
        if quote && !quoted {
            let announced = own.iter().rposition(|line| !line.trim().is_empty());
            // «On Monday, Anna wrote:» may take two lines.
            if let Some(at) = announced.filter(|&at| own[at].trim_end().ends_with(':')) {
                let begin = own[..at].iter().rposition(|line| line.trim().is_empty());
                let begin = begin.map_or(0, |blank| blank + 1);
                own.truncate(if at - begin < 2 { begin } else { at });
            }
        }
        quoted = quote;
        if !quote {
            own.push(line);
        }
    }
    let own = own.join("\n");
    let own = own.trim();
    if own.is_empty() {
        let unquoted = |line: &str| line.trim_start_matches(['>', ' ']).to_owned();
        return text.lines().map(unquoted).collect::<Vec<_>>().join("\n").trim().to_owned();
    }
    own.to_owned()
}

/// Lines that a program has cut come together again (RFC 3676): a blank at the end says that the paragraph goes on.
fn unflowed(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        whole.push_str(line);
        if !line.ends_with(' ') || line == "-- " {
            whole.push('\n');
        }
    }
    whole
}

fn attachments(name: &str, message: &Message<'_>) -> Vec<Attachment> {
    let mut files: Vec<Attachment> = Vec::new();
    let mut names = BTreeSet::new();
    for (number, part) in message.attachments().enumerate() {
        let Some(bytes) = bytes(part) else { continue };
        let called = part.attachment_name().map(|name| super::name::member(name.as_bytes()));
        let ending = if matches!(part.body, PartType::Message(_)) { ".eml" } else { "" };
        let called = called.filter(|called| !called.is_empty());
        let called = called.unwrap_or_else(|| format!("attachment {}{ending}", number + 1));
        if !super::kind::is_wanted(&called, bytes) {
            continue;
        }
        let mut file = format!("{name}/{called}");
        if !names.insert(called.clone()) {
            file = format!("{name}/attachment {} {called}", number + 1);
        }
        files.push(Attachment { name: file, bytes: bytes.to_vec() });
    }
    files
}

fn bytes<'m>(part: &'m MessagePart<'_>) -> Option<&'m [u8]> {
    match &part.body {
        PartType::Text(text) | PartType::Html(text) => Some(text.as_bytes()),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Some(bytes),
        PartType::Message(message) => Some(message.raw_message()),
        PartType::Multipart(_) => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    const HEAD: &str = "From: \"Trade desk\" <desk@example.org>\r\nDate: Mon, 22 Jan 2024 23:30:00 -0500\r\nSubject: Re: Fwd: Trade grew\r\nMIME-Version: 1.0\r\n";

    /// The text, and the names of what is attached.
    fn check(message: &str, text: &str, attached: &[&str]) {
        let mail = read("a.eml", message.as_bytes()).unwrap();
        assert_eq!(mail.page.map(|page| page.text).unwrap_or_default(), text);
        let names: Vec<_> = mail.attached.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, attached);
    }

    #[test]
    fn header_lines_say_what_it_is() {
        let mail = read("a.eml", format!("{HEAD}\r\nExports rose.\r\n").as_bytes()).unwrap();
        let page = mail.page.unwrap();
        assert_eq!(page.text, "Exports rose.\n");
        assert_eq!(page.about.title.as_deref(), Some("Trade grew"));
        assert_eq!(page.about.publisher.as_deref(), Some("Trade desk"));
        assert_eq!(page.about.published.map(|d| d.to_string()).as_deref(), Some("2024-01-22"));
    }

    #[test]
    fn what_others_said_is_left_out() {
        check(
            &format!(
                "{HEAD}\r\nImports fell by 3%.\r\n\r\nOn Monday Anna\r\nwrote:\r\n> Exports rose.\r\n> More.\r\n\r\nSee you.\r\n-- \r\nAnna, tel. 555\r\n"
            ),
            "Imports fell by 3%.\n\n\nSee you.\n",
            &[],
        );
        check(&format!("{HEAD}\r\n> Exports rose.\r\n"), "Exports rose.\n", &[]);
    }

    #[test]
    fn letters_come_in_their_encodings() {
        check(
            &format!(
                "{HEAD}Content-Type: text/plain; charset=koi8-r; format=flowed\r\nContent-Transfer-Encoding: base64\r\n\r\n/MvT0M/S1CDX2dLP0yAKzsEgMyUuCg==\r\n"
            ),
            "Экспорт вырос на 3%.\n",
            &[],
        );
    }

    #[test]
    fn control_characters_are_no_text() {
        check(&format!("{HEAD}\r\nIt\0 rose\u{1b}.\r\n"), "It rose.\n", &[]);
        assert!(read("a.eml", format!("{HEAD}\r\n\0\r\n").as_bytes()).is_err());
    }

    #[test]
    fn a_message_of_html_alone_is_read_as_a_page() {
        let page = "<html><body><h1>Trade grew</h1><p>Exports of the republic to China rose by 5% to $3 billion in 2024, the ministry of industry said on Monday.</p></body></html>";
        let expected = "Trade grew\n\nExports of the republic to China rose by 5% to $3 billion in 2024, the ministry of industry said on Monday.\n";
        check(
            &format!("{HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n{page}"),
            expected,
            &[],
        );
    }

    #[test]
    fn attached_files_are_reports() {
        let parts = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: text/plain; name=\"../a.txt\"\r\nContent-Disposition: attachment; filename=\"../a.txt\"\r\n\r\nExports rose.\r\n--b\r\nContent-Type: image/png; name=logo.png\r\nContent-Disposition: attachment; filename=logo.png\r\n\r\nx\r\n--b--\r\n";
        check(&format!("{HEAD}{parts}"), "See the file.\n", &["a.eml/a.txt"]);
    }

    #[test]
    fn messages_within_messages_end_somewhere() {
        let letter = |n: usize| {
            let forwarded = "Content-Type: Message/RFC822\r\n\r\n".repeat(n);
            read("a.eml", format!("{HEAD}{forwarded}").as_bytes())
        };
        assert!(letter(500).is_ok());
        let refused = letter(100_000).err().map(|problem| problem.to_string()).unwrap_or_default();
        assert!(refused.starts_with("a.eml: may have 100000 messages"), "{refused}");
    }

    #[test]
    fn messages_are_told_by_their_header() {
        assert!(begins(HEAD.as_bytes()));
        assert!(begins(b"Received: from a\n by b\nFrom: x\n\nText"));
        assert!(!begins(b"From: Trade desk\nDate: 22 January\nSubject: Trade\n\nText"));
        assert!(!begins(b"Trade grew.\nReceived: 5\nFrom: x\n"));
    }
}
