//! Backtests: run, kept, shown, exported.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use backtest::{BacktestResult, Settings, Sizing};
use domain::{Candles, Reason};
use reports::{Format, Kind, Meta, Theme};
use strategies::{Strategy, StrategySchema};

use crate::api::backtest::{
    BacktestRequest, BacktestView, DistributionView, ExportFormat, ExportKind, ExportRequest, Figures,
    Remark, SizingView, TradeView,
};
use crate::api::snapshot::Section;
use crate::audit::unwritable;
use crate::chosen_strategy::off_thread;
use crate::{Action, Desk, DeskError, Session};

const KEPT: usize = 50;
const STORED: &str = "backtests";

/// A run with all that can be drawn from it.
pub(crate) struct Run {
    pub view: BacktestView,
    pub result: BacktestResult,
    pub meta: Meta,
}

/// Runs of this desk, newest first. Results live as long as the process; the request makes them again.
#[derive(Default)]
pub(crate) struct Runs(Mutex<VecDeque<Arc<Run>>>);

impl Runs {
    fn keep(&self, run: Arc<Run>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|r| r.view.id != run.view.id);
        all.push_front(run);
        all.truncate(KEPT);
    }

    fn find(&self, id: &str) -> Option<Arc<Run>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().find(|r| r.view.id == id).cloned()
    }
}

/// A zone by its IANA name.
pub fn zone(name: &str) -> Result<chrono_tz::Tz, DeskError> {
    name.parse().map_err(|_| {
        DeskError::new(
            "unknown_time_zone",
            format!("{name:?} is no time zone. Use an IANA name, as Europe/Stockholm."),
        )
        .with("zone", name)
    })
}

/// Runs the strategy a request names over candles.
pub fn run_backtest(
    candles: &Candles,
    request: &BacktestRequest,
) -> Result<(BacktestResult, Meta), DeskError> {
    run_backtest_of(strategies::find(&request.strategy)?, candles, request)
}

/// Runs a strategy over candles, whatever the request calls it: the one way for window, command line and server.
pub fn run_backtest_of(
    strategy: &dyn Strategy,
    candles: &Candles,
    request: &BacktestRequest,
) -> Result<(BacktestResult, Meta), DeskError> {
    let zone = zone(&request.time_zone)?;
    let params = strategies::resolve(strategy.schema(), &request.params)?;
    let configured = strategy.configure(&params)?;
    if candles.len() <= configured.warm_up() {
        return Err(strategies::StrategyError::TooFewCandles {
            strategy: strategy.schema().name.clone(),
            needed: configured.warm_up() + 1,
            given: candles.len(),
        }
        .into());
    }
    let settings = settings(request);
    settings.check()?;
    let result = backtest::run(candles, &configured.try_actions(candles)?, &settings, zone)?;
    let meta = Meta {
        strategy: strategy.schema().label.clone(),
        parameters: strategy
            .schema()
            .params
            .iter()
            .filter_map(|p| params.get(&p.name).map(|v| (p.name.clone(), v.to_string())))
            .collect(),
        symbol: request.instrument.symbol.to_string(),
        venue: request.instrument.venue.to_string(),
        timeframe: request.timeframe,
        settings,
    };
    Ok((result, meta))
}

pub(crate) fn settings(r: &BacktestRequest) -> Settings {
    Settings {
        capital: r.capital,
        fee: r.fee,
        slippage_bps: r.slippage_bps,
        sizing: match r.sizing {
            SizingView::AllIn => Sizing::AllIn,
            SizingView::Fraction(f) => Sizing::Fraction(f),
            SizingView::Quantity(q) => Sizing::Quantity(q),
            SizingView::Risk(r) => Sizing::Risk(r),
        },
        short: r.short,
        stop_loss: r.stop_loss,
        take_profit: r.take_profit,
    }
}

impl Desk {
    /// Strategies with the schema of their parameters; after the built-in ones those that people wrote.
    pub async fn strategies(&self, session: &Session) -> Result<Vec<StrategySchema>, DeskError> {
        session.require(Action::Look)?;
        let mut all: Vec<_> = strategies::registry().iter().map(|s| s.schema().clone()).collect();
        all.extend(self.script_schemas().await?);
        Ok(all)
    }

