//! `--grid` as it is typed: `length=7,14,21`, `length=5..24` or `oversold=20..40..5`, both ends included.

use backtest::sweep::MOST_COMBINATIONS;
use desk::api::sweep::SweepAxis;
use strategies::StrategySchema;

use crate::error::CliError;
use crate::parameters;

/// Steps that miss the end by less than this part of a step are taken to reach it.
const SLACK: f64 = 1e-9;

/// A grid as it was typed: which parameter, and the text of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    pub name: String,
    pub values: String,
}

pub fn typed(text: &str) -> Result<Typed, GridError> {
    match text.split_once('=') {
        Some((name, values)) if !name.is_empty() && !values.is_empty() => {
            Ok(Typed { name: name.to_owned(), values: values.to_owned() })
        }
        _ => Err(GridError::Form(text.to_owned())),
    }
}

/// The axes of a strategy's parameters; what is no grid is told with the range its values must lie in.
pub fn axes(typed: &[Typed], schema: &StrategySchema) -> Result<Vec<SweepAxis>, CliError> {
    typed.iter().map(|typed| read(typed).map_err(|error| refused(error, typed, schema))).collect()
}

fn refused(error: GridError, typed: &Typed, schema: &StrategySchema) -> CliError {
    let range = parameters::range(schema, &typed.name).map(|range| format!(" {range}."));
    let told = format!("{error}.{}", range.unwrap_or_default());
    CliError::usage(told).with("parameter", typed.name.as_str()).with("value", typed.values.as_str())
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum GridError {
    #[error("{0:?} is no grid; write NAME=V1,V2,V3 or NAME=FROM..TO or NAME=FROM..TO..STEP")]
    Form(String),
    #[error("{name}: {value:?} is no finite number")]
    Number { name: String, value: String },
    #[error(
        "{name}: a range goes upwards in steps above 0; this one goes from {from} to {to} in steps of {step}"
    )]
    Range { name: String, from: f64, to: f64, step: f64 },
    #[error("{name} would take {count:.0} values, the limit is {MOST_COMBINATIONS}; take a wider step")]
    TooLong { name: String, count: f64 },
}

fn read(Typed { name, values }: &Typed) -> Result<SweepAxis, GridError> {
    let number = |value: &str| {
        let read = value.trim().parse::<f64>().ok().filter(|v| v.is_finite());
        read.ok_or_else(|| GridError::Number { name: name.clone(), value: value.to_owned() })
    };
    let parts: Vec<&str> = values.split("..").collect();
    let values = match parts[..] {
        [list] => list.split(',').map(number).collect::<Result<_, _>>()?,
        [from, to] => range(name, number(from)?, number(to)?, 1.0)?,
        [from, to, step] => range(name, number(from)?, number(to)?, number(step)?)?,
        _ => return Err(GridError::Form(format!("{name}={values}"))),
    };
    Ok(SweepAxis { name: name.clone(), values })
}

fn range(name: &str, from: f64, to: f64, step: f64) -> Result<Vec<f64>, GridError> {
    let name = name.to_owned();
    if !(step > 0.0 && from <= to) {
        return Err(GridError::Range { name, from, to, step });
    }
    let count = ((to - from) / step + SLACK).floor() + 1.0;
    if count > MOST_COMBINATIONS as f64 {
        return Err(GridError::TooLong { name, count });
    }
    // a multiple of the step, not a sum of steps: 0.1 .. 0.3 gives 0.3 and no dust
    let at = |k: u64| (from + k as f64 * step).min(to);
    Ok((0..count as u64).map(|k| tidy(at(k))).collect())
}

/// The shortest decimal within what the arithmetic of a step can have lost.
fn tidy(value: f64) -> f64 {
    format!("{value:.12}")
        .parse()
        .ok()
        .filter(|tidied: &f64| (tidied - value).abs() <= value.abs() * 1e-14)
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parse(text: &str) -> Result<SweepAxis, GridError> {
        typed(text).and_then(|typed| read(&typed))
    }

    #[test]
    fn lists_and_ranges_are_read_with_both_ends() {
        let values = |text: &str| parse(text).unwrap().values;
        assert_eq!(values("length=7,14,21"), [7.0, 14.0, 21.0]);
        assert_eq!(values("length=5..8"), [5.0, 6.0, 7.0, 8.0]);
        assert_eq!(values("level=20..40..10"), [20.0, 30.0, 40.0]);
        assert_eq!(values("level=20..39..10"), [20.0, 30.0]);
        assert_eq!(values("stop=0.1..0.5..0.1"), [0.1, 0.2, 0.3, 0.4, 0.5]);
        assert_eq!(values("x=-2..-1"), [-2.0, -1.0]);
        assert_eq!(parse("length=9").unwrap().name, "length");
    }

    #[test]
    fn what_is_no_grid_is_named() {
        for text in ["length", "=1", "length=", "a=1..2..3..4"] {
            assert_eq!(parse(text), Err(GridError::Form(text.to_owned())), "{text}");
        }
        assert_eq!(parse("a=1,x").unwrap_err().to_string(), "a: \"x\" is no finite number");
        assert!(matches!(parse("a=nan"), Err(GridError::Number { .. })));
        assert!(matches!(parse("a=9..5"), Err(GridError::Range { .. })));
        assert!(matches!(parse("a=1..5..0"), Err(GridError::Range { .. })));
        assert!(matches!(parse("a=0..1..1e-12"), Err(GridError::TooLong { .. })));
    }
}
