//! A sweep's metric over two parameters as a surface, seen from above one corner: hills that are broad, and needles.

use backtest::sweep::Metric;

use super::sweep_map::{legend, value};
use super::{Anchor, Picture, Type};
use crate::palette::{Palette, Rgb};
use crate::plane::{Plane, SweepAxis};
use crate::ramp::{Ramp, figure, metric_name};
use crate::scale::Scale;

/// Where the middle of the floor stands.
const CENTRE: (f64, f64) = (470.0, 372.0);
/// How far the picture goes along the first parameter, and along the second.
const ALONG_X: (f64, f64) = (420.0, 118.0);
const ALONG_Y: (f64, f64) = (-330.0, 132.0);
const HEIGHT: f64 = 230.0;
/// Surfaces finer than this have no lines between facets.
const MOST_LINED: usize = 70;
/// More facets than this are not made of a coarse grid.
const MOST_FACETS: usize = 4_000;

/// A point of the unit box: the two parameters and the height, each 0 to 1.
type Point = (f64, f64, f64);

fn project((u, v, w): Point) -> (f64, f64) {
    let (du, dv) = (u - 0.5, v - 0.5);
    (CENTRE.0 + du * ALONG_X.0 + dv * ALONG_Y.0, CENTRE.1 + du * ALONG_X.1 + dv * ALONG_Y.1 - w * HEIGHT)
}

/// `None` where there is no second parameter to span a surface with.
pub(crate) fn draw(plane: &Plane, metric: Metric, capital: f64, p: &Palette) -> Option<Picture> {
    let y_axis = plane.y.as_ref().filter(|_| plane.width() > 1 && plane.height() > 1)?;
    let title = format!("Surface of {} by {} and {}", metric_name(metric), plane.x.name, y_axis.name);
    let mut picture = Picture::new(960, 600, title, p.card);
    picture.headline(16.0, metric_name(metric), &plane.aside(), p);
    let ramp = Ramp::of(metric, &plane.cells, capital, p);
    let scale = Scale { log: false, ..Scale::fit(plane.cells.iter().copied()) };
    walls(&mut picture, metric, scale, p);
    labels(&mut picture, &plane.x, y_axis, p);
    let fine = fineness(plane);
    for Facet { corners, color, edges } in facets(plane, scale, &ramp, fine) {
        let mut outline: Vec<(f64, f64)> = corners.iter().map(|c| project(*c)).collect();
        picture.area(outline.clone(), color, 1.0);
        outline.push(outline[0]);
        // in its own colour: no seam shows between two facets
        picture.line(outline, color, 0.75);
        for edge in edges {
            picture.line(edge.map(project).to_vec(), p.card, 0.5);
        }
    }
    best(&mut picture, plane, metric, scale, p);
    legend(&mut picture, &ramp, metric, p);
    Some(picture)
}

struct Facet {
    corners: [Point; 4],
    color: Rgb,
    /// Those that lie on the lines of the grid, where there are few enough to draw them.
    edges: Vec<[Point; 2]>,
}

/// Into how many parts along each side what lies between four cells is cut, so that its colours follow its height.
fn fineness(plane: &Plane) -> usize {
    let between = (plane.width() - 1) * (plane.height() - 1);
    ((MOST_FACETS / between.max(1)) as f64).sqrt().clamp(1.0, 4.0) as usize
}

