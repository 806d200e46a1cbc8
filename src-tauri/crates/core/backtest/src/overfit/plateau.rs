//! Plateau or spike: a combination beside its neighbours on the grid.

use std::collections::BTreeMap;

use crate::sweep::{Metric, Plan, Row};

/// A row's figure and that of the combinations one step away on one axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plateau {
    pub index: u64,
    /// The row's own score: the metric turned so that more is better.
    pub own: f64,
    /// Mean score of the neighbours that have one; `NaN` without any.
    pub neighbours: f64,
    /// How many neighbours that mean is over.
    pub count: u32,
}

impl Plateau {
    /// Share of what the row shows that its neighbours show too, 0 to 1: 1 on a plateau, 0 for a spike. `None` where
    /// the row shows nothing above zero or has no neighbour.
    pub fn robustness(&self) -> Option<f64> {
        let share = self.neighbours / self.own;
        (self.own > 0.0 && share.is_finite()).then(|| share.clamp(0.0, 1.0))
    }
}

/// Each row of `plan` beside its neighbours, in the order of `rows`.
pub fn plateaus(plan: &Plan, rows: &[Row], metric: Metric) -> Vec<Plateau> {
    let scores: BTreeMap<u64, f64> = rows.iter().map(|row| (row.index, metric.score(row))).collect();
    let plateau = |row: &Row| {
        let around: Vec<f64> = plan
            .neighbours(row.index)
            .filter_map(|index| scores.get(&index).copied())
            .filter(|score| score.is_finite())
            .collect();
        Plateau {
            index: row.index,
            own: metric.score(row),
            neighbours: around.iter().sum::<f64>() / around.len() as f64,
            count: around.len() as u32,
        }
    };
    rows.iter().map(plateau).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sweep::Axis;

    #[test]
    fn a_spike_stands_alone_and_a_plateau_among_its_like() {
        let plan = Plan::grid(vec![Axis::new("a", [1.0, 2.0, 3.0]), Axis::new("b", [1.0, 2.0, 3.0])]);
        let sharpes = [1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 3.0];
        let row = |(index, sharpe): (usize, &f64)| Row {
            index: index as u64,
            params: plan.values(index as u64),
            final_equity: 1.0,
            total_return: 0.0,
            sharpe: *sharpe,
            max_drawdown: 0.0,
            trades: 0,
            win_rate: f64::NAN,
            profit_factor: f64::NAN,
        };
        let rows: Vec<Row> = sharpes.iter().enumerate().map(row).collect();
        let found = plateaus(&plan, &rows, Metric::Sharpe);
        let of = |index: usize| (found[index].own, found[index].neighbours, found[index].count);
        assert_eq!(of(0), (1.0, 1.0, 2));
        assert_eq!(of(4), (1.0, 0.5, 4));
        assert_eq!(of(8), (3.0, 0.0, 2));
        let robustness: Vec<_> = [0, 4, 8, 2].iter().map(|i| found[*i].robustness()).collect();
        assert_eq!(robustness, [Some(1.0), Some(0.5), Some(0.0), None]);
    }
}