    /// Runs a backtest and keeps it.
    pub async fn backtest(
        &self,
        session: &Session,
        request: BacktestRequest,
    ) -> Result<BacktestView, DeskError> {
        session.require(Action::Backtest)?;
        let id = format!("B-{}", self.now_ms());
        let run = self.run(id, self.now_ms(), request).await?;
        let mut stored: VecDeque<BacktestView> = self.inner.store.setting(STORED).await?.unwrap_or_default();
        stored.push_front(run.view.clone());
        stored.truncate(KEPT);
        self.inner.store.set_setting(STORED, &stored).await?;
        self.changed(&[Section::Backtests]);
        Ok(run.view.clone())
    }

    async fn run(
        &self,
        id: String,
        created_ms: i64,
        mut request: BacktestRequest,
    ) -> Result<Arc<Run>, DeskError> {
        let chosen = self.chosen(&request.strategy).await?;
        // kept with its version: run again it is the same run, whatever was saved since
        request.strategy = chosen.name();
        let candles = self.period(&request.instrument, request.timeframe, &request.period).await?;
        let working = off_thread("The backtest was stopped.", move || {
            let begun = Instant::now();
            let (result, meta) = run_backtest_of(chosen.strategy(), &candles, &request)?;
            let meta = Meta { strategy: chosen.label(), ..meta };
            let run_ms = begun.elapsed().as_secs_f64() * 1000.0;
            let view = view(id, created_ms, request, &candles, &result, run_ms);
            Ok(Arc::new(Run { view, result, meta }))
        });
        let run = working.await?;
        self.inner.runs.keep(Arc::clone(&run));
        Ok(run)
    }

    /// Backtests kept, newest first.
    pub async fn backtests(&self, session: &Session) -> Result<Vec<BacktestView>, DeskError> {
        session.require(Action::Look)?;
        Ok(self.inner.store.setting(STORED).await?.unwrap_or_default())
    }

    /// The run of that name; one of an earlier start is run again.
    async fn find_run(&self, id: &str) -> Result<Arc<Run>, DeskError> {
        if let Some(run) = self.inner.runs.find(id) {
            return Ok(run);
        }
        let stored: Vec<BacktestView> = self.inner.store.setting(STORED).await?.unwrap_or_default();
        let Some(view) = stored.into_iter().find(|v| v.id == id) else {
            return Err(DeskError::new("not_found", format!("There is no backtest {id}. Run it again."))
                .with("backtest", id));
        };
        self.run(view.id, view.created_ms, view.request).await
    }

    /// Columns: time, equity, drawdown, buy and hold.
    pub async fn backtest_curves(
        &self,
        session: &Session,
        backtest: String,
    ) -> Result<Vec<Vec<f64>>, DeskError> {
        session.require(Action::Look)?;
        let run = self.find_run(&backtest).await?;
        let c = &run.result.curves;
        let times = c.time_ms.iter().map(|t| *t as f64).collect();
        Ok(vec![times, c.equity.clone(), c.drawdown.clone(), c.buy_and_hold.clone()])
    }

    /// Writes one picture, table or report; answers with its path.
    pub async fn export_backtest(
        &self,
        session: &Session,
        request: ExportRequest,
    ) -> Result<String, DeskError> {
        session.require(Action::Export)?;
        let run = self.find_run(&request.backtest).await?;
        let (kind, format) = (kind(request.kind), format(request.format));
        let drawing = tokio::task::spawn_blocking(move || {
            reports::artefact(kind, format, &run.result, &run.meta, Theme::Light)
        });
        let bytes = drawing.await.map_err(|_| DeskError::new("internal", "The export was stopped."))??;
        let dir = match request.folder {
            Some(folder) => PathBuf::from(folder),
            None => self.exports_dir()?,
        };
        let path = dir.join(format!("{}-{}.{}", request.backtest, kind.as_str(), format.as_str()));
        tokio::fs::write(&path, bytes).await.map_err(|e| unwritable(&path, &e))?;
        Ok(path.display().to_string())
    }
}

