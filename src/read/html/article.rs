//! Which part of a page is its article, and what within it is not.
//!
//! Every stretch of text between two line ends is worth something: prose and numbers in cells for it, links and labels
//! against it. The article is the element whose stretches are worth most together, where an element that is mostly links is
//! worth nothing as a whole; a page says often enough which it is (`articleBody`, `<article>`), and that is worth a share
//! more. So three sentences of news win over a column of links, and a table of numbers over a menu, where methods that
//! count paragraphs lose both.

use super::elements::{is_data_table, is_heading, is_link, is_silent};
use super::furniture;
use super::names::Names;
use super::tree::{Data, Element, Id, Step, Tree};

/// The article of a page.
#[derive(Debug)]
pub(super) struct Article {
    /// The element that holds it.
    pub(super) root: Id,
    /// What is left out, by place in the tree.
    left_out: Vec<bool>,
}

impl Article {
    /// Finds it. There is always one; it may be empty.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut page = Weighing::of(tree);
        let mut left_out = vec![false; tree.len()];
        let plain = page.weigh(&mut left_out, |_, element, _| is_silent(element));
        let whole = plain.of_nodes[Tree::ROOT as usize].sentences;
        let mut without = vec![false; tree.len()];
        let worth = page.weigh(&mut without, |id, element, names| {
            let is = &plain.of_nodes[id as usize];
            // Pages name everything; what holds most of the prose is the article, whatever it is called.
            let little = is.signs == 0 && is.sentences * 5 < whole * 2;
            is_silent(element) || (little && is_furniture(element, names))
        });
        let Some(best) = worth.article(tree, &without) else {
            // Nothing but links and labels: all that is seen is the article.
            return Self { root: Tree::ROOT, left_out };
        };
        // A part of a table is read with its head.
        let table = tree.ancestors(best).find(|&id| tree.name(id) == "table");
        let root = table.filter(|&table| is_data_table(tree, table)).unwrap_or(best);
        let mut article = Self { root, left_out: without };
        article.clean(tree, &worth);
        article
    }

    /// Whether a node of the article is left out.
    pub(super) fn leaves_out(&self, id: Id) -> bool {
        self.left_out[id as usize]
    }

    /// Leaves out what within the article leads away from it: lists of links, and the lines that announce them.
    fn clean(&mut self, tree: &Tree, worth: &Worth) {
        let mut walk = tree.walk(self.root);
        while let Some(step) = walk.next() {
            let Step::Open(id) = step else { continue };
            if self.left_out[id as usize] {
                walk.pass(id);
                continue;
            }
            let Some(element) = tree.element(id) else { continue };
            if id != self.root && leads_away(tree, worth, id, element) {
                self.left_out[id as usize] = true;
                walk.pass(id);
            }
        }
    }
}

/// Whether an element within the article leads away from it.
fn leads_away(tree: &Tree, worth: &Worth, id: Id, element: &Element) -> bool {
    const LISTS: &[&str] =
        &["aside", "div", "dl", "footer", "header", "ol", "section", "table", "ul"];
    let name = element.name();
    if element.kind().is_inline()
        || matches!(name, "tr" | "td" | "th" | "tbody" | "thead" | "tfoot")
    {
        return false;
    }
    let is = worth.of_nodes[id as usize];
    if is.letters == 0 {
        return false;
    }
    let only_links = is.linked * 2 > is.letters && is.prose <= 0;
    // A table with numbers in it is one of data, however its rows are linked.
    if only_links && LISTS.contains(&name) && (name != "table" || is.digits == 0) {
        return true;
    }
    let announces = || furniture::is_said(&tree.text_up_to(id, 60));
    if is_heading(name) {
        return announces();
    }
    // «Читайте также: …» in a line of its own, mostly a link; ‘Share this’ in a few words.
    let short = is.letters < 40 || (is.letters < 200 && is.linked * 3 > is.letters);
    short && announces()
}

fn is_furniture<'t>(element: &'t Element, names: &mut Names<'t>) -> bool {
    matches!(element.name(), "aside" | "footer")
        || [element.get("class"), element.get("id")]
            .into_iter()
            .flatten()
            .any(|name| names.of(name).furniture)
}

