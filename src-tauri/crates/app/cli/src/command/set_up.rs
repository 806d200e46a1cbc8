//! What backtest, sweep and walk-forward have in common: a strategy, candles, and the costs of trading.

mod sizing;

use clap::Args;
use desk::api::backtest::{BacktestRequest, SizingView};
use desk::api::recommendation::Period;
use domain::{InstrumentId, Symbol, VenueId};

use super::sweep::grid::{self, Typed};
use crate::candles_argument::{CandlesArgument, Loaded};
use crate::chosen_strategy::Chosen;
use crate::context::Context;
use crate::error::CliError;
use crate::parameters::{self, Pair};

#[derive(Debug, Args)]
pub struct SetUp {
    /// As listed by csign strategies, or a script's file, FILE.luau
    #[arg(long, value_name = "NAME")]
    pub strategy: String,
    /// A parameter, as length=14; may be given several times
    #[arg(long = "param", value_name = "K=V", value_parser = parameters::pair)]
    pub params: Vec<Pair>,
    /// Cash at the start, in the quote currency
    #[arg(long, default_value_t = 10_000.0, allow_negative_numbers = true)]
    pub capital: f64,
    /// Fee a fill, as a fraction: 0.001 is 0.1 %
    #[arg(long, default_value_t = 0.001, allow_negative_numbers = true)]
    pub fee: f64,
    /// How much worse than the open an order fills, in hundredths of a percent
    #[arg(long, default_value_t = 0.0, allow_negative_numbers = true)]
    pub slippage_bps: f64,
    /// all-in, fraction=0.5, quantity=0.1 or risk=0.01
    #[arg(long, default_value = "all-in", value_parser = sizing::parse)]
    pub sizing: SizingView,
    /// A sell while flat opens a short
    #[arg(long)]
    pub short: bool,
    /// Distance of the stop from the entry, as a fraction
    #[arg(long, value_name = "FRACTION", allow_negative_numbers = true)]
    pub stop_loss: Option<f64>,
    /// Distance of the target from the entry, as a fraction
    #[arg(long, value_name = "FRACTION", allow_negative_numbers = true)]
    pub take_profit: Option<f64>,
    /// The zone of the heatmaps
    #[arg(long, default_value = "UTC", value_name = "ZONE")]
    pub tz: String,
    #[command(flatten)]
    pub candles: CandlesArgument,
}

impl SetUp {
    /// The strategy, the request and the candles; no candle is read before strategy, parameters and zone are known to
    /// be sound.
    pub async fn load(&self, context: &Context) -> Result<(Chosen, BacktestRequest, Loaded), CliError> {
        self.load_for(context, &[]).await
    }

    /// The same, with the grid that some parameters are varied over known to be sound as well.
    pub async fn load_for(
        &self,
        context: &Context,
        grid: &[Typed],
    ) -> Result<(Chosen, BacktestRequest, Loaded), CliError> {
        let chosen = Chosen::find(&self.strategy)?;
        grid::axes(grid, chosen.strategy().schema())?;
        let params = parameters::of_strategy(chosen.strategy().schema(), &self.params)?;
        desk::zone(&self.tz)?;
        let loaded = self.candles.load(context).await?;
        let request = BacktestRequest {
            instrument: self.instrument()?,
            timeframe: loaded.candles.timeframe,
            period: Period::All,
            strategy: self.strategy.clone(),
            params,
            capital: self.capital,
            fee: self.fee,
            slippage_bps: self.slippage_bps,
            sizing: self.sizing,
            short: self.short,
            stop_loss: self.stop_loss,
            take_profit: self.take_profit,
            time_zone: self.tz.clone(),
        };
        Ok((chosen, request, loaded))
    }

    /// The stored instrument, or a stand-in for candles of a file, which shows nowhere.
    fn instrument(&self) -> Result<InstrumentId, CliError> {
        if self.candles.input.is_none() {
            return self.candles.instrument();
        }
        let unnamed = || "FILE/FILE".parse::<Symbol>().map_err(|e| CliError::internal(e.to_string()));
        let symbol = self.candles.symbol.clone().map_or_else(unnamed, Ok)?;
        Ok(InstrumentId::new(VenueId::new("file"), symbol))
    }
}
