//! Two parameters of a sweep as a plane of cells; others stand at the values of the best combination.

use std::collections::BTreeMap;

use backtest::sweep::{Metric, Row, best};

/// A varied parameter: its name as shown and its values in the order of the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepAxis {
    pub name: String,
    pub values: Vec<f64>,
}

/// More cells than this along one side are thinned out.
const MOST_CELLS: usize = 160;

/// One metric over a plane of a sweep; a sweep of one parameter has one row of cells.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plane {
    pub x: SweepAxis,
    pub y: Option<SweepAxis>,
    /// Row by row of `y`, `x` fastest; `NaN` where no combination was tried or the metric is not defined.
    pub cells: Vec<f64>,
    /// Place in `cells` of the best combination.
    pub best: Option<usize>,
    /// The parameters that stand still, with their values.
    pub held: Vec<(String, f64)>,
    /// Every how many values of x and y are shown.
    pub every: (usize, usize),
}

impl Plane {
    /// The plane of the first two axes with more than one value through the best combination by `metric`. `None`
    /// without an axis or a row.
    pub fn of(axes: &[SweepAxis], rows: &[Row], metric: Metric) -> Option<Self> {
        let found = best(rows, metric).filter(|place| metric.of(&rows[*place]).is_finite());
        let through = &rows.get(found.unwrap_or(0))?.params;
        let mut varied: Vec<usize> = (0..axes.len()).filter(|i| axes[*i].values.len() > 1).collect();
        if varied.is_empty() && !axes.is_empty() {
            varied.push(0);
        }
        let x = *varied.first()?;
        let y = varied.get(1).copied();
        let held = (0..axes.len()).filter(|i| *i != x && Some(*i) != y);
        let held: Vec<usize> = held.collect();
        let (x_every, y_every) = (step(&axes[x]), y.map_or(1, |y| step(&axes[y])));
        let (x_of, y_of) = (places(&axes[x]), y.map(|y| places(&axes[y])));
        let width = axes[x].values.len().div_ceil(x_every);
        let height = y.map_or(1, |y| axes[y].values.len().div_ceil(y_every));
        let mut cells = vec![f64::NAN; width * height];
        let cell = |row: &Row| {
            let column = x_of.get(&row.params[x].to_bits())?;
            let line = match (y, &y_of) {
                (Some(y), Some(of)) => *of.get(&row.params[y].to_bits())?,
                _ => 0,
            };
            Some((*column, line))
        };
        for row in rows.iter().filter(|row| held.iter().all(|i| row.params[*i] == through[*i])) {
            if let Some((column, line)) = cell(row)
                && column % x_every == 0
                && line % y_every == 0
            {
                cells[line / y_every * width + column / x_every] = metric.of(row);
            }
        }
        let best = found.and_then(|place| cell(&rows[place]));
        let best = best.map(|(column, line)| line / y_every * width + column / x_every);
        Some(Self {
            x: thinned(&axes[x], x_every),
            y: y.map(|y| thinned(&axes[y], y_every)),
            cells,
            best,
            held: held.into_iter().map(|i| (axes[i].name.clone(), through[i])).collect(),
            every: (x_every, y_every),
        })
    }

    pub fn width(&self) -> usize {
        self.x.values.len()
    }

    pub fn height(&self) -> usize {
        self.y.as_ref().map_or(1, |y| y.values.len())
    }

    /// What a reader must know who does not see the whole grid; empty where it is whole.
    pub fn aside(&self) -> String {
        let held = self.held.iter().map(|(name, value)| format!("{name} {value}"));
        let every = [(self.every.0, Some(&self.x)), (self.every.1, self.y.as_ref())];
        let thin = every
            .into_iter()
            .filter(|(every, _)| *every > 1)
            .map(|(every, axis)| format!("every {every}th {}", axis.map_or("", |a| &a.name)));
        held.chain(thin).collect::<Vec<_>>().join(", ")
    }
}

fn step(axis: &SweepAxis) -> usize {
    axis.values.len().div_ceil(MOST_CELLS)
}

fn places(axis: &SweepAxis) -> BTreeMap<u64, usize> {
    axis.values.iter().enumerate().map(|(place, value)| (value.to_bits(), place)).collect()
}

fn thinned(axis: &SweepAxis, every: usize) -> SweepAxis {
    SweepAxis { name: axis.name.clone(), values: axis.values.iter().copied().step_by(every).collect() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn axis(name: &str, values: impl IntoIterator<Item = f64>) -> SweepAxis {
        SweepAxis { name: name.to_owned(), values: values.into_iter().collect() }
    }

    fn row(index: u64, params: &[f64], sharpe: f64) -> Row {
        Row {
            index,
            params: params.into(),
            final_equity: 10_000.0,
            total_return: 0.0,
            sharpe,
            max_drawdown: 0.1,
            trades: 3,
            win_rate: 0.5,
            profit_factor: 1.0,
        }
    }

    #[test]
    fn the_plane_goes_through_the_best_and_keeps_what_is_absent_empty() {
        let axes =
            [axis("a", [1.0, 2.0]), axis("b", [5.0]), axis("c", [7.0, 8.0, 9.0]), axis("d", [0.0, 1.0])];
        let rows = [
            row(0, &[1.0, 5.0, 7.0, 0.0], 9.0),
            row(1, &[1.0, 5.0, 7.0, 1.0], 0.5),
            row(3, &[2.0, 5.0, 9.0, 0.0], f64::NAN),
            row(4, &[2.0, 5.0, 8.0, 0.0], -1.0),
        ];
        let plane = Plane::of(&axes, &rows, Metric::Sharpe).unwrap();
        assert_eq!((plane.x.name.as_str(), plane.y.as_ref().unwrap().name.as_str()), ("a", "c"));
        assert_eq!(format!("{:?}", plane.cells), "[9.0, NaN, NaN, -1.0, NaN, NaN]");
        assert_eq!((plane.best, plane.aside()), (Some(0), "b 5, d 0".to_owned()));
        assert_eq!((plane.width(), plane.height()), (2, 3));
    }

    #[test]
    fn a_long_axis_is_thinned_and_one_axis_is_one_row() {
        let axes = [axis("a", (0..500).map(f64::from))];
        let rows: Vec<Row> = (0..500_u32).map(|i| row(i.into(), &[f64::from(i)], f64::from(i))).collect();
        let plane = Plane::of(&axes, &rows, Metric::Sharpe).unwrap();
        assert_eq!((plane.width(), plane.height(), plane.best), (125, 1, Some(124)));
        assert_eq!((plane.cells[1], plane.aside().as_str()), (4.0, "every 4th a"));
        assert_eq!(Plane::of(&axes, &[], Metric::Sharpe), None);
        assert_eq!(Plane::of(&[], &rows, Metric::Sharpe), None);
    }
}