fn kind(kind: ExportKind) -> Kind {
    match kind {
        ExportKind::Equity => Kind::Equity,
        ExportKind::Drawdown => Kind::Drawdown,
        ExportKind::Distribution => Kind::Distribution,
        ExportKind::HeatmapReturn => Kind::HeatmapReturn,
        ExportKind::HeatmapWinrate => Kind::HeatmapWinrate,
        ExportKind::HeatmapCounts => Kind::HeatmapCounts,
        ExportKind::Trades => Kind::Trades,
        ExportKind::Result => Kind::Result,
        ExportKind::Report => Kind::Report,
    }
}

fn format(format: ExportFormat) -> Format {
    match format {
        ExportFormat::Png => Format::Png,
        ExportFormat::Svg => Format::Svg,
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Json => Format::Json,
        ExportFormat::Html => Format::Html,
    }
}

fn view(
    id: String,
    created_ms: i64,
    request: BacktestRequest,
    candles: &Candles,
    result: &BacktestResult,
    run_ms: f64,
) -> BacktestView {
    let s = &result.summary;
    let step = candles.timeframe.ms();
    BacktestView {
        id,
        first_ms: candles.time_ms.first().copied().unwrap_or_default(),
        last_ms: candles.time_ms.last().copied().unwrap_or_default(),
        candles: u32::try_from(candles.len()).unwrap_or(u32::MAX),
        gaps: u32::try_from(candles.time_ms.windows(2).filter(|w| w[1] - w[0] != step).count())
            .unwrap_or(u32::MAX),
        figures: figures(s),
        trades: s.trade_list.iter().map(trade).collect(),
        distribution: DistributionView {
            edges: s.distribution.edges.clone(),
            counts: s.distribution.counts.clone(),
        },
        heatmap_return: s.heatmaps.mean_return.clone(),
        heatmap_winrate: s.heatmaps.win_rate.clone(),
        heatmap_counts: s.heatmaps.counts.clone(),
        warnings: s.warnings.iter().map(remark).collect(),
        verdict: Some(remark(&s.verdict)),
        request,
        run_ms,
        created_ms,
    }
}

fn remark(reason: &Reason) -> Remark {
    Remark { code: reason.code.clone(), values: reason.values.clone() }
}

fn figures(s: &backtest::Summary) -> Figures {
    let f = &s.figures;
    let mean = |won: bool| {
        let returns: Vec<f64> = s.trade_list.iter().filter(|t| t.won() == won).map(|t| t.ret).collect();
        (!returns.is_empty()).then(|| returns.iter().sum::<f64>() / returns.len() as f64)
    };
    Figures {
        final_equity: f.final_equity,
        total_return: f.total_return,
        annualized_return: f.annualized_return,
        sharpe: f.sharpe,
        sortino: f.sortino,
        calmar: f.calmar,
        max_drawdown: f.max_drawdown,
        max_drawdown_start: f.max_drawdown_start,
        max_drawdown_end: f.max_drawdown_end,
        win_rate: f.win_rate,
        profit_factor: f.profit_factor,
        expectancy: f.expectancy,
        exposure: f.exposure,
        trades: f.trades,
        fees_paid: f.fees_paid,
        buy_and_hold_return: f.buy_and_hold_return,
        average_win: mean(true),
        average_loss: mean(false),
    }
}

fn trade(t: &backtest::Trade) -> TradeView {
    TradeView {
        entry_index: t.entry_index,
        exit_index: t.exit_index,
        entry_ms: t.entry_ms,
        exit_ms: t.exit_ms,
        side: t.side.as_str().to_owned(),
        entry_price: t.entry_price,
        exit_price: t.exit_price,
        quantity: t.quantity,
        pnl: t.pnl,
        return_: t.ret,
        fees: t.fees,
        exit_reason: t.exit_reason.as_str().to_owned(),
    }
}
