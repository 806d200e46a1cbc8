//! How an indicator describes itself, and how it is run by name.

use std::collections::BTreeMap;

use domain::{Candle, Candles};

use crate::IndicatorError;

/// Parameters by name.
pub type Params = BTreeMap<String, f64>;

/// A parameter: its range includes both ends.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, specta::Type)]
pub struct ParamSpec {
    pub name: &'static str,
    pub description: &'static str,
    pub default: f64,
    pub min: f64,
    pub max: f64,
    /// Only whole numbers are taken.
    pub integer: bool,
}

impl ParamSpec {
    /// The period parameter every indicator calls `length`, in candles. 100,000 is TA-Lib's upper limit.
    pub const fn length(default: f64, min: f64) -> Self {
        Self::candles("length", "Period in candles", default, min)
    }

    /// A period by another name, in candles.
    pub const fn candles(name: &'static str, description: &'static str, default: f64, min: f64) -> Self {
        Self { name, description, default, min, max: 100_000.0, integer: true }
    }
}

/// What a list, a form or a chart needs to know of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, specta::Type)]
pub struct IndicatorSpec {
    pub name: &'static str,
    pub label: &'static str,
    pub params: &'static [ParamSpec],
    pub columns: &'static [&'static str],
    /// Drawn over the price (same unit); otherwise in a pane of its own.
    pub overlay: bool,
}

/// An indicator fed candle by candle.
pub trait Streaming: Send {
    /// Takes the next candle and writes one value for each column of the spec, `NaN` while undefined.
    fn update(&mut self, candle: &Candle, columns: &mut [f64]);
}

/// An entry of the registry. The functions are given every parameter, already checked.
#[derive(Clone, Copy)]
pub struct Indicator {
    pub spec: IndicatorSpec,
    pub batch: fn(&Params, &Candles) -> Vec<Vec<f64>>,
    pub stream: fn(&Params) -> Box<dyn Streaming>,
}

/// A named series as long as the candles it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub name: &'static str,
    pub values: Vec<f64>,
}

impl IndicatorSpec {
    /// The given parameters with defaults filled in; unknown names and values out of range are refused.
    pub fn resolve(&self, given: &Params) -> Result<Params, IndicatorError> {
        for name in given.keys() {
            if !self.params.iter().any(|p| p.name == name) {
                let known = self.params.iter().map(|p| p.name).collect::<Vec<_>>().join(", ");
                return Err(IndicatorError::UnknownParameter {
                    indicator: self.name,
                    name: name.clone(),
                    known,
                });
            }
        }
        self.params
            .iter()
            .map(|p| {
                let value = given.get(p.name).copied().unwrap_or(p.default);
                self.check(p, value).map(|()| (p.name.to_owned(), value))
            })
            .collect()
    }

    fn check(&self, param: &ParamSpec, value: f64) -> Result<(), IndicatorError> {
        let ParamSpec { name, min, max, integer, .. } = *param;
        let indicator = self.name;
        if !(min..=max).contains(&value) {
            return Err(IndicatorError::OutOfRange { indicator, name, value, min, max });
        }
        if integer && value.fract() != 0.0 {
            return Err(IndicatorError::NotWhole { indicator, name, value, min, max });
        }
        Ok(())
    }
}

/// The checked whole-number parameter `length`.
pub fn length(params: &Params) -> usize {
    count(params, "length")
}

/// A checked whole-number parameter.
pub fn count(params: &Params, name: &str) -> usize {
    params.get(name).map_or(1, |v| *v as usize)
}

/// A checked parameter.
pub fn number(params: &Params, name: &str) -> f64 {
    params.get(name).copied().unwrap_or(f64::NAN)
}
