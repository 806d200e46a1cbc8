//! Which rows of a large sweep are cross-validated.

use crate::sweep::Row;

/// Rows beyond this many are thinned out: the share of splits the best fails in hardly changes with more.
pub const MOST_TRIALS: usize = 200;

/// All rows where there are no more than [`MOST_TRIALS`]; else so many in equal steps of their order, hence spread
/// over the whole grid, the best among them in place of the nearest.
pub(crate) fn spread(rows: &[Row], best: usize) -> Vec<&Row> {
    if rows.len() <= MOST_TRIALS {
        return rows.iter().collect();
    }
    let place = |k: usize| k * (rows.len() - 1) / (MOST_TRIALS - 1);
    let nearest = (0..MOST_TRIALS).min_by_key(|k| place(*k).abs_diff(best)).unwrap_or_default();
    (0..MOST_TRIALS).map(|k| &rows[if k == nearest { best } else { place(k) }]).collect()
}
