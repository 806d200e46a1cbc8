//! Histogram of the trades' returns.

use backtest::BacktestResult;

use super::{Anchor, Picture, Type, text_width};
use crate::number;
use crate::palette::Palette;
use crate::scale::{Scale, round_step};

const LEFT: f64 = 36.0;
const RIGHT: f64 = 880.0;
const TOP: f64 = 56.0;
const BOTTOM: f64 = 328.0;

pub(crate) fn draw(result: &BacktestResult, p: &Palette) -> Picture {
    let bins = &result.summary.distribution;
    let mut picture = Picture::new(960, 360, "Distribution of trade returns", p.card);
    let (Some(low), Some(high)) = (bins.edges.first(), bins.edges.last()) else {
        picture.headline(16.0, "Returns of trades", "", p);
        let look = Type { size: 13.0, color: p.muted_foreground, anchor: Anchor::Middle, bold: false };
        picture.text((480.0, 190.0), "No trade was closed.", look);
        return picture;
    };
    let width = bins.edges[1] - bins.edges[0];
    let bin_words = format!("bins of {}", number::percent(width, number::decimals_of(width * 100.0)));
    picture.headline(16.0, &format!("Returns of {} trades", result.summary.trade_list.len()), &bin_words, p);
    let most = bins.counts.iter().copied().max().unwrap_or(1).max(1);
    let x = |value: f64| LEFT + (value - low) / (high - low) * (RIGHT - LEFT);
    let y = |count: f64| BOTTOM - count / (f64::from(most) * 1.06) * (BOTTOM - TOP);
    count_grid(&mut picture, p, most, y);
    for (edges, count) in bins.edges.windows(2).zip(&bins.counts) {
        if *count > 0 {
            let fill = if edges[0] < 0.0 { p.down } else { p.up };
            let top = y(f64::from(*count));
            let room = (x(edges[1]) - x(edges[0])).min(40.0) * 0.06;
            picture.rect(
                (x(edges[0]) + room, top),
                (x(edges[1]) - x(edges[0]) - 2.0 * room, BOTTOM - top),
                fill,
                1.0,
            );
        }
    }
    picture.line(vec![(LEFT, BOTTOM), (RIGHT, BOTTOM)], p.border_strong, 1.0);
    picture.line(vec![(x(0.0), TOP - 4.0), (x(0.0), BOTTOM)], p.border_strong, 1.0);
    return_labels(&mut picture, p, (*low, *high), x);
    if let Some(mean) = result.summary.figures.expectancy {
        let text = format!("mean {}", number::signed_percent(mean, 2));
        picture.dashes(x(mean), (TOP - 6.0, BOTTOM), p.foreground);
        let right_of = x(mean) - text_width(&text, 12.0) - 8.0 < LEFT;
        let (anchor, dx) = if right_of { (Anchor::Start, 8.0) } else { (Anchor::End, -8.0) };
        let look = Type { size: 12.0, color: p.foreground, anchor, bold: true };
        picture.text((x(mean) + dx, TOP), text, look);
    }
    picture
}

fn count_grid(picture: &mut Picture, p: &Palette, most: u32, y: impl Fn(f64) -> f64) {
    let step = round_step(f64::from(most) / 5.0).max(1.0).ceil();
    let mut count = step;
    while count <= f64::from(most) * 1.05 {
        picture.line(vec![(LEFT, y(count)), (RIGHT, y(count))], p.chart_grid, 1.0);
        let look = Type::axis(p.muted_foreground, Anchor::Start);
        picture.text((RIGHT + 8.0, y(count)), number::grouped(count, 0), look);
        count += step;
    }
}

fn return_labels(picture: &mut Picture, p: &Palette, (low, high): (f64, f64), x: impl Fn(f64) -> f64) {
    let ticks = Scale { low, high, log: false }.ticks(8);
    let step = ticks.windows(2).map(|t| t[1] - t[0]).next().unwrap_or(0.1);
    let decimals = number::decimals_of((step * 1e6).round() / 1e4);
    for value in ticks {
        let look = Type::axis(p.muted_foreground, Anchor::Middle);
        picture.text((x(value), BOTTOM + 14.0), number::signed_percent(value, decimals), look);
    }
}
