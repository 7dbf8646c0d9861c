//! Markdown in, readable plain text out: the words stay, the signs around them go.
//!
//! A paragraph becomes one line, a heading a line of its own, a list item a line after `- ` or its number, a table row a
//! line with its cells between ` | `; a link leaves its words, a picture its description, raw HTML nothing. YAML front
//! matter and the first `# heading` say what the report is.

use super::{About, Page};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::fmt::Write as _;

/// The text and what it says about itself.
pub(super) fn page(source: &str) -> Page {
    let mut writer = Writer::default();
    // No smart punctuation: the text has the author's own quotation marks and dashes.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for event in Parser::new_ext(source, options) {
        writer.take(event);
    }
    writer.page()
}

#[derive(Default)]
struct Writer {
    text: String,
    front: String,
    in_front: bool,
    heading: Option<String>,
    in_title: bool,
    lists: Vec<Option<u64>>,
    in_cell: bool,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words(if self.in_cell { " " } else { "\n" }),
            Event::Rule => self.block(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::MetadataBlock(_) => self.in_front = true,
            Tag::Heading { level, .. } => {
                self.block();
                self.in_title = *level as usize == 1 && self.heading.is_none();
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.lists.push(*first);
            }
            Tag::Item => {
                self.line();
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let _ = write!(self.text, "{number}. ");
                        *number += 1;
                    }
                    _ => self.text.push_str("- "),
                }
            }
            // The first paragraph of an item stands behind its sign, a further one on a line of its own.
            Tag::Paragraph if !self.lists.is_empty() => {
                let behind_sign = self.text.ends_with(". ") || self.text.ends_with("- ");
                if !behind_sign {
                    self.line();
                }
            }
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Table(_) => self.block(),
            Tag::TableCell => self.in_cell = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.in_front = false,
            TagEnd::Heading(_) => {
                self.in_title = false;
                self.line();
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::TableCell => {
                self.in_cell = false;
                self.text.push_str(" | ");
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let end = self.text.trim_end_matches([' ', '|']).len();
                self.text.truncate(end);
                self.line();
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_front {
            self.front.push_str(words);
            return;
        }
        if self.in_title {
            self.heading.get_or_insert_default().push_str(words);
        }
        self.text.push_str(words);
    }

    /// Begins a new line unless one has begun.
    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Begins a new paragraph: an empty line before it, except in lists.
    fn block(&mut self) {
        self.line();
        if self.lists.is_empty() && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn page(mut self) -> Page {
        self.line();
        let mut about = front_matter(&self.front);
        about.title = about.title.or_else(|| self.heading.map(|h| h.trim().to_owned()));
        Page { text: self.text, about }
    }
}

/// The plain `key: value` lines of YAML front matter, as static site generators and note takers write them. What has
/// another shape, or is no day or language, is passed over: it was written for another program.
fn front_matter(yaml: &str) -> About {
    let mut about = About::default();
    for (key, value) in yaml.lines().filter_map(|line| line.split_once(':')) {
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if value.is_empty() {
            continue;
        }
        let text = || Some(value.to_owned());
        match key {
            "title" => about.title = text(),
            "publisher" | "source" => about.publisher = text(),
            "url" | "link" | "canonical" => about.url = text(),
            // ‘2024-11-15T09:30:00+03:00’: the day is the first ten letters.
            "published" | "date" => {
                about.published = value.get(..10).and_then(|d| super::day(d).ok());
            }
            "language" | "lang" => about.language = super::language(value).ok(),
            _ => {}
        }
    }
    about
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &str) {
        assert_eq!(page(markdown).text, expected);
    }

    #[test]
    fn words_stay_and_signs_go() {
        check(
            "# Trade\n\nTurnover was **$3.3 billion**, [officials](https://example.org/a)\nsaid *today*.\n",
            "Trade\n\nTurnover was $3.3 billion, officials said today.\n",
        );
        check("![A port](port.png)\n\n<div>\nnot prose\n</div>\n\nAfter.", "A port\n\nAfter.\n");
    }

    #[test]
    fn lists_and_tables_keep_their_lines() {
        check(
            "Then:\n\n- exports $1 million\n- imports $2 million\n",
            "Then:\n\n- exports $1 million\n- imports $2 million\n",
        );
        check("3. third\n4. fourth\n", "3. third\n4. fourth\n");
        check(
            "| year | $ |\n|---|---|\n| 2023 | 3 |\n| 2024 | 4 |\n\nAfter.",
            "year | $\n2023 | 3\n2024 | 4\n\nAfter.\n",
        );
    }

    #[test]
    fn front_matter_says_what_the_report_is() {
        let page = page(
            "---\ntitle: \"Trade grows\"\ndate: 2024-11-15T09:30:00\nlang: en\nurl: https://example.org/a\ntags: [x]\n---\n# Heading\n\nText.\n",
        );
        assert_eq!(page.text, "Heading\n\nText.\n");
        assert_eq!(page.about.title.as_deref(), Some("Trade grows"));
        assert_eq!(page.about.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(page.about.published.map(|d| d.to_string()).as_deref(), Some("2024-11-15"));
        assert_eq!(page.about.language.map(|l| l.to_string()).as_deref(), Some("en"));
    }

    #[test]
    fn the_first_heading_is_the_title() {
        assert_eq!(page("Intro.\n\n# One `x`\n\n# Two\n").about.title.as_deref(), Some("One x"));
        assert_eq!(page("## Only a part\n").about.title, None);
    }
}
