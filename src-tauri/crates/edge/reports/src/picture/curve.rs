//! The frame that curves over time share: grid, dates, and points no denser than pixels.

use backtest::BacktestResult;
use chrono_tz::Tz;

use super::{Anchor, Picture, Type};
use crate::calendar;
use crate::palette::Palette;
use crate::scale::Scale;

/// The plot area inside a picture, and its axes.
pub(crate) struct Frame {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub from_ms: i64,
    pub to_ms: i64,
    pub scale: Scale,
}

impl Frame {
    pub fn x(&self, time_ms: i64) -> f64 {
        // As floats, since stamps at the ends of their range differ by more than an integer holds.
        let span = (self.to_ms as f64 - self.from_ms as f64).max(1.0);
        self.left + (time_ms as f64 - self.from_ms as f64) / span * (self.right - self.left)
    }

    pub fn y(&self, value: f64) -> f64 {
        self.bottom - self.scale.share(value) * (self.bottom - self.top)
    }

    /// Horizontal lines at `values`, labelled at the right by `label`, and dates below.
    pub fn grid(
        &self,
        picture: &mut Picture,
        p: &Palette,
        zone: Tz,
        values: &[f64],
        label: impl Fn(f64) -> Option<String>,
    ) {
        for value in values {
            let y = self.y(*value);
            picture.line(vec![(self.left, y), (self.right, y)], p.chart_grid, 1.0);
            if let Some(text) = label(*value) {
                picture.text((self.right + 8.0, y), text, Type::axis(p.muted_foreground, Anchor::Start));
            }
        }
        for tick in calendar::ticks(self.from_ms, self.to_ms, zone, 9) {
            let x = self.x(tick.time_ms);
            picture.line(vec![(x, self.top), (x, self.bottom)], p.chart_grid, 1.0);
            // Half a label's width from the edges, where the next text or the border stands.
            if (self.left + 28.0..=self.right - 10.0).contains(&x) {
                let look = Type::axis(p.muted_foreground, Anchor::Middle);
                picture.text((x, self.bottom + 14.0), tick.label, look);
            }
        }
        picture.line(vec![(self.left, self.bottom), (self.right, self.bottom)], p.border_strong, 1.0);
    }

    /// The curve with no more than four points a half pixel: first, least, most and last of it.
    pub fn points(&self, time_ms: &[i64], values: &[f64]) -> Vec<(f64, f64)> {
        let column = |i: usize| (self.x(time_ms[i]) * 2.0) as i64;
        let mut points = Vec::new();
        let n = time_ms.len().min(values.len());
        let mut start = 0;
        while start < n {
            let mut end = start + 1;
            while end < n && column(end) == column(start) {
                end += 1;
            }
            let by_value = |a: &usize, b: &usize| values[*a].total_cmp(&values[*b]);
            let least = (start..end).min_by(by_value).unwrap_or(start);
            let most = (start..end).max_by(by_value).unwrap_or(start);
            let mut chosen = [start, least.min(most), least.max(most), end - 1].to_vec();
            chosen.dedup();
            points.extend(chosen.into_iter().map(|i| (self.x(time_ms[i]), self.y(values[i]))));
            start = end;
        }
        points
    }
}

/// The zone a result's heatmaps are in; the axes follow it.
pub(crate) fn zone(result: &BacktestResult) -> Tz {
    result.summary.heatmaps.zone.parse().unwrap_or(Tz::UTC)
}

/// First and last instant of a result.
pub(crate) fn span(result: &BacktestResult) -> (i64, i64) {
    let times = &result.curves.time_ms;
    (times.first().copied().unwrap_or(0), times.last().copied().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thinned_curve_keeps_its_ends_and_extremes() {
        let scale = Scale { low: 0.0, high: 1.0, log: false };
        let frame =
            Frame { left: 0.0, right: 100.0, top: 0.0, bottom: 100.0, from_ms: 0, to_ms: 99_999, scale };
        let time_ms: Vec<i64> = (0..100_000).collect();
        let mut values = vec![0.5; 100_000];
        (values[31_337], values[31_340], values[99_999]) = (1.0, 0.0, 0.25);
        let points = frame.points(&time_ms, &values);
        assert!(points.len() <= 804, "{}", points.len());
        assert!(points.is_sorted_by(|a, b| a.0 <= b.0));
        let ys: Vec<f64> = points.iter().map(|p| p.1).collect();
        assert_eq!(ys.iter().copied().fold(100.0, f64::min), 0.0);
        assert_eq!(ys.iter().copied().fold(0.0, f64::max), 100.0);
        assert_eq!((points[0], points[points.len() - 1]), ((0.0, 50.0), (100.0, 75.0)));
    }
}
