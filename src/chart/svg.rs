//! A picture as SVG: a drawing backend for plotters whose pixels are tenths, so that lines are straight and dashes even.
//!
//! Scene in, text out. Every colour is written as an attribute and as a class, so that a page's style can replace it.

use super::ChartError;
use super::font::{self, Weight};
use super::plane::tenths;
use super::scene::{Anchor, Dash, Ink, Layer, Scene, Shape, Spot, Words};
use super::spec::Theme;
use plotters::drawing::IntoDrawingArea;
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::style::{Color, RGBColor, ShapeStyle};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::convert::Infallible;
use std::fmt::Write as _;

/// What is said about a picture to those who do not see it.
pub(super) struct Said {
    /// `<title>`.
    pub(super) title: String,
    /// `<desc>`.
    pub(super) description: String,
    /// `lang`.
    pub(super) language: String,
}

/// A place that a value leads to.
pub(super) struct Link {
    /// The address.
    pub(super) to: String,
    /// What is said of the value.
    pub(super) said: String,
}

/// How far from its middle a value can be pointed at, in pixels.
const REACH: f64 = 12.0;

/// Paints a scene as a picture by itself.
pub(super) fn paint(scene: &Scene, theme: Theme, said: &Said) -> Result<String, ChartError> {
    Ok(framed(scene, theme, said, &body_of(scene, theme)?, None))
}

/// Paints a scene as a part of a page, whose values lead somewhere: in place of the drawing its links are read aloud.
pub(super) fn paint_linked(
    scene: &Scene,
    theme: Theme,
    said: &Said,
    link: impl Fn(&Spot) -> Link,
) -> Result<String, ChartError> {
    let mut links = String::new();
    for spot in &scene.spots {
        let link = link(spot);
        let (to, said) = (escaped(&link.to), escaped(&link.said));
        let (x, y) = (decimal(tenths(spot.at.0)), decimal(tenths(spot.at.1)));
        let _ = writeln!(
            links,
            r#"<a class="point" href="{to}" aria-label="{said}"><title>{said}</title><circle cx="{x}" cy="{y}" r="{REACH}" fill="none" pointer-events="all"/></a>"#,
        );
    }
    Ok(framed(scene, theme, said, &body_of(scene, theme)?, Some(&links)))
}

fn body_of(scene: &Scene, theme: Theme) -> Result<String, ChartError> {
    let mut body = String::with_capacity(64 * scene.shapes.len() + 1024);
    {
        let size = (tenths(scene.width).unsigned_abs(), tenths(scene.height).unsigned_abs());
        let area =
            Svg { out: &mut body, size, theme, ink: Ink::Text, dash: Dash::Solid, hollow: false }
                .into_drawing_area();
        let mut shapes: Vec<&(Layer, Shape)> = scene.shapes.iter().collect();
        // A stable sort: inside a layer, what was put in first lies below.
        shapes.sort_by_key(|(layer, _)| *layer);
        let mut open = None;
        for (layer, shape) in shapes {
            if open != Some(*layer) {
                area.draw(&Group { closes: open.is_some(), opens: Some(layer.class()) })
                    .map_err(refused)?;
                open = Some(*layer);
            }
            area.draw(&Drawn(shape, shape_points(shape))).map_err(refused)?;
        }
        area.draw(&Group { closes: open.is_some(), opens: None }).map_err(refused)?;
        area.present().map_err(refused)?;
    }
    Ok(body)
}

/// The body inside its `<svg>`, with what is said about it. The ids are made of the content: two charts in one page have
/// their own, and the same chart always the same.
fn framed(scene: &Scene, theme: Theme, said: &Said, body: &str, links: Option<&str>) -> String {
    let (width, height) = (decimal(tenths(scene.width)), decimal(tenths(scene.height)));
    let id = fingerprint(&[body, &said.title, &said.description, &width]);
    let mut out = String::with_capacity(body.len() + 1024);
    let role = if links.is_some() { "group" } else { "img" };
    let _ = write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="tradestat-chart" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="{role}" lang="{}" aria-labelledby="t{id} d{id}" font-family="{}">"#,
        escaped(&said.language),
        font::FAMILY,
    );
    let _ = write!(out, "\n<title id=\"t{id}\">{}</title>", escaped(&said.title));
    let _ = write!(out, "\n<desc id=\"d{id}\">{}</desc>", escaped(&said.description));
    let paper = Ink::Paper;
    if links.is_some() {
        out.push_str("\n<g aria-hidden=\"true\">");
    }
    let _ = write!(
        out,
        "\n<rect class=\"{}\" width=\"{width}\" height=\"{height}\" fill=\"#{:06x}\"/>\n",
        paper.class(),
        paper.rgb(theme)
    );
    out.push_str(body);
    if let Some(links) = links {
        out.push_str("</g>\n");
        out.push_str(links);
    }
    out.push_str("</svg>\n");
    out
}

/// FNV-1a over the parts, as eight hexadecimal digits.
fn fingerprint(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{:08x}", (hash ^ (hash >> 32)) & 0xffff_ffff)
}

