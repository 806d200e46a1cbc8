//! Marks to SVG and PNG by plotters.
//!
//! plotters places everything on whole units, so both are painted at four times the size: the SVG scales back through
//! its view box, the PNG is averaged down to twice the size, which smooths every edge.

use std::sync::OnceLock;

use plotters::backend::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle, register_font,
};
use plotters_backend::DrawingErrorKind;

use super::{Anchor, Mark, Picture};
use crate::ReportError;
use crate::palette::Rgb;

/// Painted units a pixel, and pixels of the PNG a pixel.
const FINE: f64 = 4.0;
const PNG_SCALE: u32 = 2;
/// The name under which the bundled font is known, and what a viewer without it falls back to.
const FAMILY: &str = "IBM Plex Sans, system-ui, sans-serif";
const REGULAR: &[u8] = include_bytes!("../../assets/IBMPlexSans-Regular.ttf");
const SEMI_BOLD: &[u8] = include_bytes!("../../assets/IBMPlexSans-SemiBold.ttf");

/// What differs between the backends.
#[derive(Clone, Copy)]
struct Habit {
    /// The font size that makes one em.
    size_of_em: f64,
    /// How far, in em, the middle of a text lies above the middle of its figures.
    drop: f64,
    /// Whether sharp corners of a wide line come out as spikes, so that it has to be drawn piece by piece.
    spikes: bool,
}

/// plotters writes `size / 1.24` and shifts by half an ex.
const SVG: Habit = Habit { size_of_em: 1.24, drop: 0.09, spikes: false };
/// The rasteriser takes ascent plus descent (1.3 em in Plex) as size, and centres half of `size / 1.24`.
const PNG: Habit = Habit { size_of_em: 1.3, drop: 0.222, spikes: true };

/// The picture as an SVG document.
pub(crate) fn svg(picture: &Picture) -> Result<String, ReportError> {
    let mut text = String::new();
    let size = fine_size(picture);
    paint(SVGBackend::with_string(&mut text, size), picture, SVG)?;
    let body = text.find(">\n").map_or("", |end| &text[end + 2..]);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{}\" width=\"{}\" height=\"{}\" \
         viewBox=\"0 0 {} {}\" stroke-linejoin=\"round\">\n{body}",
        crate::html::escape(&picture.title),
        picture.width,
        picture.height,
        size.0,
        size.1,
    ))
}

/// The picture as a PNG of twice its size.
pub(crate) fn png(picture: &Picture) -> Result<Vec<u8>, ReportError> {
    let (width, height) = fine_size(picture);
    let mut fine = vec![255; width as usize * height as usize * 3];
    paint(BitMapBackend::with_buffer(&mut fine, (width, height)), picture, PNG)?;
    let pixels = halve(&fine, width as usize, height as usize);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width * PNG_SCALE, picture.height * PNG_SCALE);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(bytes)
}

fn fine_size(picture: &Picture) -> (u32, u32) {
    (picture.width * FINE as u32, picture.height * FINE as u32)
}

/// Each two by two pixels to their mean.
fn halve(fine: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut pixels = Vec::with_capacity(fine.len() / 4);
    for rows in fine.chunks_exact(width * 3 * 2).take(height / 2) {
        let (upper, lower) = rows.split_at(width * 3);
        for (a, b) in upper.chunks_exact(6).zip(lower.chunks_exact(6)) {
            for i in 0..3 {
                let sum = u16::from(a[i]) + u16::from(a[i + 3]) + u16::from(b[i]) + u16::from(b[i + 3]);
                pixels.push(((sum + 2) / 4) as u8);
            }
        }
    }
    pixels
}

fn fonts_ready() -> bool {
    static READY: OnceLock<bool> = OnceLock::new();
    *READY.get_or_init(|| {
        register_font(FAMILY, FontStyle::Normal, REGULAR).is_ok()
            && register_font(FAMILY, FontStyle::Bold, SEMI_BOLD).is_ok()
    })
}

fn paint<B: DrawingBackend>(mut backend: B, picture: &Picture, habit: Habit) -> Result<(), ReportError>
where
    B::ErrorType: 'static,
{
    if !fonts_ready() {
        return Err(ReportError::Font);
    }
    let drawn = picture.marks.iter().try_for_each(|mark| paint_mark(&mut backend, mark, habit));
    let drawn = drawn.and_then(|()| backend.present());
    drawn.map_err(|e| ReportError::Draw { width: picture.width, height: picture.height, source: Box::new(e) })
}

type Painted<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

fn paint_mark<B: DrawingBackend>(backend: &mut B, mark: &Mark, habit: Habit) -> Painted<B> {
    match mark {
        Mark::Rect { x, y, width, height, fill, alpha } => {
            let corner = at((x + width, y + height));
            // plotters includes the last pixel.
            backend.draw_rect(at((*x, *y)), (corner.0 - 1, corner.1 - 1), &color(*fill).mix(*alpha), true)
        }
        Mark::Line { points, color: ink, width } => {
            let stroke_width = (width * FINE) as u32;
            let style = ShapeStyle { color: color(*ink).to_rgba(), filled: true, stroke_width };
            if habit.spikes && points.len() > 2 {
                jointed_line(backend, points, &style)
            } else {
                backend.draw_path(points.iter().map(|p| at(*p)), &style)
            }
        }
        Mark::Area { points, fill, alpha } => {
            backend.fill_polygon(points.iter().map(|p| at(*p)), &color(*fill).mix(*alpha))
        }
        Mark::Text { x, y, text, size, color: ink, anchor, bold } => {
            let horizontal = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let weight = if *bold { FontStyle::Bold } else { FontStyle::Normal };
            let ink = color(*ink);
            let style = TextStyle::from(FontDesc::new(
                FontFamily::Name(FAMILY),
                size * habit.size_of_em * FINE,
                weight,
            ))
            .color(&ink)
            .pos(Pos::new(horizontal, VPos::Center));
            backend.draw_text(text, &style, at((*x, y + habit.drop * size)))
        }
    }
}

/// Each piece by itself, with a disc over every joint.
fn jointed_line<B: DrawingBackend>(backend: &mut B, points: &[(f64, f64)], style: &ShapeStyle) -> Painted<B> {
    for piece in points.windows(2) {
        let (from, to) = (at(piece[0]), at(piece[1]));
        if from != to {
            backend.draw_path([from, to], style)?;
            backend.draw_circle(to, style.stroke_width / 2, style, true)?;
        }
    }
    Ok(())
}

fn at((x, y): (f64, f64)) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

fn color(rgb: Rgb) -> RGBColor {
    let (r, g, b) = rgb.parts();
    RGBColor(r, g, b)
}
