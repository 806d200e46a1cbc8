//! All indicators by name.

use domain::Candles;

use crate::{
    Column, Indicator, IndicatorError, Params, Streaming, adx, atr, bollinger, donchian, ema, macd, rsi, sma,
    stochastic, volatility, vwap, wma, zscore,
};

static REGISTRY: [Indicator; 13] = [
    sma::INDICATOR,
    ema::INDICATOR,
    wma::INDICATOR,
    vwap::INDICATOR,
    bollinger::INDICATOR,
    donchian::INDICATOR,
    rsi::INDICATOR,
    stochastic::INDICATOR,
    macd::INDICATOR,
    adx::INDICATOR,
    atr::INDICATOR,
    zscore::INDICATOR,
    volatility::INDICATOR,
];

/// Every indicator, in the order lists show them.
pub fn registry() -> &'static [Indicator] {
    &REGISTRY
}

pub fn find(name: &str) -> Result<&'static Indicator, IndicatorError> {
    REGISTRY.iter().find(|i| i.spec.name == name).ok_or_else(|| IndicatorError::UnknownIndicator {
        name: name.to_owned(),
        known: REGISTRY.iter().map(|i| i.spec.name).collect::<Vec<_>>().join(", "),
    })
}

/// The indicator's columns over `candles`; parameters left out take their defaults.
pub fn compute(name: &str, params: &Params, candles: &Candles) -> Result<Vec<Column>, IndicatorError> {
    let indicator = find(name)?;
    let values = (indicator.batch)(&indicator.spec.resolve(params)?, candles);
    Ok(indicator.spec.columns.iter().zip(values).map(|(name, values)| Column { name, values }).collect())
}

/// The indicator as a state that takes one candle after another.
pub fn stream(name: &str, params: &Params) -> Result<Box<dyn Streaming>, IndicatorError> {
    let indicator = find(name)?;
    Ok((indicator.stream)(&indicator.spec.resolve(params)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use domain::Timeframe;

    use super::*;

    fn with(name: &str, value: f64) -> Params {
        Params::from([(name.to_owned(), value)])
    }

    fn refusal(name: &str, params: &Params) -> IndicatorError {
        compute(name, params, &Candles::new(Timeframe::H1)).unwrap_err()
    }

    #[test]
    fn what_is_unknown_or_out_of_range_is_named() {
        let unknown = refusal("rsj", &Params::new()).to_string();
        assert!(
            unknown.starts_with("there is no indicator \"rsj\"; there are: sma, ema, wma, vwap, "),
            "{unknown}"
        );
        assert_eq!(
            refusal("rsi", &with("period", 14.0)).to_string(),
            "rsi has no parameter \"period\"; it has: length"
        );
        assert_eq!(
            refusal("rsi", &with("length", 1.0)).to_string(),
            "rsi: length is 1, and must lie between 2 and 100000"
        );
        assert_eq!(refusal("sma", &with("length", 2.5)).code(), "indicator.not_whole");
        assert_eq!(refusal("atr", &with("length", f64::NAN)).code(), "indicator.out_of_range");
    }

    #[test]
    fn names_and_columns_are_unique_and_defaults_lie_in_range() {
        for (i, indicator) in registry().iter().enumerate() {
            let spec = indicator.spec;
            assert!(registry()[..i].iter().all(|other| other.spec.name != spec.name));
            assert_eq!(spec.resolve(&Params::new()).unwrap().len(), spec.params.len());
            assert!(!spec.columns.is_empty());
        }
    }
}