fn refused(error: impl std::fmt::Display) -> ChartError {
    ChartError::Draw(error.to_string())
}

/// plotters' backend that writes SVG elements.
struct Svg<'a> {
    out: &'a mut String,
    size: (u32, u32),
    theme: Theme,
    ink: Ink,
    dash: Dash,
    /// Whether the next polygon is an outline; plotters does not say so to `fill_polygon`.
    hollow: bool,
}

type Drawing = Result<(), DrawingErrorKind<Infallible>>;

impl Svg<'_> {
    fn points(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        for (i, (x, y)) in points.into_iter().enumerate() {
            if i > 0 {
                self.out.push(' ');
            }
            push_decimal(self.out, x);
            self.out.push(',');
            push_decimal(self.out, y);
        }
    }

    fn stroke(&mut self, style: &impl BackendStyle) {
        let (r, g, b) = style.color().rgb;
        let width = decimal(i32::try_from(style.stroke_width()).unwrap_or(i32::MAX));
        let _ = write!(self.out, r##" stroke="#{r:02x}{g:02x}{b:02x}" stroke-width="{width}""##);
        self.out.push_str(match self.dash {
            Dash::Solid => r#" stroke-linejoin="round" stroke-linecap="round""#,
            Dash::Dashed => r#" stroke-dasharray="6 4""#,
            Dash::Dotted => r#" stroke-dasharray="0.1 5" stroke-linecap="round""#,
            Dash::Fine => r#" stroke-dasharray="3 3""#,
        });
    }

    /// Filled with its own colour, or with paper inside an outline.
    fn fill(&mut self, style: &impl BackendStyle, filled: bool) {
        let (r, g, b) = style.color().rgb;
        if filled {
            let _ = write!(self.out, r##" fill="#{r:02x}{g:02x}{b:02x}""##);
        } else {
            let _ = write!(self.out, r##" fill="#{:06x}""##, Ink::Paper.rgb(self.theme));
            self.stroke(style);
        }
    }

    fn class(&mut self, hollow: bool) {
        let hollow = if hollow { " hollow" } else { "" };
        let _ = write!(self.out, r#" class="{}{hollow}""#, self.ink.class());
    }
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawing {
        Ok(())
    }

    fn present(&mut self) -> Drawing {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawing {
        let style = ShapeStyle {
            color: RGBColor(color.rgb.0, color.rgb.1, color.rgb.2).to_rgba(),
            filled: true,
            stroke_width: 1,
        };
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &style, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawing {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawing {
        self.out.push_str("<polyline");
        self.class(false);
        self.out.push_str(r#" fill="none" points=""#);
        self.points(path);
        self.out.push('"');
        self.stroke(style);
        self.out.push_str("/>\n");
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawing {
        self.out.push_str("<rect");
        self.class(!fill);
        let sides = [("x", left), ("y", top), ("width", right - left), ("height", bottom - top)];
        for (name, value) in sides {
            let _ = write!(self.out, r#" {name}="{}""#, decimal(value));
        }
        self.fill(style, fill);
        self.out.push_str("/>\n");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawing {
        self.out.push_str("<circle");
        self.class(!fill);
        let radius = i32::try_from(radius).unwrap_or(i32::MAX);
        for (name, value) in [("cx", x), ("cy", y), ("r", radius)] {
            let _ = write!(self.out, r#" {name}="{}""#, decimal(value));
        }
        self.fill(style, fill);
        self.out.push_str("/>\n");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Drawing {
        self.out.push_str("<polygon");
        let hollow = self.hollow;
        self.class(hollow);
        self.out.push_str(r#" points=""#);
        self.points(points);
        self.out.push('"');
        if hollow {
            // plotters passes a bare colour here, without the width of an outline.
            let (r, g, b) = style.color().rgb;
            let color = RGBColor(r, g, b).to_rgba();
            self.fill(
                &ShapeStyle { color, filled: false, stroke_width: tenths(HOLLOW).unsigned_abs() },
                false,
            );
        } else {
            self.fill(style, true);
        }
        self.out.push_str("/>\n");
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        at: BackendCoord,
    ) -> Drawing {
        // Text has weight and anchor of our own and comes through `Drawn`; this is for elements of plotters' own.
        let (r, g, b) = style.color().rgb;
        let _ = writeln!(
            self.out,
            r##"<text class="{}" x="{}" y="{}" font-size="{}" fill="#{r:02x}{g:02x}{b:02x}">{}</text>"##,
            self.ink.class(),
            decimal(at.0),
            decimal(at.1),
            style.size() / 10.0,
            escaped(text)
        );
        Ok(())
    }
}

/// A shape as an element of plotters, with the points plotters maps.
struct Drawn<'a>(&'a Shape, Vec<BackendCoord>);

fn shape_points(shape: &Shape) -> Vec<BackendCoord> {
    let coordinate = |(x, y): (f64, f64)| (tenths(x), tenths(y));
    match shape {
        Shape::Line { points, .. } | Shape::Polygon { points, .. } => {
            points.iter().copied().map(coordinate).collect()
        }
        Shape::Filled { rect, .. } => {
            vec![coordinate((rect.left, rect.top)), coordinate((rect.right, rect.bottom))]
        }
        Shape::Disc { centre, .. } => vec![coordinate(*centre)],
        Shape::Words(words) => vec![coordinate(words.at)],
    }
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Drawn<'_> {
    type Point = &'a BackendCoord;
    type IntoIter = &'a [BackendCoord];

    fn point_iter(self) -> &'a [BackendCoord] {
        &self.1
    }
}

impl<'b> Drawable<Svg<'b>> for Drawn<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        at: I,
        svg: &mut Svg<'b>,
        parent: (u32, u32),
    ) -> Drawing {
        let points: Vec<BackendCoord> = at.collect();
        let style = |ink: Ink, width: f64| {
            let [_, r, g, b] = ink.rgb(svg.theme).to_be_bytes();
            ShapeStyle {
                color: RGBColor(r, g, b).to_rgba(),
                filled: width == 0.0,
                stroke_width: tenths(width).unsigned_abs(),
            }
        };
        svg.dash = Dash::Solid;
        match self.0 {
            Shape::Line { ink, width, dash, .. } => {
                let element = PathElement::new(points.clone(), style(*ink, *width));
                (svg.ink, svg.dash) = (*ink, *dash);
                element.draw(points.into_iter(), svg, parent)
            }
            Shape::Filled { ink, .. } => {
                let [upper, lower] = points[..] else { return Ok(()) };
                let element = Rectangle::new([upper, lower], style(*ink, 0.0));
                svg.ink = *ink;
                element.draw(points.into_iter(), svg, parent)
            }
            Shape::Disc { radius, ink, hollow, .. } => {
                let Some(centre) = points.first() else { return Ok(()) };
                let (radius, line) = if *hollow { (radius - 0.5, HOLLOW) } else { (*radius, 0.0) };
                let element = Circle::new(*centre, tenths(radius), style(*ink, line));
                svg.ink = *ink;
                element.draw(points.into_iter(), svg, parent)
            }
            Shape::Polygon { ink, hollow, .. } => {
                let element =
                    Polygon::new(points.clone(), style(*ink, if *hollow { HOLLOW } else { 0.0 }));
                (svg.ink, svg.hollow) = (*ink, *hollow);
                element.draw(points.into_iter(), svg, parent)
            }
            Shape::Words(words) => {
                if let Some(at) = points.first() {
                    write_words(svg, words, *at);
                }
                Ok(())
            }
        }
    }
}

/// The outline of a hollow marker.
const HOLLOW: f64 = 2.0;

fn write_words(svg: &mut Svg, words: &Words, (x, y): BackendCoord) {
    let anchor = match words.anchor {
        Anchor::Start => "",
        Anchor::Middle => r#" text-anchor="middle""#,
        Anchor::End => r#" text-anchor="end""#,
    };
    let weight = if words.weight == Weight::Bold { r#" font-weight="bold""# } else { "" };
    let _ = writeln!(
        svg.out,
        r##"<text class="{}" x="{}" y="{}" font-size="{}"{weight}{anchor} fill="#{:06x}">{}</text>"##,
        words.ink.class(),
        decimal(x),
        decimal(y),
        words.size,
        words.ink.rgb(svg.theme),
        escaped(&words.text)
    );
}

/// The edge of a layer's group.
struct Group {
    closes: bool,
    opens: Option<&'static str>,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Group {
    type Point = BackendCoord;
    type IntoIter = [BackendCoord; 0];

    fn point_iter(self) -> [BackendCoord; 0] {
        []
    }
}

impl<'b> Drawable<Svg<'b>> for Group {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        svg: &mut Svg<'b>,
        _: (u32, u32),
    ) -> Drawing {
        if self.closes {
            svg.out.push_str("</g>\n");
        }
        if let Some(class) = self.opens {
            let _ = writeln!(svg.out, r#"<g class="{class}">"#);
        }
        Ok(())
    }
}

/// Tenths as a decimal: 1043 is `104.3`, 1040 is `104`.
fn decimal(tenths: i32) -> String {
    let mut out = String::new();
    push_decimal(&mut out, tenths);
    out
}

fn push_decimal(out: &mut String, tenths: i32) {
    let size = tenths.unsigned_abs();
    let sign = if tenths < 0 { "-" } else { "" };
    let _ = match size % 10 {
        0 => write!(out, "{sign}{}", size / 10),
        part => write!(out, "{sign}{}.{part}", size / 10),
    };
}

/// Text as XML character data and attribute values.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_decimals() {
        let all: Vec<_> = [0, 5, -5, 10, 1043, -20].into_iter().map(decimal).collect();
        assert_eq!(all, ["0", "0.5", "-0.5", "1", "104.3", "-2"]);
    }

    #[test]
    fn markup_in_a_text_is_text() {
        assert_eq!(escaped(r#"<b> & "c""#), "&lt;b&gt; &amp; &quot;c&quot;");
    }
}
