//! The pages of a file in their order, each with its contents and what it inherits.

use super::budget::{DEPTH, PAGES};
use super::content::Shared;
use super::file::File;
use super::font::narrow;
use super::glyph::{Matrix, Sheet};
use super::object::{Dict, Object};
use std::collections::HashSet;
use std::rc::Rc;

/// A page that waits to be drawn.
#[derive(Debug)]
pub(super) struct PageOf {
    dict: Rc<Dict>,
    resources: Rc<Dict>,
    /// Left, bottom, right, top.
    area: [f32; 4],
    /// Quarter turns clockwise by which it is shown.
    turns: i32,
}

/// What a page has from the nodes above it.
#[derive(Clone, Default)]
struct Inherited {
    resources: Option<Rc<Dict>>,
    media: Option<[f32; 4]>,
    crop: Option<[f32; 4]>,
    rotate: f64,
}

/// Walks the tree of pages, each node once, however its branches loop.
pub(super) fn pages(file: &File<'_>) -> Vec<PageOf> {
    let mut pages = Vec::new();
    let Some(root) = file.catalogue().map(|root| root.raw(b"Pages").clone()) else { return pages };
    let mut seen = HashSet::new();
    let mut next = vec![(root, Inherited::default(), 0)];
    while let Some((node, inherited, depth)) = next.pop() {
        if let Object::Ref(number) = node
            && !seen.insert(number)
        {
            continue;
        }
        if depth > DEPTH * 4 || pages.len() >= PAGES || !file.budget.object() {
            if pages.len() >= PAGES {
                file.budget.exceed("it has more than 50,000 pages");
            }
            break;
        }
        let Some(dict) = file.resolve(&node).dict().cloned() else { continue };
        let inherited = inherited.with(file, &dict);
        match file.get(&dict, b"Kids").list() {
            Some(kids) if file.get(&dict, b"Type").name() != Some(b"Page") => {
                next.extend(
                    kids.iter().rev().map(|kid| (kid.clone(), inherited.clone(), depth + 1)),
                );
            }
            _ => pages.push(inherited.page(dict)),
        }
    }
    pages
}

impl Inherited {
    fn with(mut self, file: &File<'_>, dict: &Dict) -> Self {
        if let Some(resources) = file.get(dict, b"Resources").dict() {
            self.resources = Some(Rc::clone(resources));
        }
        self.media = rectangle(file, dict, b"MediaBox").or(self.media);
        self.crop = rectangle(file, dict, b"CropBox").or(self.crop);
        self.rotate = file.get(dict, b"Rotate").number().unwrap_or(self.rotate);
        self
    }

    fn page(self, dict: Rc<Dict>) -> PageOf {
        let media = self.media.unwrap_or([0.0, 0.0, 612.0, 792.0]);
        let crop = self.crop.unwrap_or(media);
        let both = [
            media[0].max(crop[0]),
            media[1].max(crop[1]),
            media[2].min(crop[2]),
            media[3].min(crop[3]),
        ];
        let area = if both[0] < both[2] && both[1] < both[3] { both } else { media };
        #[expect(clippy::cast_possible_truncation, reason = "a page is turned by quarters")]
        let turns = ((self.rotate / 90.0).clamp(-100.0, 100.0) as i32).rem_euclid(4);
        PageOf { dict, resources: self.resources.unwrap_or_default(), area, turns }
    }
}

fn rectangle(file: &File<'_>, dict: &Dict, key: &[u8]) -> Option<[f32; 4]> {
    let list = file.get(dict, key);
    let list: Vec<f32> =
        list.list()?.iter().filter_map(|o| file.resolve(o).number()).map(narrow).collect();
    let &[a, b, c, d] = list.as_slice() else { return None };
    ((a - c).abs() > 0.0 && (b - d).abs() > 0.0).then(|| [a.min(c), b.min(d), a.max(c), b.max(d)])
}

impl PageOf {
    /// Draws it. The sheet's lower left corner is the origin, as the page is shown.
    pub(super) fn draw(&self, shared: &mut Shared<'_, '_>) -> Sheet {
        let [left, bottom, right, top] = self.area;
        let (width, height) = (right - left, top - bottom);
        let (base, crop) = match self.turns {
            1 => ([0.0, -1.0, 1.0, 0.0, -bottom, right], [0.0, 0.0, height, width]),
            2 => ([-1.0, 0.0, 0.0, -1.0, right, top], [0.0, 0.0, width, height]),
            3 => ([0.0, 1.0, -1.0, 0.0, top, -left], [0.0, 0.0, height, width]),
            _ => ([1.0, 0.0, 0.0, 1.0, -left, -bottom], [0.0, 0.0, width, height]),
        };
        let mut sheet = Sheet::new(crop);
        let contents = self.contents(shared.file);
        shared.draw(&contents, &self.resources, Matrix(base), &mut sheet);
        sheet
    }

    /// Its height as it is shown, in points.
    pub(super) fn height(&self) -> f32 {
        let [left, bottom, right, top] = self.area;
        if self.turns % 2 == 0 { top - bottom } else { right - left }
    }

    /// The contents may be cut into streams between any two tokens.
    fn contents(&self, file: &File<'_>) -> Vec<u8> {
        let contents = file.get(&self.dict, b"Contents");
        let single = [contents.clone()];
        let mut whole = Vec::new();
        for part in contents.list().unwrap_or(&single) {
            if let Some(plain) = file.resolve(part).stream().and_then(|stream| file.plain(stream)) {
                whole.extend(plain);
                whole.push(b'\n');
            }
            if file.budget.spent().is_some() {
                break;
            }
        }
        whole
    }
}
