//! Whether there are candles enough for a single combination to say anything.

use backtest::sweep::Plan;
use strategies::{Params, Strategy, StrategyError};

/// Refuses so few candles that even the quickest combination of the plan has no answer on them. Each axis is looked at by
/// itself, the others at their first value: the warm-up of every strategy here grows with each of its lengths alone.
pub(crate) fn check(
    strategy: &dyn Strategy,
    fixed: &Params,
    plan: &Plan,
    candles: usize,
) -> Result<(), StrategyError> {
    let warm_up = |values: &[f64]| {
        // what contradicts itself has no row either
        strategy.configure(&plan.params(values, fixed)).ok().map(|configured| configured.warm_up())
    };
    let first: Vec<f64> = plan.axes.iter().filter_map(|axis| axis.values.first().copied()).collect();
    let mut quickest = first.clone();
    for (place, axis) in plan.axes.iter().enumerate().filter(|_| first.len() == plan.axes.len()) {
        let with = |value: &f64| {
            let mut values = first.clone();
            values[place] = *value;
            warm_up(&values).unwrap_or(usize::MAX)
        };
        quickest[place] = axis.values.iter().copied().min_by_key(with).unwrap_or(first[place]);
    }
    match warm_up(&quickest).or_else(|| warm_up(&first)) {
        Some(needed) if candles <= needed => Err(StrategyError::TooFewCandles {
            strategy: strategy.schema().name.clone(),
            needed: needed + 1,
            given: candles,
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use backtest::sweep::Axis;

    use super::*;

    #[test]
    fn the_quickest_combination_decides() {
        let strategy = strategies::find("rsi_cross").unwrap();
        let plan =
            Plan::grid(vec![Axis::new("length", [50.0, 9.0, 30.0]), Axis::new("oversold", [20.0, 30.0])]);
        let fixed = Params::new();
        let alone = |length: f64| {
            strategy.configure(&Params::from([("length".to_owned(), length)])).unwrap().warm_up()
        };
        let needed = alone(9.0) + 1;
        assert!(check(strategy, &fixed, &plan, needed).is_ok());
        let refused = check(strategy, &fixed, &plan, needed - 1);
        let strategy_name = "rsi_cross".to_owned();
        let given = needed - 1;
        assert_eq!(refused, Err(StrategyError::TooFewCandles { strategy: strategy_name, needed, given }));
    }
}
