//! What can be said of the last `length` values at each value; `NaN` until there are as many. Nothing looks forward.

use std::collections::VecDeque;

use indicators::sma::sma;
use indicators::window::sliding_sum;

/// The greatest of the last `length` values; `NaN` where one of them is not a number.
pub(crate) fn highest(values: &[f64], length: usize) -> Vec<f64> {
    extreme(values, length, |new, old| new >= old)
}

/// The least of the last `length` values; `NaN` where one of them is not a number.
pub(crate) fn lowest(values: &[f64], length: usize) -> Vec<f64> {
    extreme(values, length, |new, old| new <= old)
}

/// Sums are taken in blocks and never taken apart, so what is not a number leaves with its window.
pub(crate) fn sum(values: &[f64], length: usize) -> Vec<f64> {
    sliding_sum(values, length)
}

pub(crate) fn mean(values: &[f64], length: usize) -> Vec<f64> {
    sma(values, length)
}

/// A deque of the candidates: each newer and worse than the one before. Every value enters and leaves once.
fn extreme(values: &[f64], length: usize, beats: fn(f64, f64) -> bool) -> Vec<f64> {
    let length = length.max(1);
    let mut candidates: VecDeque<usize> = VecDeque::new();
    let mut undefined_until = length - 1;
    let step = |(i, value): (usize, &f64)| {
        if value.is_nan() {
            undefined_until = undefined_until.max(i + length);
            candidates.clear();
        } else {
            while candidates.back().is_some_and(|last| beats(*value, values[*last])) {
                candidates.pop_back();
            }
            candidates.push_back(i);
        }
        if candidates.front().is_some_and(|first| first + length <= i) {
            candidates.pop_front();
        }
        if i < undefined_until { f64::NAN } else { candidates.front().map_or(f64::NAN, |best| values[*best]) }
    };
    values.iter().enumerate().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(found: &[f64], wanted: &[f64]) {
        let bits = |values: &[f64]| {
            values.iter().map(|v| if v.is_nan() { None } else { Some(v.to_bits()) }).collect::<Vec<_>>()
        };
        assert_eq!(bits(found), bits(wanted), "{found:?}");
    }

    const NAN: f64 = f64::NAN;

    #[test]
    fn extremes_are_of_the_window_and_nothing_else() {
        let values = [3.0, 1.0, 2.0, 5.0, 4.0, 0.0];
        same(&highest(&values, 3), &[NAN, NAN, 3.0, 5.0, 5.0, 5.0]);
        same(&lowest(&values, 3), &[NAN, NAN, 1.0, 1.0, 2.0, 0.0]);
        same(&highest(&values, 1), &values);
        same(&highest(&values, 9), &[NAN; 6]);
        same(&highest(&[], 2), &[]);
    }

    #[test]
    fn what_is_not_a_number_leaves_with_its_window() {
        let values = [3.0, NAN, 2.0, 5.0, 4.0];
        same(&highest(&values, 2), &[NAN, NAN, NAN, 5.0, 5.0]);
        same(&lowest(&values, 2), &[NAN, NAN, NAN, 2.0, 4.0]);
        same(&sum(&values, 2), &[NAN, NAN, NAN, 7.0, 9.0]);
        same(&mean(&values, 2), &[NAN, NAN, NAN, 3.5, 4.5]);
    }
}
