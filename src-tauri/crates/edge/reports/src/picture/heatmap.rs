//! Weekday by hour, one figure a cell.

use backtest::{BacktestResult, Heatmaps};

use super::{Anchor, Picture, Type};
use crate::number;
use crate::palette::{Palette, Rgb};
use crate::scale::round_up;

const LEFT: f64 = 52.0;
const TOP: f64 = 48.0;
const CELL: (f64, f64) = (37.0, 30.0);
const GAP: f64 = 2.0;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// What the cells show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    Return,
    WinRate,
    Count,
}

/// A cell's place on its ramp and its figure.
struct Cell {
    fill: Rgb,
    figure: String,
}

pub(crate) fn draw(result: &BacktestResult, measure: Measure, p: &Palette) -> Picture {
    let maps = &result.summary.heatmaps;
    let (name, unit) = match measure {
        Measure::Return => ("Mean return by hour of entry", "%"),
        Measure::WinRate => ("Win rate by hour of entry", "%"),
        Measure::Count => ("Trades by hour of entry", ""),
    };
    let mut picture = Picture::new(960, 320, name, p.card);
    let aside = if unit.is_empty() { maps.zone.clone() } else { format!("in {unit}, {}", maps.zone) };
    picture.headline(16.0, name, &aside, p);
    let limit = limit(maps, measure);
    for (day, weekday) in WEEKDAYS.iter().enumerate() {
        let y = TOP + day as f64 * CELL.1;
        let look = Type { size: 12.0, color: p.muted_foreground, anchor: Anchor::Start, bold: false };
        picture.text((16.0, y + CELL.1 / 2.0), *weekday, look);
        for hour in 0..backtest::HOURS {
            let place = (LEFT + hour as f64 * CELL.0, y);
            paint_cell(&mut picture, p, place, cell(maps, measure, (day, hour), limit, p));
        }
    }
    for hour in 0..backtest::HOURS {
        let x = LEFT + (hour as f64 + 0.5) * CELL.0;
        let look = Type::axis(p.muted_foreground, Anchor::Middle);
        picture.text((x, TOP + 7.0 * CELL.1 + 12.0), format!("{hour:02}"), look);
    }
    legend(&mut picture, measure, limit, p);
    picture
}

fn paint_cell(picture: &mut Picture, p: &Palette, (x, y): (f64, f64), cell: Option<Cell>) {
    let centre = (x + CELL.0 / 2.0, y + CELL.1 / 2.0);
    match cell {
        Some(Cell { fill, figure }) => {
            picture.rect((x + GAP / 2.0, y + GAP / 2.0), (CELL.0 - GAP, CELL.1 - GAP), fill, 1.0);
            let size = if figure.chars().count() > 5 { 9.0 } else { 11.0 };
            picture.text(
                centre,
                figure,
                Type { size, color: p.ink_on(fill), anchor: Anchor::Middle, bold: false },
            );
        }
        None => picture.rect((centre.0 - 1.0, centre.1 - 1.0), (2.0, 2.0), p.border_strong, 1.0),
    }
}

/// `None` where no trade was entered.
fn cell(
    maps: &Heatmaps,
    measure: Measure,
    (day, hour): (usize, usize),
    limit: f64,
    p: &Palette,
) -> Option<Cell> {
    let count = *maps.counts.get(day)?.get(hour)?;
    match measure {
        Measure::Return => {
            let value = (*maps.mean_return.get(day)?.get(hour)?)?;
            Some(Cell {
                fill: p.heat[diverging_step(value / limit)],
                figure: number::signed(value * 100.0, 1),
            })
        }
        Measure::WinRate => {
            let value = (*maps.win_rate.get(day)?.get(hour)?)?;
            let fill = p.heat[diverging_step((value - 0.5) / limit)];
            Some(Cell { fill, figure: number::grouped(value * 100.0, 0) })
        }
        Measure::Count => (count > 0).then(|| Cell {
            fill: p.seq[count_step(count.into(), limit)],
            figure: number::grouped(count.into(), 0),
        }),
    }
}

/// 0 (loss) to 8 (gain) for -1 to 1, zero in the middle; what is beyond stays at the ends.
fn diverging_step(share: f64) -> usize {
    ((share * 4.0).round().clamp(-4.0, 4.0) + 4.0) as usize
}

/// 1 for a single trade to 5 for the `most` of any cell; where no cell has two, all are 1.
fn count_step(count: f64, most: f64) -> usize {
    1 + ((count - 1.0) / (most - 1.0).max(1.0) * 4.0).round().clamp(0.0, 4.0) as usize
}

/// The value at the ends of the ramp. Returns: a round figure that seven cells in ten stay within, so that one lucky
/// trade does not pale all others.
fn limit(maps: &Heatmaps, measure: Measure) -> f64 {
    match measure {
        Measure::Return => {
            let mut sizes: Vec<f64> = maps.mean_return.iter().flatten().flatten().map(|v| v.abs()).collect();
            sizes.sort_by(f64::total_cmp);
            let usual = sizes.get(sizes.len() * 7 / 10).copied().unwrap_or(0.01);
            round_up(usual.max(1e-4), &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0])
        }
        Measure::WinRate => 0.5,
        Measure::Count => maps.counts.iter().flatten().copied().max().unwrap_or(1).max(1).into(),
    }
}

fn legend(picture: &mut Picture, measure: Measure, limit: f64, p: &Palette) {
    let y = TOP + 7.0 * CELL.1 + 38.0;
    let (steps, low, high): (&[Rgb], _, _) = match measure {
        Measure::Return => {
            let decimals = number::decimals_of((limit * 1e6).round() / 1e4);
            (&p.heat, number::percent(-limit, decimals), number::signed_percent(limit, decimals))
        }
        Measure::WinRate => (&p.heat, number::percent(0.0, 0), number::percent(1.0, 0)),
        Measure::Count => (&p.seq[1..], "1".to_owned(), number::grouped(limit, 0)),
    };
    let look = |anchor| Type::axis(p.muted_foreground, anchor);
    let start = LEFT + 52.0;
    picture.text((start - 8.0, y), low, look(Anchor::End));
    for (i, fill) in steps.iter().enumerate() {
        picture.rect((start + i as f64 * 20.0, y - 5.0), (19.0, 10.0), *fill, 1.0);
    }
    picture.text((start + steps.len() as f64 * 20.0 + 8.0, y), high, look(Anchor::Start));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ramp_is_centred_on_zero() {
        assert_eq!(
            [-9.0, -1.0, -0.13, -0.12, 0.0, 0.12, 0.13, 1.0, 9.0].map(diverging_step),
            [0, 0, 3, 4, 4, 4, 5, 8, 8]
        );
        assert_eq!(diverging_step(f64::NAN), 0);
        assert_eq!([1.0, 2.0, 3.0].map(|count| count_step(count, 3.0)), [1, 3, 5]);
        assert_eq!((count_step(1.0, 1.0), count_step(100.0, 100.0)), (1, 5));
    }
}
