//! Each window of a walk forward: Sharpe ratio in training, hollow, beside that on the new data after it, filled.

use super::{Anchor, Picture, Type, text_width};
use crate::calendar;
use crate::number;
use crate::palette::{Palette, Rgb};
use crate::scale::Scale;
use crate::walk_report::WalkReport;

const LEFT: f64 = 16.0;
const RIGHT: f64 = 880.0;
const TOP: f64 = 52.0;
const BOTTOM: f64 = 316.0;

pub(crate) fn draw(walk: &WalkReport, p: &Palette) -> Picture {
    let mut picture =
        Picture::new(960, 360, "Sharpe ratio in training and on new data, window by window", p.card);
    picture.headline(LEFT, "Sharpe ratio of each window", "", p);
    let trained = |w: &crate::WalkWindow| w.in_sample.and_then(|f| f.sharpe);
    let values = walk.windows.iter().flat_map(|w| [trained(w), w.out_of_sample.sharpe]).flatten();
    let scale = Scale { log: false, ..Scale::fit(values.chain([0.0])) };
    let y = |value: f64| BOTTOM - scale.share(value) * (BOTTOM - TOP);
    for tick in scale.ticks(6) {
        picture.line(vec![(LEFT, y(tick)), (RIGHT, y(tick))], p.chart_grid, 1.0);
        let look = Type::axis(p.muted_foreground, Anchor::Start);
        picture.text((RIGHT + 8.0, y(tick)), number::signed(tick, 1), look);
    }
    let room = (RIGHT - LEFT) / walk.windows.len().max(1) as f64;
    let width = (room * 0.32).min(28.0);
    for (i, window) in walk.windows.iter().enumerate() {
        let middle = LEFT + (i as f64 + 0.5) * room;
        if let Some(value) = trained(window) {
            hollow(&mut picture, middle - width - 1.0, width, (y(0.0), y(value)), p.muted_foreground);
        }
        if let Some(value) = window.out_of_sample.sharpe {
            let (top, bottom) = (y(value).min(y(0.0)), y(value).max(y(0.0)));
            let fill = if value < 0.0 { p.down } else { p.up };
            picture.rect((middle + 1.0, top), (width, (bottom - top).max(1.0)), fill, 1.0);
        }
    }
    picture.line(vec![(LEFT, y(0.0)), (RIGHT, y(0.0))], p.border_strong, 1.0);
    dates(&mut picture, walk, room, p);
    legend(&mut picture, p);
    picture
}

fn hollow(picture: &mut Picture, x: f64, width: f64, (zero, end): (f64, f64), color: Rgb) {
    let corners = vec![(x, zero), (x, end), (x + width, end), (x + width, zero)];
    picture.line(corners, color, 1.25);
}

fn dates(picture: &mut Picture, walk: &WalkReport, room: f64, p: &Palette) {
    let every = (78.0 / room).ceil().max(1.0) as usize;
    for (i, window) in walk.windows.iter().enumerate().step_by(every) {
        let x = LEFT + (i as f64 + 0.5) * room;
        if (LEFT + 30.0..=RIGHT - 10.0).contains(&x) {
            let day: String = calendar::iso_utc(window.test_start_ms).chars().take(10).collect();
            picture.text((x, BOTTOM + 16.0), day, Type::axis(p.muted_foreground, Anchor::Middle));
        }
    }
}

fn legend(picture: &mut Picture, p: &Palette) {
    let look = Type { size: 12.0, color: p.muted_foreground, anchor: Anchor::End, bold: false };
    let mut x = RIGHT - 16.0;
    picture.text((x, 24.0), "new data", look);
    x -= text_width("new data", 12.0) + 8.0;
    for fill in [p.down, p.up] {
        x -= 10.0;
        picture.rect((x, 18.0), (10.0, 12.0), fill, 1.0);
    }
    x -= 18.0;
    picture.text((x, 24.0), "training", look);
    x -= text_width("training", 12.0) + 8.0;
    hollow(picture, x - 12.0, 12.0, (30.0, 18.0), p.muted_foreground);
    picture.line(vec![(x - 12.0, 30.0), (x, 30.0)], p.muted_foreground, 1.25);
}
