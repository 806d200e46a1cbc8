//! How far equity lay below its peak.

use backtest::BacktestResult;

use super::curve::{self, Frame};
use super::{Anchor, Picture, Type};
use crate::calendar;
use crate::number;
use crate::palette::Palette;
use crate::scale::{Scale, round_step};

pub(crate) fn draw(result: &BacktestResult, p: &Palette) -> Picture {
    let figures = &result.summary.figures;
    let (from_ms, to_ms) = curve::span(result);
    let zone = curve::zone(result);
    let deepest = figures.max_drawdown;
    // The least axis shows a tenth of a percent, so that no fall at all is a line at the top.
    let floor = -(deepest * 1.18).max(0.001);
    let scale = Scale { low: floor, high: 0.0, log: false };
    let frame = Frame { left: 16.0, right: 880.0, top: 48.0, bottom: 228.0, from_ms, to_ms, scale };
    let mut picture = Picture::new(960, 260, "Drawdown over time", p.card);
    picture.headline(16.0, "Drawdown", &deepest_words(result), p);
    let step = round_step(-floor / 4.0);
    let values: Vec<f64> = (0..8).map(|k| -f64::from(k) * step).filter(|v| *v >= floor).collect();
    let decimals = number::decimals_of(step * 100.0);
    frame.grid(&mut picture, p, zone, &values, |v| Some(number::percent(v, decimals)));
    let below: Vec<f64> = result.curves.drawdown.iter().map(|d| -d).collect();
    let line = frame.points(&result.curves.time_ms, &below);
    let mut area = vec![(frame.left, frame.top)];
    area.extend(&line);
    area.push((frame.right, frame.top));
    picture.area(area, p.down, 0.16);
    picture.line(line, p.down, 1.5);
    if let Some(end) = figures.max_drawdown_end {
        let (x, y) = (frame.x(end), frame.y(-deepest));
        picture.rect((x - 2.5, y - 2.5), (5.0, 5.0), p.down, 1.0);
        let (anchor, x) = if x > 700.0 { (Anchor::End, x - 6.0) } else { (Anchor::Start, x + 6.0) };
        let look = Type { size: 11.0, color: p.down, anchor, bold: true };
        picture.text((x, y + 9.0), number::percent(-deepest, 2), look);
    }
    picture
}

fn deepest_words(result: &BacktestResult) -> String {
    let figures = &result.summary.figures;
    let zone = curve::zone(result);
    let day = |ms| calendar::minute(ms, zone).chars().take(10).collect::<String>();
    match (figures.max_drawdown_start, figures.max_drawdown_end) {
        (Some(start), Some(end)) => format!("deepest from {} to {}", day(start), day(end)),
        _ => "never below its peak".to_owned(),
    }
}
