//! The equity of one cell of a sweep, without keeping a backtest of it.

use crate::api::backtest::BacktestRequest;
use crate::chosen_strategy::off_thread;
use crate::research::run_backtest_of;
use crate::{Action, Desk, DeskError, Session};

use super::plan;

/// Points a curve has at most; a panel is no wider.
const MOST_POINTS: usize = 800;

impl Desk {
    /// Time, equity and what buying and holding would have been, of the combination of that index; thinned out, the last
    /// point kept.
    pub async fn sweep_curve(
        &self,
        session: &Session,
        sweep: String,
        index: u32,
    ) -> Result<Vec<Vec<f64>>, DeskError> {
        session.require(Action::Look)?;
        let request = self.find_sweep(&sweep).await?.view.request.clone();
        let plan = plan(&request);
        let size: u64 = plan.axes.iter().map(|axis| axis.values.len() as u64).product();
        if u64::from(index) >= size {
            let message = format!("The sweep {sweep} has no cell {index}; it has {size}.");
            return Err(DeskError::new("not_found", message).with("sweep", sweep).with("cell", index));
        }
        let values = plan.values(u64::from(index));
        let params = plan.params(&values, &request.base.params);
        let request = BacktestRequest { params, ..request.base };
        let chosen = self.chosen(&request.strategy).await?;
        let candles = self.period(&request.instrument, request.timeframe, &request.period).await?;
        off_thread("The backtest was stopped.", move || {
            let (result, _) = run_backtest_of(chosen.strategy(), &candles, &request)?;
            let curves = &result.curves;
            let times: Vec<f64> = curves.time_ms.iter().map(|t| *t as f64).collect();
            Ok([&times, &curves.equity, &curves.buy_and_hold].map(|column| thinned(column)).to_vec())
        })
        .await
    }
}

/// Every so manieth value, counted from the last.
fn thinned(values: &[f64]) -> Vec<f64> {
    let every = values.len().div_ceil(MOST_POINTS).max(1);
    let mut kept: Vec<f64> = values.iter().rev().step_by(every).copied().collect();
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_point_is_kept_and_there_are_never_too_many() {
        for length in [0, 1, 799, 800, 801, 20_111] {
            let values: Vec<f64> = (0..length).map(|i| i as f64).collect();
            let kept = thinned(&values);
            assert!(kept.len() <= MOST_POINTS, "{length}");
            assert_eq!(kept.last(), values.last());
            assert!(length > 800 || kept == values);
        }
    }
}
