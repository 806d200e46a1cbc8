//! How a strategy describes itself: forms are built and requests are checked from this one description.

use serde::Serialize;

/// What a parameter takes.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum ParamKind {
    Integer,
    Number,
    /// The value is the index of an option.
    Choice {
        options: Vec<String>,
    },
}

/// What a parameter's number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A bare number.
    None,
    Candles,
    /// 0.01 is 1 %.
    Fraction,
    /// Multiples of the average true range.
    Atr,
    StandardDeviations,
    /// The 0 to 100 scale of an oscillator.
    Level,
    /// One variance over another.
    Ratio,
}

/// A parameter; the range includes both ends, `step` is what a form counts by.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct ParamSchema {
    pub name: String,
    pub kind: ParamKind,
    pub default: f64,
    pub min: f64,
    pub max: f64,
    pub step: f64,
    pub description: String,
    pub unit: Unit,
}

#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct StrategySchema {
    pub name: String,
    pub label: String,
    pub description: String,
    /// For learning the way of a trade, not for trading: pickers may hide it.
    pub practice: bool,
    pub params: Vec<ParamSchema>,
}

impl ParamSchema {
    /// A whole number of candles.
    pub fn candles(name: &str, default: f64, range: (f64, f64), description: &str) -> Self {
        Self::integer(name, default, range, Unit::Candles, description)
    }

    pub fn integer(name: &str, default: f64, range: (f64, f64), unit: Unit, description: &str) -> Self {
        Self { kind: ParamKind::Integer, ..Self::number(name, default, range, 1.0, unit, description) }
    }

    pub fn number(
        name: &str,
        default: f64,
        (min, max): (f64, f64),
        step: f64,
        unit: Unit,
        description: &str,
    ) -> Self {
        let (name, description) = (name.to_owned(), description.to_owned());
        Self { name, kind: ParamKind::Number, default, min, max, step, description, unit }
    }

    /// One of `options`; `default` is an index.
    pub fn choice(name: &str, default: usize, options: &[&str], description: &str) -> Self {
        let kind = ParamKind::Choice { options: options.iter().map(|&o| o.to_owned()).collect() };
        let last = options.len().saturating_sub(1) as f64;
        Self { kind, ..Self::integer(name, default as f64, (0.0, last), Unit::None, description) }
    }

    /// Whether only whole numbers are taken.
    pub fn whole(&self) -> bool {
        !matches!(self.kind, ParamKind::Number)
    }
}
