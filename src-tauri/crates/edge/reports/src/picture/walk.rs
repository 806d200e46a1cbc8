//! A walk forward over time: what its windows made on new data, beside what their training promised and buying and
//! holding.

use chrono_tz::Tz;

use super::Picture;
use super::curve::Frame;
use super::equity::{apart, chip, decimals, legend};
use crate::number;
use crate::palette::Palette;
use crate::scale::Scale;
use crate::walk_report::WalkReport;

pub(crate) fn draw(walk: &WalkReport, p: &Palette) -> Picture {
    let promised = promised(walk);
    let from_ms = walk.time_ms.first().copied().unwrap_or(0);
    let to_ms = walk.time_ms.last().copied().unwrap_or(0);
    let curves = walk.equity.iter().chain(&walk.hold).copied();
    let scale = Scale::fit(curves.chain(promised.iter().map(|(_, value)| *value)));
    let frame = Frame { left: 16.0, right: 880.0, top: 48.0, bottom: 388.0, from_ms, to_ms, scale };
    let mut picture = Picture::new(960, 420, "Walk forward: equity on new data over time", p.card);
    picture.headline(16.0, "Walk forward", if scale.log { "log scale" } else { "" }, p);
    let entries = [
        ("buy and hold", p.muted_foreground, 2.0),
        ("as training promised", p.warn, 2.0),
        ("on new data", p.chart_1, 2.5),
    ];
    legend(&mut picture, &entries, p);
    // every other window is shaded: where parameters were chosen anew
    for window in walk.windows.iter().skip(1).step_by(2) {
        let (from, to) = (frame.x(window.test_start_ms), frame.x(window.test_end_ms.min(to_ms)));
        picture.rect((from, frame.top), (to - from, frame.bottom - frame.top), p.secondary, 0.6);
    }
    let last = |values: &[f64]| values.last().copied().unwrap_or(walk.capital);
    let ends = [(last(&walk.hold), p.muted_foreground), (last(&walk.equity), p.chart_1)];
    let chips = apart(ends.map(|(value, _)| frame.y(value)), frame.top, frame.bottom);
    frame.grid(&mut picture, p, Tz::UTC, &scale.ticks(7), |value| {
        let free = chips.iter().all(|y| (y - frame.y(value)).abs() > 15.0);
        free.then(|| number::grouped(value, decimals(scale)))
    });
    picture.line(frame.points(&walk.time_ms, &walk.hold), p.muted_foreground, 1.25);
    let promised = promised.iter().map(|(time_ms, value)| (frame.x(*time_ms), frame.y(*value)));
    picture.line(promised.collect(), p.warn, 1.25);
    picture.line(frame.points(&walk.time_ms, &walk.equity), p.chart_1, 1.75);
    for ((value, color), y) in ends.into_iter().zip(chips) {
        chip(&mut picture, p, (frame.right, y), value, color, decimals(scale));
    }
    picture
}

/// Equity at the start of each window and at the end, had each test grown at the pace of its training.
fn promised(walk: &WalkReport) -> Vec<(i64, f64)> {
    let mut equity = walk.capital;
    let mut curve = Vec::with_capacity(walk.windows.len() + 1);
    for window in &walk.windows {
        curve.push((window.test_start_ms, equity));
        let trained = (window.test_start_ms - window.train_start_ms).max(1) as f64;
        let tested = (window.test_end_ms - window.test_start_ms) as f64;
        let growth = window.in_sample.map_or(1.0, |f| 1.0 + f.total_return).max(0.0);
        equity *= growth.powf(tested / trained);
    }
    curve.extend(walk.windows.last().map(|w| (w.test_end_ms, equity)));
    curve
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk_report::tests::walk;

    #[test]
    fn a_promise_grows_at_the_pace_of_training() {
        let walk = walk();
        let (first, second) = (&walk.windows[0], &walk.windows[1]);
        // trained on twice the length of a test: 21 % there are 10 % here; nothing chosen stays flat
        assert_eq!(promised(&walk)[0], (first.test_start_ms, 10_000.0));
        assert!((promised(&walk)[1].1 - 11_000.0).abs() < 1e-9);
        assert!((promised(&walk)[2].1 - 11_000.0).abs() < 1e-9);
        assert_eq!(promised(&walk)[2].0, second.test_end_ms);
    }
}
