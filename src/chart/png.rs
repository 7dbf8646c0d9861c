//! The same picture in pixels: SVG text in, PNG bytes out, drawn with the embedded fonts only.

use super::{ChartError, font};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use std::sync::{Arc, LazyLock};

/// CSS pixels per metre: 96 to the inch.
const PER_METRE: f32 = 96.0 / 0.0254;

/// The most pixels of a side.
const LARGEST: f32 = 16_384.0;

static LATIN: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| Arc::new(fonts(false)));
static ALL: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| Arc::new(fonts(true)));

/// The embedded fonts; the Chinese one only where it is needed, since reading it takes longer than drawing.
fn fonts(chinese: bool) -> fontdb::Database {
    let mut fonts = fontdb::Database::new();
    let mut faces = vec![font::REGULAR, font::BOLD];
    if chinese {
        faces.push(font::CHINESE);
    }
    for face in faces {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(face)));
    }
    fonts.set_sans_serif_family("Liberation Sans");
    fonts.set_serif_family("Liberation Sans");
    fonts
}

/// Reads a chart's SVG with the embedded fonts, for drawing or for measuring what is in it.
///
/// # Errors
/// When it is no SVG.
pub fn tree(svg: &str) -> Result<usvg::Tree, ChartError> {
    let fonts = if font::is_chinese(svg) { &*ALL } else { &*LATIN };
    let options = usvg::Options {
        font_family: "Liberation Sans".to_owned(),
        fontdb: Arc::clone(fonts),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options).map_err(|error| ChartError::Png(error.to_string()))
}

/// Draws a chart's SVG with `scale` pixels for each of its own, and notes that density in the file.
///
/// # Errors
/// When the text is no SVG, or the picture would be larger than 16384 pixels a side.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, ChartError> {
    let tree = tree(svg)?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    if !(width >= 1.0 && height >= 1.0 && width <= LARGEST && height <= LARGEST) {
        return Err(ChartError::Png(format!(
            "{width}×{height} pixels; each side must be from 1 to {LARGEST}, so choose another --scale"
        )));
    }
    // A part of a pixel at the edge would be half paper, half nothing.
    let (columns, rows) = (pixels(width.floor()), pixels(height.floor()));
    let mut map = Pixmap::new(columns, rows)
        .ok_or_else(|| ChartError::Png("no memory for its pixels".to_owned()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut map.as_mut());
    encoded(&map, pixels(PER_METRE * scale)).map_err(|error| ChartError::Png(error.to_string()))
}

/// A whole number of pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounds are checked by the caller"
)]
fn pixels(size: f32) -> u32 {
    size.round() as u32
}

/// The pixels as PNG. The paper is opaque, so an alpha channel would only cost room.
fn encoded(map: &Pixmap, per_metre: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, map.width(), map.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    // The filter that suits lines and letters best; trying every one on every row takes as long as drawing them.
    encoder.set_filter(png::Filter::Paeth);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    let pixels = map.data().as_chunks::<4>().0;
    let mut rgb = Vec::with_capacity(pixels.len() * 3);
    for [r, g, b, _] in pixels {
        rgb.extend_from_slice(&[*r, *g, *b]);
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}
