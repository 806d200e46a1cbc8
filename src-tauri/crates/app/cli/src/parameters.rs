//! `--param k=v`, for indicators, strategies and models.

use std::collections::BTreeMap;

use serde_json::{Number, Value};
use strategies::{ParamKind, StrategySchema};

use crate::error::CliError;

/// A name and its value as typed.
pub type Pair = (String, String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not NAME=VALUE, as in length=14")]
pub struct PairError(String);

pub fn pair(text: &str) -> Result<Pair, PairError> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => {
            Ok((name.to_owned(), value.to_owned()))
        }
        _ => Err(PairError(text.to_owned())),
    }
}

/// By name; one given twice is refused.
pub fn by_name(pairs: &[Pair]) -> Result<BTreeMap<String, String>, CliError> {
    let mut all = BTreeMap::new();
    for (name, value) in pairs {
        if all.insert(name.clone(), value.clone()).is_some() {
            return Err(CliError::usage(format!("The parameter {name} is given twice. Give it once."))
                .with("parameter", name.as_str()));
        }
    }
    Ok(all)
}

pub fn numbers(pairs: &[Pair]) -> Result<BTreeMap<String, f64>, CliError> {
    by_name(pairs)?.into_iter().map(|(name, value)| number(&name, &value).map(|v| (name, v))).collect()
}

/// As [`numbers`], where a choice may also be given by its name.
pub fn of_strategy(schema: &StrategySchema, pairs: &[Pair]) -> Result<BTreeMap<String, f64>, CliError> {
    let option = |name: &str, value: &str| {
        let param = schema.params.iter().find(|p| p.name == name)?;
        let ParamKind::Choice { options } = &param.kind else { return None };
        options.iter().position(|o| o == value).map(|index| index as f64)
    };
    by_name(pairs)?
        .into_iter()
        .map(|(name, value)| match option(&name, &value) {
            Some(index) => Ok((name, index)),
            None => number(&name, &value).map(|v| (name.clone(), v)).map_err(|error| {
                let range = range(schema, &name).map(|range| format!(" {range}.")).unwrap_or_default();
                CliError { message: error.message.clone() + &range, ..error }
            }),
        })
        .collect()
}

/// What a strategy's parameter may be, as a sentence without its stop; `None` where it has no such parameter.
pub fn range(schema: &StrategySchema, name: &str) -> Option<String> {
    let param = schema.params.iter().find(|p| p.name == name)?;
    let (min, max) = (param.min, param.max);
    Some(match &param.kind {
        ParamKind::Choice { options } => format!("It must be one of {}", options.join(", ")),
        ParamKind::Integer => format!("It must be a whole number between {min} and {max}"),
        ParamKind::Number => format!("It must lie between {min} and {max}"),
    })
}

pub fn number(name: &str, value: &str) -> Result<f64, CliError> {
    let bad = || {
        CliError::usage(format!("The parameter {name} is {value:?}, which is no number."))
            .with("parameter", name)
            .with("value", value)
    };
    value.parse::<f64>().ok().filter(|v| v.is_finite()).ok_or_else(bad)
}

/// 14 rather than 14.0.
pub fn plain(value: f64) -> Value {
    let whole = value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0;
    match whole {
        true => Value::from(value as i64),
        false => Number::from_f64(value).map_or(Value::Null, Value::Number),
    }
}

pub fn plain_map(params: &BTreeMap<String, f64>) -> BTreeMap<String, Value> {
    params.iter().map(|(name, value)| (name.clone(), plain(*value))).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn pairs(texts: &[&str]) -> Vec<Pair> {
        texts.iter().map(|t| pair(t).unwrap()).collect()
    }

    #[test]
    fn pairs_are_named_numbers_given_once() {
        assert_eq!(
            numbers(&pairs(&["a=1", "b=0.5"])).unwrap(),
            [("a".into(), 1.0), ("b".into(), 0.5)].into()
        );
        assert_eq!(numbers(&pairs(&["a=1", "a=2"])).unwrap_err().exit, 2);
        assert_eq!(numbers(&pairs(&["a=nan"])).unwrap_err().exit, 2);
        for bad in ["a", "=1", "a="] {
            assert_eq!(pair(bad), Err(PairError(bad.to_owned())));
        }
    }

    #[test]
    fn whole_numbers_have_no_decimals_and_what_is_none_is_null() {
        assert_eq!((plain(14.0).to_string(), plain(0.1).to_string()), ("14".to_owned(), "0.1".to_owned()));
        assert_eq!(plain(f64::NAN), Value::Null);
    }
}
