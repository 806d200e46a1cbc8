//! A sweep's metric over two parameters as a map, over one as a curve.

use backtest::sweep::Metric;

use super::{Anchor, Picture, Type, sweep_profile, text_width};
use crate::number;
use crate::palette::Palette;
use crate::plane::{Plane, SweepAxis};
use crate::ramp::{Ramp, figure, metric_name};

const LEFT: f64 = 84.0;
const RIGHT: f64 = 936.0;
const TOP: f64 = 52.0;
const BOTTOM: f64 = 452.0;

/// Least size of a cell in which its figure stands.
const ROOM: (f64, f64) = (30.0, 16.0);

pub(crate) fn draw(plane: &Plane, metric: Metric, capital: f64, p: &Palette) -> Picture {
    match &plane.y {
        Some(y) => map(plane, y, metric, capital, p),
        None => sweep_profile::draw(plane, metric, p),
    }
}

fn map(plane: &Plane, y_axis: &SweepAxis, metric: Metric, capital: f64, p: &Palette) -> Picture {
    let title = format!("{} by {} and {}", metric_name(metric), plane.x.name, y_axis.name);
    let mut picture = Picture::new(960, 540, title, p.card);
    picture.headline(16.0, metric_name(metric), &aside(plane, metric), p);
    let ramp = Ramp::of(metric, &plane.cells, capital, p);
    let (columns, lines) = (plane.width(), plane.height());
    let size = ((RIGHT - LEFT) / columns as f64, (BOTTOM - TOP) / lines as f64);
    let gap = if size.0.min(size.1) >= 6.0 { 1.0 } else { 0.0 };
    // the first value of the second parameter at the bottom, as on an axis
    let corner = |place: usize| {
        let (column, line) = (place % columns, place / columns);
        (LEFT + column as f64 * size.0, BOTTOM - (line + 1) as f64 * size.1)
    };
    for (place, value) in plane.cells.iter().enumerate() {
        let (x, y) = corner(place);
        if !value.is_finite() {
            if size.0.min(size.1) >= 6.0 {
                picture.rect(
                    (x + size.0 / 2.0 - 1.0, y + size.1 / 2.0 - 1.0),
                    (2.0, 2.0),
                    p.border_strong,
                    1.0,
                );
            }
            continue;
        }
        let fill = ramp.color(*value);
        picture.rect((x + gap / 2.0, y + gap / 2.0), (size.0 - gap, size.1 - gap), fill, 1.0);
        let text = figure(metric, *value, true);
        if size.0 >= ROOM.0.max(text_width(&text, 11.0) + 4.0) && size.1 >= ROOM.1 {
            let look = Type { size: 11.0, color: p.ink_on(fill), anchor: Anchor::Middle, bold: false };
            picture.text((x + size.0 / 2.0, y + size.1 / 2.0), text, look);
        }
    }
    if let Some(place) = plane.best {
        outline(&mut picture, corner(place), size, p);
    }
    axis_labels(&mut picture, plane, y_axis, size, p);
    let end = legend(&mut picture, &ramp, metric, p) + 28.0;
    let y = f64::from(picture.height) - 24.0;
    outline(&mut picture, (end, y - 5.0), (16.0, 10.0), p);
    picture.text((end + 26.0, y), "best", Type::axis(p.muted_foreground, Anchor::Start));
    picture
}

fn aside(plane: &Plane, metric: Metric) -> String {
    let unit = match metric {
        Metric::TotalReturn | Metric::MaxDrawdown | Metric::WinRate => "in %",
        _ => "",
    };
    [unit.to_owned(), plane.aside()].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A frame around the best cell, light in dark so that it shows on every colour.
fn outline(picture: &mut Picture, (x, y): (f64, f64), (width, height): (f64, f64), p: &Palette) {
    for (out, thick, color) in [(4.0, 4.0, p.card), (3.0, 2.0, p.foreground)] {
        let (left, top) = (x - out, y - out);
        let (wide, high) = (width + 2.0 * out, height + 2.0 * out);
        picture.rect((left, top), (wide, thick), color, 1.0);
        picture.rect((left, top + high - thick), (wide, thick), color, 1.0);
        picture.rect((left, top), (thick, high), color, 1.0);
        picture.rect((left + wide - thick, top), (thick, high), color, 1.0);
    }
}

fn axis_labels(picture: &mut Picture, plane: &Plane, y_axis: &SweepAxis, size: (f64, f64), p: &Palette) {
    let look = |anchor| Type::axis(p.muted_foreground, anchor);
    let widest = plane.x.values.iter().map(|v| text_width(&value(*v), 11.0)).fold(0.0, f64::max);
    for i in (0..plane.width()).step_by(((widest + 12.0) / size.0).ceil().max(1.0) as usize) {
        let x = LEFT + (i as f64 + 0.5) * size.0;
        picture.text((x, BOTTOM + 14.0), value(plane.x.values[i]), look(Anchor::Middle));
    }
    for i in (0..plane.height()).step_by((18.0 / size.1).ceil().max(1.0) as usize) {
        let y = BOTTOM - (i as f64 + 0.5) * size.1;
        picture.text((LEFT - 8.0, y), value(y_axis.values[i]), look(Anchor::End));
    }
    let name = |anchor| Type { size: 12.0, color: p.foreground, anchor, bold: true };
    picture.text((RIGHT, BOTTOM + 34.0), plane.x.name.clone(), name(Anchor::End));
    picture.text((16.0, TOP - 8.0), y_axis.name.clone(), name(Anchor::Start));
}

/// The ramp with the figures at its ends, at the bottom left; where it ends.
pub(super) fn legend(picture: &mut Picture, ramp: &Ramp, metric: Metric, p: &Palette) -> f64 {
    let y = f64::from(picture.height) - 24.0;
    let look = |anchor| Type::axis(p.muted_foreground, anchor);
    let (low, high) = (figure(metric, ramp.low, false), figure(metric, ramp.high, false));
    let start = LEFT + text_width(&low, 11.0) + 8.0;
    picture.text((start - 8.0, y), low, look(Anchor::End));
    for (i, fill) in ramp.steps.iter().enumerate() {
        picture.rect((start + i as f64 * 20.0, y - 5.0), (19.0, 10.0), *fill, 1.0);
    }
    let end = start + ramp.steps.len() as f64 * 20.0 + 8.0;
    let width = text_width(&high, 11.0);
    picture.text((end, y), high, look(Anchor::Start));
    end + width
}

/// A parameter's value as it was typed.
pub(super) fn value(value: f64) -> String {
    number::grouped(value, number::decimals_of(value.abs()).min(6))
}
