//! What a backtest hands back, and the JSON others read.

use domain::Reason;
use serde::ser::SerializeSeq;
use serde::{Deserialize, Serialize, Serializer};

use crate::{Curves, Distribution, Figures, Heatmaps, OpenPosition, Trade};

/// All but the curves: what the window is sent as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Summary {
    pub figures: Figures,
    pub open_position: Option<OpenPosition>,
    pub trade_list: Vec<Trade>,
    pub distribution: Distribution,
    pub heatmaps: Heatmaps,
    /// What to know before trusting the figures.
    pub warnings: Vec<Reason>,
    /// The result in one sentence.
    pub verdict: Reason,
}

/// A backtest's result. It serialises as the command line's JSON (`timing` is the caller's to add); warnings and
/// verdict are not part of that document.
#[derive(Debug, Clone, PartialEq)]
pub struct BacktestResult {
    pub summary: Summary,
    pub curves: Curves,
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    figures: &'a Figures,
    open_position: &'a Option<OpenPosition>,
    trade_list: &'a [Trade],
    equity_curve: Points<'a>,
    drawdown_curve: Points<'a>,
    distribution: &'a Distribution,
    heatmap_return: &'a [Vec<Option<f64>>],
    heatmap_winrate: &'a [Vec<Option<f64>>],
    heatmap_counts: &'a [Vec<u32>],
}

/// `[[ms, value], ...]`
struct Points<'a>(&'a [i64], &'a [f64]);

impl Serialize for Points<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut points = serializer.serialize_seq(Some(self.0.len()))?;
        for point in self.0.iter().zip(self.1) {
            points.serialize_element(&point)?;
        }
        points.end()
    }
}

impl Serialize for BacktestResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (summary, curves) = (&self.summary, &self.curves);
        Document {
            figures: &summary.figures,
            open_position: &summary.open_position,
            trade_list: &summary.trade_list,
            equity_curve: Points(&curves.time_ms, &curves.equity),
            drawdown_curve: Points(&curves.time_ms, &curves.drawdown),
            distribution: &summary.distribution,
            heatmap_return: &summary.heatmaps.mean_return,
            heatmap_winrate: &summary.heatmaps.win_rate,
            heatmap_counts: &summary.heatmaps.counts,
        }
        .serialize(serializer)
    }
}
