//! A sweep that was stopped goes on where it stopped.

use std::sync::Arc;
use std::time::Instant;

use backtest::sweep::{Judgement, Row, Sweep, best, judge, sweep};
use backtest::sweep::{Metric, Watch};
use domain::Candles;
use strategies::Strategy;

use super::{Follower, Kept, OnRows, Swept, fixed, plan, view};
use crate::api::sweep::{SweepRequest, SweepView};
use crate::chosen_strategy::off_thread;
use crate::research::settings;
use crate::{Action, Desk, DeskError, Session};

/// Tries what a stopped sweep left, and judges all of it together once nothing is left.
pub(super) fn resumed(
    strategy: &dyn Strategy,
    candles: &Candles,
    request: &SweepRequest,
    done: &[Row],
    watch: &dyn Watch,
) -> Result<Swept, DeskError> {
    let (fixed, settings, whole) =
        (fixed(&request.base, &request.axes), settings(&request.base), plan(request));
    let mut rest = whole.clone();
    rest.skip = done.iter().map(|row| row.index).collect();
    let Sweep { rows, complete, conflicting, .. } =
        sweep(candles, strategy, &fixed, &rest, &settings, watch)?;
    let mut all = done.to_vec();
    all.extend(rows);
    all.sort_unstable_by_key(|row| row.index);
    let Judgement { deflated_sharpe, pbo } = match complete {
        true => judge(candles, strategy, &fixed, &whole, &settings, &all)?,
        false => Judgement::default(),
    };
    let best = best(&all, Metric::Sharpe).filter(|place| !all[*place].sharpe.is_nan());
    Ok(Swept { plan: whole, found: Sweep { rows: all, complete, conflicting, best, deflated_sharpe, pbo } })
}

impl Desk {
    /// Takes up a sweep that was stopped; rows it has are not tried again, unless the desk was started anew since.
    /// One that is complete is answered as it is.
    pub async fn resume_sweep(
        &self,
        session: &Session,
        sweep: String,
        on_rows: OnRows,
    ) -> Result<SweepView, DeskError> {
        session.require(Action::Backtest)?;
        let Some(kept) = self.inner.sweeps.find(&sweep) else {
            let kept = self.find_sweep_again(&sweep, on_rows).await?;
            self.store_sweep(&kept.view).await?;
            return Ok(kept.view.clone());
        };
        if kept.view.complete {
            return Ok(kept.view.clone());
        }
        let kept = self.go_on(kept, on_rows).await?;
        self.store_sweep(&kept.view).await?;
        Ok(kept.view.clone())
    }

    async fn go_on(&self, former: Arc<Kept>, on_rows: OnRows) -> Result<Arc<Kept>, DeskError> {
        let request = former.view.request.clone();
        let chosen = self.chosen(&request.base.strategy).await?;
        let base = &request.base;
        let candles = self.period(&base.instrument, base.timeframe, &base.period).await?;
        let follower = Follower { on_rows, stop: self.inner.sweeps.begin() };
        let working = off_thread("The sweep was stopped.", move || {
            let begun = Instant::now();
            let former_view = &former.view;
            // candles that came since are not those the former rows are of
            let known = match former_view.candles as usize == candles.len() {
                true => former.rows.as_slice(),
                false => &[],
            };
            let Swept { plan, found } = resumed(chosen.strategy(), &candles, &request, known, &follower)?;
            let run_ms = former_view.run_ms + begun.elapsed().as_secs_f64() * 1000.0;
            let (id, created_ms) = (former_view.id.clone(), former_view.created_ms);
            let view = view(id, created_ms, request, plan.combinations()?, &candles, &found, run_ms);
            Ok(Arc::new(Kept { view, rows: found.rows, label: chosen.label() }))
        });
        let kept = working.await?;
        self.inner.sweeps.keep(Arc::clone(&kept));
        Ok(kept)
    }
}
