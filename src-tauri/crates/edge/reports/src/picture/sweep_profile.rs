//! A sweep's metric along its one parameter, as a curve that breaks where nothing is known.

use backtest::sweep::Metric;

use super::sweep_map::value;
use super::{Anchor, Picture, Type, text_width};
use crate::palette::Palette;
use crate::plane::Plane;
use crate::ramp::{figure, metric_name};
use crate::scale::Scale;

const LEFT: f64 = 28.0;
const RIGHT: f64 = 880.0;
const TOP: f64 = 52.0;
const BOTTOM: f64 = 356.0;

/// Curves of more values have no dots.
const MOST_DOTS: usize = 60;

pub(super) fn draw(plane: &Plane, metric: Metric, p: &Palette) -> Picture {
    let title = format!("{} by {}", metric_name(metric), plane.x.name);
    let mut picture = Picture::new(960, 420, title, p.card);
    picture.headline(16.0, metric_name(metric), &plane.aside(), p);
    let scale = Scale { log: false, ..Scale::fit(plane.cells.iter().copied()) };
    let last = (plane.width() - 1).max(1) as f64;
    let x = |i: usize| LEFT + i as f64 / last * (RIGHT - LEFT);
    let y = |v: f64| BOTTOM - scale.share(v) * (BOTTOM - TOP);
    for tick in scale.ticks(6) {
        picture.line(vec![(LEFT, y(tick)), (RIGHT, y(tick))], p.chart_grid, 1.0);
        let look = Type::axis(p.muted_foreground, Anchor::Start);
        picture.text((RIGHT + 8.0, y(tick)), figure(metric, tick, false), look);
    }
    picture.line(vec![(LEFT, BOTTOM), (RIGHT, BOTTOM)], p.border_strong, 1.0);
    let points: Vec<(f64, f64)> = plane.cells.iter().enumerate().map(|(i, v)| (x(i), y(*v))).collect();
    let known: Vec<bool> = plane.cells.iter().map(|v| v.is_finite()).collect();
    for run in stretches(&known) {
        picture.line(points[run].to_vec(), p.chart_1, 1.75);
    }
    for (i, (px, py)) in points.iter().enumerate() {
        if known[i] && plane.width() <= MOST_DOTS {
            picture.rect((px - 2.5, py - 2.5), (5.0, 5.0), p.chart_1, 1.0);
        }
    }
    labels(&mut picture, plane, x, p);
    best(&mut picture, plane, metric, x, p);
    picture
}

/// Runs of what is known.
fn stretches(known: &[bool]) -> Vec<std::ops::Range<usize>> {
    let mut runs = Vec::new();
    let mut from = 0;
    for (i, is) in known.iter().chain([&false]).enumerate() {
        if !is {
            if i > from {
                runs.push(from..i);
            }
            from = i + 1;
        }
    }
    runs
}

fn labels(picture: &mut Picture, plane: &Plane, x: impl Fn(usize) -> f64, p: &Palette) {
    let widest = plane.x.values.iter().map(|v| text_width(&value(*v), 11.0)).fold(0.0, f64::max);
    let room = (RIGHT - LEFT) / plane.width() as f64;
    for i in (0..plane.width()).step_by(((widest + 12.0) / room).ceil().max(1.0) as usize) {
        let look = Type::axis(p.muted_foreground, Anchor::Middle);
        picture.text((x(i), BOTTOM + 14.0), value(plane.x.values[i]), look);
    }
    let look = Type { size: 12.0, color: p.foreground, anchor: Anchor::End, bold: true };
    picture.text((RIGHT, BOTTOM + 36.0), plane.x.name.clone(), look);
}

fn best(picture: &mut Picture, plane: &Plane, metric: Metric, x: impl Fn(usize) -> f64, p: &Palette) {
    let Some(i) = plane.best else { return };
    picture.dashes(x(i), (TOP, BOTTOM), p.foreground);
    let text = format!("best at {}: {}", value(plane.x.values[i]), figure(metric, plane.cells[i], false));
    let (anchor, dx) = if x(i) > 480.0 { (Anchor::End, -8.0) } else { (Anchor::Start, 8.0) };
    let look = Type { size: 12.0, color: p.foreground, anchor, bold: true };
    picture.text((x(i) + dx, TOP), text, look);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_breaks_where_nothing_is_known() {
        assert_eq!(stretches(&[true, true, false, true, false, false, true]), [0..2, 3..4, 6..7]);
        assert!(stretches(&[false]).is_empty());
    }
}
