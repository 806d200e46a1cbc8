//! From the parameters someone gave to the parameters a strategy runs with.

use crate::{ParamSchema, Params, StrategyError, StrategySchema};

/// Every parameter of the schema: given ones checked, others at their default; unknown names are refused.
pub fn resolve(schema: &StrategySchema, given: &Params) -> Result<Params, StrategyError> {
    if let Some(name) = given.keys().find(|name| schema.params.iter().all(|p| p.name != **name)) {
        return Err(StrategyError::UnknownParameter {
            strategy: schema.name.clone(),
            name: name.clone(),
            known: schema.params.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", "),
        });
    }
    schema
        .params
        .iter()
        .map(|param| {
            let value = given.get(&param.name).copied().unwrap_or(param.default);
            check(&schema.name, param, value).map(|()| (param.name.clone(), value))
        })
        .collect()
}

fn check(strategy: &str, param: &ParamSchema, value: f64) -> Result<(), StrategyError> {
    let (strategy, name, min, max) = (strategy.to_owned(), param.name.clone(), param.min, param.max);
    if !(min..=max).contains(&value) {
        return Err(StrategyError::OutOfRange { strategy, name, value, min, max });
    }
    if param.whole() && value.fract() != 0.0 {
        return Err(StrategyError::NotWhole { strategy, name, value, min, max });
    }
    Ok(())
}

/// Refuses a pair of resolved parameters in the wrong order.
pub(crate) fn in_order(
    schema: &StrategySchema,
    params: &Params,
    lower: &str,
    upper: &str,
) -> Result<(), StrategyError> {
    let (lower_value, upper_value) = (number(params, lower), number(params, upper));
    if lower_value <= upper_value {
        return Ok(());
    }
    let (strategy, lower, upper) = (schema.name.clone(), lower.to_owned(), upper.to_owned());
    Err(StrategyError::Conflict { strategy, lower, lower_value, upper, upper_value })
}

/// A resolved parameter. A name the schema lacks gives `NaN`, with which no rule ever acts.
pub(crate) fn number(params: &Params, name: &str) -> f64 {
    debug_assert!(params.contains_key(name), "{name} is not in the schema");
    params.get(name).copied().unwrap_or(f64::NAN)
}

/// A resolved whole-number parameter.
pub(crate) fn count(params: &Params, name: &str) -> usize {
    number(params, name) as usize
}