/// What the text below a node amounts to. Letters are those and digits.
#[derive(Clone, Copy, Default, Debug)]
struct Amount {
    letters: i64,
    linked: i64,
    digits: i64,
    prose: i64,
    /// The letters of sentences, wherever they stand.
    sentences: i64,
    /// What it is worth as the article.
    sum: i64,
    /// Signs that the article is here: its headline, `<main>`, `articleBody`.
    signs: i64,
}

/// What the nodes of a page are worth.
struct Worth {
    of_nodes: Vec<Amount>,
}

/// What a piece of text holds. It is counted once, and weighed twice.
#[derive(Clone, Copy, Default)]
struct Letters {
    /// Letters and digits. A sign of Chinese or Japanese says as much as three letters.
    count: u32,
    digits: u32,
    /// The last character that is no blank.
    last: Option<char>,
}

impl Letters {
    fn of(text: &str) -> Self {
        let text = text.trim_end();
        let mut counted = Self { last: text.chars().next_back(), ..Self::default() };
        for c in text.chars() {
            if is_letter(c) {
                counted.count += if c < '\u{2e80}' { 1 } else { 3 };
                counted.digits += u32::from(c.is_ascii_digit());
            }
        }
        counted
    }
}

/// Whether a character is a letter or digit. Most are Latin or Cyrillic, and need no table.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{400}'..='\u{481}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// A stretch of text between two line ends.
#[derive(Default)]
struct Stretch {
    letters: i64,
    linked: i64,
    digits: i64,
    last: Option<char>,
}

impl Stretch {
    fn read(&mut self, text: Letters, linked: bool) {
        let letters = i64::from(text.count);
        self.letters += letters;
        self.linked += if linked { letters } else { 0 };
        self.digits += i64::from(text.digits);
        self.last = text.last.or(self.last);
    }

    /// What it is worth, in letters of prose.
    fn worth(&self, in_cell: bool) -> i64 {
        let ends = self.last.is_some_and(|c| ".!?…»”\"):;。!?」".contains(c));
        let plain = self.letters - self.linked;
        if self.letters == 0 {
            0
        } else if self.linked * 2 > self.letters {
            -self.letters.min(60)
        } else if self.letters >= 80 || (ends && self.letters >= 8) {
            plain - self.linked
        } else if in_cell && self.digits * 3 >= self.letters {
            plain
        } else if in_cell {
            0
        } else {
            -self.letters.min(20)
        }
    }
}

/// A page that is being weighed.
struct Weighing<'t> {
    tree: &'t Tree,
    /// What each text holds, by place in the tree.
    letters: Vec<Letters>,
    names: Names<'t>,
}

impl<'t> Weighing<'t> {
    fn of(tree: &'t Tree) -> Self {
        let count = |id| tree.words(id).map_or_else(Letters::default, Letters::of);
        let places = 0..Id::try_from(tree.len()).unwrap_or(Id::MAX);
        Self { tree, letters: places.map(count).collect(), names: Names::default() }
    }

    /// What the nodes are worth, but for elements that are left out.
    fn weigh(
        &mut self,
        left_out: &mut [bool],
        leave_out: impl Fn(Id, &'t Element, &mut Names<'t>) -> bool,
    ) -> Worth {
        let tree = self.tree;
        let mut worth = Worth { of_nodes: vec![Amount::default(); tree.len()] };
        let mut stretch = Stretch::default();
        let (mut links, mut cells) = (0_u32, 0_u32);
        let mut walk = tree.walk(Tree::ROOT);
        while let Some(step) = walk.next() {
            match step {
                Step::Open(id) => match tree.data(id) {
                    Data::Text(_) => stretch.read(self.letters[id as usize], links > 0),
                    Data::Element(element) => {
                        if leave_out(id, element, &mut self.names) {
                            left_out[id as usize] = true;
                            walk.pass(id);
                            continue;
                        }
                        if !element.kind().is_inline() {
                            let parent = tree.parent(id).unwrap_or(Tree::ROOT);
                            worth.end(&mut stretch, parent, cells > 0);
                        }
                        links += u32::from(is_link(element));
                        cells += u32::from(element.kind().is_cell());
                    }
                    _ => {}
                },
                Step::Close(id) => {
                    let Some(element) = tree.element(id) else { continue };
                    if left_out[id as usize] {
                        continue;
                    }
                    if !element.kind().is_inline() {
                        worth.end(&mut stretch, id, cells > 0);
                    }
                    links -= u32::from(is_link(element));
                    cells -= u32::from(element.kind().is_cell());
                    worth.close(tree, id, element, &mut self.names);
                }
            }
        }
        worth
    }
}

