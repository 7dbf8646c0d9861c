//! Markdown in, readable plain text out: the words stay, the signs around them go.
//!
//! A paragraph becomes one line, a heading a line of its own, a list item a line after `- ` or its number, a table row a
//! line with its cells between ` | `; a link leaves its words, a picture its description, raw HTML nothing. YAML front
//! matter and the first `# heading` say what the report is.

use super::prose::Prose;
use super::{About, Page};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

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
    prose: Prose,
    front: String,
    in_front: bool,
    heading: Option<String>,
    in_title: bool,
    /// The next number of each list that is open; `None` where it has no numbers.
    lists: Vec<Option<u64>>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak if self.prose.in_row() => self.words(" "),
            Event::HardBreak => self.prose.line(),
            Event::Rule => self.prose.block(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::MetadataBlock(_) => self.in_front = true,
            Tag::Heading { level, .. } => {
                self.prose.block();
                self.in_title = *level as usize == 1 && self.heading.is_none();
            }
            Tag::List(first) => {
                self.prose.enter_list();
                self.lists.push(*first);
            }
            Tag::Item => match self.lists.last_mut() {
                Some(Some(number)) => {
                    self.prose.item(&format!("{number}."));
                    *number += 1;
                }
                _ => self.prose.item("-"),
            },
            // The first paragraph of an item stands behind its sign, a further one on a line of its own.
            Tag::Paragraph if self.prose.in_list() => {
                let behind_sign = self.prose.text().ends_with([' ', '\n']);
                if !behind_sign {
                    self.prose.line();
                }
            }
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Table(_) => {
                self.prose.block();
            }
            Tag::TableHead | Tag::TableRow => self.prose.row(),
            Tag::TableCell => self.prose.cell(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.in_front = false,
            TagEnd::Heading(_) => {
                self.in_title = false;
                self.prose.line();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.prose.leave_list();
            }
            TagEnd::TableHead | TagEnd::TableRow => self.prose.end_row(),
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
        self.prose.words(words);
    }

    fn page(self) -> Page {
        let mut about = front_matter(&self.front);
        about.title = about.title.or_else(|| self.heading.map(|h| h.trim().to_owned()));
        let (text, pages) = self.prose.finish();
        Page { text, pages, about, ..Page::default() }
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
