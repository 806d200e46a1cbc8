//! Why a strategy says what it says, as a code with values that any language can word.
//!
//! The table of all codes is [`reason_codes`]. A text names a value as `{value}`; values whose name ends in `_pct` are
//! per cent.

use std::sync::LazyLock;

use domain::Reason;

use crate::{
    ar_forecast, breakout, ema_cross, ema_rsi_atr, kalman_trend, mean_reversion, ou_reversion, practice,
    rsi_cross, vwap,
};

/// A reason with the names of its values and its English text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct ReasonTemplate {
    pub code: &'static str,
    pub values: &'static [&'static str],
    pub text: &'static str,
}

static ALL: LazyLock<Vec<ReasonTemplate>> = LazyLock::new(|| {
    [
        &rsi_cross::REASONS[..],
        &ema_cross::REASONS[..],
        &ema_rsi_atr::REASONS[..],
        &mean_reversion::REASONS[..],
        &breakout::REASONS[..],
        &vwap::REASONS[..],
        &ar_forecast::REASONS[..],
        &kalman_trend::REASONS[..],
        &ou_reversion::REASONS[..],
        &practice::REASONS[..],
    ]
    .concat()
});

/// Every reason any strategy gives.
pub fn reason_codes() -> &'static [ReasonTemplate] {
    &ALL
}

impl ReasonTemplate {
    /// The reason with its values, given in the order of the template's names.
    pub(crate) fn with(&self, values: &[f64]) -> Reason {
        debug_assert_eq!(self.values.len(), values.len(), "{}", self.code);
        let named = self.values.iter().zip(values);
        let text = named.clone().fold(self.text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), &figure(*value))
        });
        let values = named.filter(|(_, v)| v.is_finite()).map(|(n, v)| ((*n).to_owned(), *v)).collect();
        Reason { code: self.code.to_owned(), values, text }
    }
}

/// Two decimals from 100 up, four significant digits below, no trailing zeros.
fn figure(value: f64) -> String {
    if !value.is_finite() {
        return "unknown".to_owned();
    }
    let magnitude = if value == 0.0 { 0 } else { value.abs().log10().floor() as i32 };
    let decimals = (3 - magnitude).clamp(2, 12) as usize;
    let text = format!("{value:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short_and_keep_what_is_small() {
        let shown = |v| figure(v);
        assert_eq!(shown(31.284_71), "31.28");
        assert_eq!(shown(10_979.5), "10979.5");
        assert_eq!(shown(-0.000_012_345), "-0.00001234");
        assert_eq!(shown(30.0), "30");
        assert_eq!(shown(100.0), "100");
        assert_eq!(shown(-0.0), "0");
        assert_eq!(shown(f64::NAN), "unknown");
    }

    #[test]
    fn every_value_is_worded_and_every_word_has_its_value() {
        let all = reason_codes();
        for (i, reason) in all.iter().enumerate() {
            assert!(all[..i].iter().all(|other| other.code != reason.code), "{} twice", reason.code);
            for name in reason.values {
                assert!(reason.text.contains(&format!("{{{name}}}")), "{} does not word {name}", reason.code);
            }
            assert_eq!(reason.text.matches('{').count(), reason.values.len(), "{}", reason.code);
        }
    }
}