impl Worth {
    /// The element that is worth most; where the page has a headline, among those near it.
    fn article(&self, tree: &Tree, left_out: &[bool]) -> Option<Id> {
        let whole = self.best(tree, Tree::ROOT)?;
        let enough = self.of_nodes[whole as usize].sum * 3 / 10;
        let mut headlines = tree.below(Tree::ROOT).filter(|&id| {
            let seen =
                std::iter::once(id).chain(tree.ancestors(id)).all(|id| !left_out[id as usize]);
            tree.name(id) == "h1" && seen
        });
        let near = |headline: Id| {
            let place = tree
                .ancestors(headline)
                .find(|&above| self.of_nodes[above as usize].sentences >= enough.max(30))?;
            let best = self.best(tree, place)?;
            // A chapter below its own headline is a part of the whole; what stands elsewhere is another thing.
            let is_part = tree.ancestors(best).any(|above| above == whole);
            let least = if is_part { self.of_nodes[whole as usize].sum * 7 / 10 } else { enough };
            (self.of_nodes[best as usize].sum >= least).then_some(best)
        };
        headlines.next().and_then(near).or(Some(whole))
    }

    /// The element below `root` that is worth most, if any is worth something.
    fn best(&self, tree: &Tree, root: Id) -> Option<Id> {
        let sum = |id: &Id| self.of_nodes[*id as usize].sum;
        // Of equals the innermost: it comes last.
        tree.below(root).max_by_key(sum).filter(|id| sum(id) > 0)
    }

    /// A stretch has ended in `id`.
    fn end(&mut self, stretch: &mut Stretch, id: Id, in_cell: bool) {
        if stretch.last.is_none() {
            return;
        }
        let stretch = std::mem::take(stretch);
        let amount = &mut self.of_nodes[id as usize];
        amount.letters += stretch.letters;
        amount.linked += stretch.linked;
        amount.digits += stretch.digits;
        let worth = stretch.worth(in_cell);
        amount.prose += worth;
        amount.sentences += worth.max(0);
    }

    /// All of an element is known: is it the article? Then its worth goes to what it is in.
    fn close<'t>(&mut self, tree: &Tree, id: Id, element: &'t Element, names: &mut Names<'t>) {
        let amount = &mut self.of_nodes[id as usize];
        amount.signs += i64::from(is_sign(element));
        let block = !element.kind().is_inline();
        // Teasers are a link and a sentence, again and again.
        if block && amount.linked * 10 > amount.letters * 3 {
            amount.prose = amount.prose.min(0);
        }
        if amount.prose > 0 && element.kind().is_container() {
            amount.sum = amount.prose * hint(element, names) / 100;
        }
        let amount = *amount;
        if let Some(parent) = tree.parent(id) {
            let above = &mut self.of_nodes[parent as usize];
            above.letters += amount.letters;
            above.linked += amount.linked;
            above.digits += amount.digits;
            above.prose += amount.prose;
            above.sentences += amount.sentences;
            above.signs += amount.signs;
        }
    }
}

/// Whether an element says that the article is here.
fn is_sign(element: &Element) -> bool {
    matches!(element.name(), "h1" | "main")
        || element.get("role") == Some("main")
        || element.get("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("articleBody"))
}

/// What a page's own word for an element is worth, in percent.
fn hint<'t>(element: &'t Element, names: &mut Names<'t>) -> i64 {
    if element.get("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("articleBody")) {
        return 150;
    }
    let own = [element.get("class"), element.get("id")];
    if own.into_iter().flatten().any(|name| names.of(name).article) {
        return 130;
    }
    match element.name() {
        "article" => 125,
        "main" => 110,
        "body" | "html" => 95,
        _ => 100,
    }
}