/// What lies between four neighbouring cells, bilinear, the far ones first; nothing where one of them is unknown.
fn facets(plane: &Plane, scale: Scale, ramp: &Ramp, fine: usize) -> Vec<Facet> {
    let (columns, lines) = (plane.width(), plane.height());
    let lined = columns.max(lines) <= MOST_LINED;
    let mut facets: Vec<(f64, Facet)> = Vec::new();
    for line in 0..lines - 1 {
        for column in 0..columns - 1 {
            let value = |c: usize, l: usize| plane.cells[(line + l) * columns + column + c];
            let values = [value(0, 0), value(1, 0), value(1, 1), value(0, 1)];
            if values.iter().any(|v| !v.is_finite()) {
                continue;
            }
            // how far along both sides of the four, 0 to 1, to value and place
            let height = |a: f64, b: f64| {
                let near = values[0] + (values[1] - values[0]) * a;
                near + (values[3] + (values[2] - values[3]) * a - near) * b
            };
            let place = |(a, b): (f64, f64)| {
                let u = (column as f64 + a) / (columns - 1) as f64;
                let v = (line as f64 + b) / (lines - 1) as f64;
                (u, v, scale.share(height(a, b)))
            };
            for (i, j) in (0..fine).flat_map(|j| (0..fine).map(move |i| (i, j))) {
                let at = |i: usize, j: usize| (i as f64 / fine as f64, j as f64 / fine as f64);
                let corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)].map(place);
                let middle = (i as f64 + 0.5, j as f64 + 0.5);
                let color = ramp.color(height(middle.0 / fine as f64, middle.1 / fine as f64));
                let on_grid = [j == 0, i + 1 == fine, j + 1 == fine, i == 0];
                let edges = (0..4).filter(|side| lined && on_grid[*side]);
                let edges = edges.map(|side| [corners[side], corners[(side + 1) % 4]]).collect();
                let near = corners[0].0 * ALONG_X.1 + corners[0].1 * ALONG_Y.1;
                facets.push((near, Facet { corners, color, edges }));
            }
        }
    }
    facets.sort_by(|a, b| a.0.total_cmp(&b.0));
    facets.into_iter().map(|(_, facet)| facet).collect()
}

fn share(place: usize, count: usize) -> f64 {
    place as f64 / (count - 1).max(1) as f64
}

/// The floor and the two walls behind, with the metric's round values.
fn walls(picture: &mut Picture, metric: Metric, scale: Scale, p: &Palette) {
    let floor = [(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 1.0, 0.0), (0.0, 1.0, 0.0)];
    picture.area(floor.map(project).to_vec(), p.secondary, 0.6);
    for tick in scale.ticks(6) {
        let w = scale.share(tick);
        let line = [(0.0, 1.0, w), (0.0, 0.0, w), (1.0, 0.0, w)].map(project).to_vec();
        let (x, y) = line[2];
        let zero = tick.abs() < 1e-12;
        picture.line(line, if zero { p.border_strong } else { p.chart_grid }, 1.0);
        let look = Type::axis(p.muted_foreground, Anchor::Start);
        picture.text((x + 8.0, y), figure(metric, tick, false), look);
    }
    for (u, v) in [(0.0, 1.0), (0.0, 0.0), (1.0, 0.0)] {
        picture.line(vec![project((u, v, 0.0)), project((u, v, 1.0))], p.border_strong, 1.0);
    }
    let rim = [(1.0, 0.0, 0.0), (1.0, 1.0, 0.0), (0.0, 1.0, 0.0)].map(project).to_vec();
    picture.line(rim, p.border_strong, 1.0);
}

/// Values along the two near edges of the floor, and the parameters' names.
fn labels(picture: &mut Picture, x_axis: &SweepAxis, y_axis: &SweepAxis, p: &Palette) {
    for (axis, anchor, edge) in [
        (x_axis, Anchor::End, (|s| (s, 1.0, 0.0)) as fn(f64) -> Point),
        (y_axis, Anchor::Start, |s| (1.0, s, 0.0)),
    ] {
        let n = axis.values.len();
        let dx = if anchor == Anchor::End { -8.0 } else { 8.0 };
        for i in (0..n).step_by(n.div_ceil(7)) {
            let (x, y) = project(edge(share(i, n)));
            picture.text((x + dx, y + 10.0), value(axis.values[i]), Type::axis(p.muted_foreground, anchor));
        }
        let (x, y) = project(edge(0.5));
        let look = Type { size: 12.0, color: p.foreground, anchor, bold: true };
        picture.text((x + 6.0 * dx, y + 28.0), axis.name.clone(), look);
    }
}

/// A pin on the best combination.
fn best(picture: &mut Picture, plane: &Plane, metric: Metric, scale: Scale, p: &Palette) {
    let Some(place) = plane.best else { return };
    let (u, v) = (share(place % plane.width(), plane.width()), share(place / plane.width(), plane.height()));
    let (x, y) = project((u, v, scale.share(plane.cells[place])));
    picture.line(vec![(x, y), (x, y - 26.0)], p.foreground, 1.5);
    picture.rect((x - 2.5, y - 2.5), (5.0, 5.0), p.foreground, 1.0);
    let look = Type { size: 12.0, color: p.foreground, anchor: Anchor::Middle, bold: true };
    picture.text((x, y - 36.0), figure(metric, plane.cells[place], false), look);
}
