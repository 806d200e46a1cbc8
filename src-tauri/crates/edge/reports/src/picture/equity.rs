//! Equity beside buy-and-hold, with the stretches in the market shaded.

use backtest::BacktestResult;

use super::curve::{self, Frame};
use super::{Anchor, Picture, Type, text_width};
use crate::number;
use crate::palette::{Palette, Rgb};
use crate::scale::Scale;

pub(crate) fn draw(result: &BacktestResult, p: &Palette) -> Picture {
    let curves = &result.curves;
    let (from_ms, to_ms) = curve::span(result);
    let scale = Scale::fit(curves.equity.iter().chain(&curves.buy_and_hold).copied());
    let frame = Frame { left: 16.0, right: 880.0, top: 48.0, bottom: 388.0, from_ms, to_ms, scale };
    let mut picture = Picture::new(960, 420, "Equity and buy and hold over time", p.card);
    picture.headline(16.0, "Equity", if scale.log { "log scale" } else { "" }, p);
    let entries = [
        ("in the market", p.border_strong, 8.0),
        ("buy and hold", p.muted_foreground, 2.0),
        ("strategy", p.chart_1, 2.5),
    ];
    legend(&mut picture, &entries, p);
    for (from, to) in market_stretches(result, &frame) {
        picture.rect((from, frame.top), (to - from, frame.bottom - frame.top), p.secondary, 0.7);
    }
    let ends = [(&curves.buy_and_hold, p.muted_foreground), (&curves.equity, p.chart_1)];
    let ends = ends.map(|(values, color)| (values.last().copied().unwrap_or(0.0), color));
    let chips = apart(ends.map(|(value, _)| frame.y(value)), frame.top, frame.bottom);
    let values = scale.ticks(7);
    frame.grid(&mut picture, p, curve::zone(result), &values, |value| {
        let free = chips.iter().all(|y| (y - frame.y(value)).abs() > 15.0);
        free.then(|| number::grouped(value, decimals(scale)))
    });
    picture.line(frame.points(&curves.time_ms, &curves.buy_and_hold), p.muted_foreground, 1.25);
    picture.line(frame.points(&curves.time_ms, &curves.equity), p.chart_1, 1.75);
    for ((value, color), y) in ends.into_iter().zip(chips) {
        chip(&mut picture, p, (frame.right, y), value, color, decimals(scale));
    }
    picture
}

pub(super) fn decimals(scale: Scale) -> usize {
    match scale.high {
        h if h >= 1_000.0 => 0,
        h if h >= 10.0 => 2,
        _ => 4,
    }
}

/// What each colour means, with the height of its sample, from the right.
pub(super) fn legend(picture: &mut Picture, entries: &[(&str, Rgb, f64)], p: &Palette) {
    let mut x = 864.0;
    for &(label, color, height) in entries {
        x -= text_width(label, 12.0);
        let look = Type { size: 12.0, color: p.muted_foreground, anchor: Anchor::Start, bold: false };
        picture.text((x, 24.0), label, look);
        picture.rect(
            (x - 24.0, 24.0 - height / 2.0),
            (16.0, height),
            color,
            if height > 4.0 { 0.6 } else { 1.0 },
        );
        x -= 42.0;
    }
}

/// Where trades, and the open position, held the market; neighbours closer than a pixel are one.
fn market_stretches(result: &BacktestResult, frame: &Frame) -> Vec<(f64, f64)> {
    let summary = &result.summary;
    let closed = summary.trade_list.iter().map(|t| (t.entry_ms, t.exit_ms));
    let open = summary.open_position.map(|o| (o.entry_ms, frame.to_ms));
    let mut stretches: Vec<(f64, f64)> = Vec::new();
    for (from, to) in closed.chain(open) {
        let (from, to) = (frame.x(from), frame.x(to));
        match stretches.last_mut() {
            Some(last) if from - last.1 < 1.0 => last.1 = last.1.max(to),
            _ => stretches.push((from, to)),
        }
    }
    stretches
}

/// Moves the two chips until neither covers the other.
pub(super) fn apart(mut y: [f64; 2], top: f64, bottom: f64) -> [f64; 2] {
    const ROOM: f64 = 20.0;
    let (upper, lower) = if y[0] <= y[1] { (0, 1) } else { (1, 0) };
    let missing = ROOM - (y[lower] - y[upper]);
    if missing > 0.0 {
        y[upper] = (y[upper] - missing / 2.0).clamp(top, bottom - ROOM);
        y[lower] = y[upper] + ROOM;
    }
    y
}

pub(super) fn chip(
    picture: &mut Picture,
    p: &Palette,
    (x, y): (f64, f64),
    value: f64,
    color: Rgb,
    decimals: usize,
) {
    picture.rect((x + 2.0, y - 9.0), (70.0, 18.0), color, 1.0);
    let look = Type { size: 11.0, color: p.card, anchor: Anchor::Start, bold: true };
    picture.text((x + 8.0, y), number::grouped(value, decimals), look);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chips_never_cover_each_other() {
        assert_eq!(apart([100.0, 300.0], 0.0, 400.0), [100.0, 300.0]);
        assert_eq!(apart([100.0, 96.0], 0.0, 400.0), [108.0, 88.0]);
        assert_eq!(apart([400.0, 400.0], 0.0, 400.0), [380.0, 400.0]);
    }
}
