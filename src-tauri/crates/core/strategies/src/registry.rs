//! All strategies by name.

use crate::ar_forecast::ArForecast;
use crate::breakout::Breakout;
use crate::ema_cross::EmaCross;
use crate::ema_rsi_atr::EmaRsiAtr;
use crate::kalman_trend::KalmanTrend;
use crate::mean_reversion::MeanReversion;
use crate::ou_reversion::OuReversion;
use crate::practice::Practice;
use crate::rsi_cross::RsiCross;
use crate::vwap::Vwap;
use crate::{Strategy, StrategyError};

static REGISTRY: [&dyn Strategy; 10] = [
    &RsiCross,
    &EmaCross,
    &EmaRsiAtr,
    &MeanReversion,
    &Breakout,
    &Vwap,
    &ArForecast,
    &KalmanTrend,
    &OuReversion,
    &Practice,
];

/// Every strategy, in the order lists show them.
pub fn registry() -> &'static [&'static dyn Strategy] {
    &REGISTRY
}

pub fn find(name: &str) -> Result<&'static dyn Strategy, StrategyError> {
    REGISTRY.iter().copied().find(|s| s.schema().name == name).ok_or_else(|| StrategyError::UnknownStrategy {
        name: name.to_owned(),
        known: REGISTRY.iter().map(|s| s.schema().name.as_str()).collect::<Vec<_>>().join(", "),
    })
}
