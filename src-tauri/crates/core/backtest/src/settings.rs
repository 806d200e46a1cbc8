//! What a backtest is run with.

use serde::{Deserialize, Serialize};

use crate::BacktestError;

/// How much an entry buys (or sells short). Never more than the cash pays for, fee included: there is no leverage.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Sizing {
    /// All the cash there is.
    AllIn,
    /// This share of the cash, 0 (excluded) to 1.
    Fraction(f64),
    /// This many units of the base currency.
    Quantity(f64),
    /// As many units as lose this share of the cash, fees and slippage included, when the stop-loss fills at its
    /// price; 0 (excluded) to 1.
    Risk(f64),
}

/// Capital, costs and rules of one backtest.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Settings {
    /// Cash at the start, in the quote currency; above 0.
    pub capital: f64,
    /// Fee a fill as a fraction of its value (0.001 = 0.1 %); 0 to 1 (excluded).
    pub fee: f64,
    /// How much worse than the open (or the stop) a market order fills, in hundredths of a percent; 0 to 10,000
    /// (excluded).
    pub slippage_bps: f64,
    pub sizing: Sizing,
    /// A sell while flat opens a short; an opposite signal turns the position round at one open.
    pub short: bool,
    /// Distance of the stop from the entry price as a fraction of it; between 0 and 1.
    pub stop_loss: Option<f64>,
    /// Distance of the target from the entry price as a fraction of it; above 0, and below 1 with shorts.
    pub take_profit: Option<f64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            capital: 10_000.0,
            fee: 0.001,
            slippage_bps: 0.0,
            sizing: Sizing::AllIn,
            short: false,
            stop_loss: None,
            take_profit: None,
        }
    }
}

impl Settings {
    /// Refuses what cannot be meant; not-a-number is outside every range.
    pub fn check(&self) -> Result<(), BacktestError> {
        let within = |name, value: f64, range, ok: bool| {
            if ok && value.is_finite() { Ok(()) } else { Err(BacktestError::Setting { name, value, range }) }
        };
        within("capital", self.capital, "above 0", self.capital > 0.0)?;
        within("fee", self.fee, "0 to 1 (excluded)", (0.0..1.0).contains(&self.fee))?;
        let slippage = self.slippage_bps;
        within("slippage_bps", slippage, "0 to 10000 (excluded)", (0.0..10_000.0).contains(&slippage))?;
        match self.sizing {
            Sizing::AllIn => {}
            Sizing::Fraction(f) => within("fraction", f, "0 (excluded) to 1", f > 0.0 && f <= 1.0)?,
            Sizing::Quantity(q) => within("quantity", q, "above 0", q > 0.0)?,
            Sizing::Risk(r) => within("risk", r, "0 (excluded) to 1", r > 0.0 && r <= 1.0)?,
        }
        if let Some(s) = self.stop_loss {
            within("stop_loss", s, "0 to 1 (both excluded)", s > 0.0 && s < 1.0)?;
        }
        if let Some(t) = self.take_profit {
            // A short's target lies below its entry and must stay above zero.
            let range = if self.short { "0 to 1 (both excluded) with shorts" } else { "above 0" };
            within("take_profit", t, range, t > 0.0 && (!self.short || t < 1.0))?;
        }
        match self.sizing {
            Sizing::Risk(r) if self.stop_loss.is_none() => Err(BacktestError::RiskWithoutStop(r)),
            _ => Ok(()),
        }
    }

    /// Whether something can happen between the open and the close of a candle.
    pub fn acts_inside_candles(&self) -> bool {
        self.short || self.stop_loss.is_some() || self.take_profit.is_some()
    }

    /// Slippage as a fraction of the price.
    pub(crate) fn slippage(&self) -> f64 {
        self.slippage_bps / 10_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_meant_is_refused_by_name() {
        let good = Settings::default();
        assert_eq!(good.check(), Ok(()));
        let refused = |s: Settings| match s.check() {
            Err(BacktestError::Setting { name, .. }) => name,
            Err(BacktestError::RiskWithoutStop(_)) => "risk without stop",
            _ => "",
        };
        assert_eq!(refused(Settings { capital: 0.0, ..good }), "capital");
        assert_eq!(refused(Settings { capital: f64::INFINITY, ..good }), "capital");
        assert_eq!(refused(Settings { fee: 1.0, ..good }), "fee");
        assert_eq!(refused(Settings { fee: -0.001, ..good }), "fee");
        assert_eq!(refused(Settings { fee: f64::NAN, ..good }), "fee");
        assert_eq!(refused(Settings { slippage_bps: 10_000.0, ..good }), "slippage_bps");
        assert_eq!(refused(Settings { sizing: Sizing::Fraction(1.01), ..good }), "fraction");
        assert_eq!(refused(Settings { sizing: Sizing::Quantity(0.0), ..good }), "quantity");
        assert_eq!(refused(Settings { sizing: Sizing::Risk(f64::NAN), ..good }), "risk");
        assert_eq!(refused(Settings { sizing: Sizing::Risk(0.01), ..good }), "risk without stop");
        assert_eq!(refused(Settings { stop_loss: Some(1.0), ..good }), "stop_loss");
        assert_eq!(refused(Settings { take_profit: Some(0.0), ..good }), "take_profit");
        assert_eq!(refused(Settings { take_profit: Some(2.0), short: true, ..good }), "take_profit");
        assert_eq!(Settings { take_profit: Some(2.0), ..good }.check(), Ok(()));
    }

    #[test]
    fn the_message_says_which_value_and_which_range() {
        let error = Settings { fee: 1.5, ..Settings::default() }.check().map_err(|e| e.to_string());
        assert_eq!(error, Err("fee 1.5 is outside 0 to 1 (excluded); choose a value inside".to_owned()));
    }
}
