//! The least value of a function of two variables, by downhill simplex.

const MAX_STEPS: usize = 400;
const TOLERANCE: f64 = 1e-10;

type Point = (f64, [f64; 2]);

/// The least value found and where, starting from a triangle of size `reach` at `start` (Nelder and Mead, 1965, with
/// the usual coefficients 1, 2, 1/2, 1/2). The function may be infinite, not `NaN`.
pub fn minimise(f: impl Fn([f64; 2]) -> f64, start: [f64; 2], reach: f64) -> Point {
    let at = |x: [f64; 2]| (f(x), x);
    let [x, y] = start;
    let mut simplex = [at(start), at([x + reach, y]), at([x, y + reach])];
    for _ in 0..MAX_STEPS {
        simplex.sort_by(|a, b| a.0.total_cmp(&b.0));
        let [best, middle, worst] = simplex;
        if (worst.0 - best.0).abs() <= TOLERANCE * best.0.abs().max(1e-12) {
            break;
        }
        let centre = between(best.1, middle.1, 0.5);
        let reflected = at(between(centre, worst.1, -1.0));
        simplex[2] = if reflected.0 < best.0 {
            lower(at(between(centre, worst.1, -2.0)), reflected)
        } else if reflected.0 < middle.0 {
            reflected
        } else {
            let inner = lower(worst, reflected);
            let contracted = at(between(centre, inner.1, 0.5));
            if contracted.0 >= inner.0 {
                simplex[1] = at(between(best.1, middle.1, 0.5));
                at(between(best.1, worst.1, 0.5))
            } else {
                contracted
            }
        };
    }
    simplex.into_iter().reduce(lower).unwrap_or((f64::INFINITY, start))
}

/// The point a part `t` of the way from `a` to `b`.
fn between(a: [f64; 2], b: [f64; 2], t: f64) -> [f64; 2] {
    [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]
}

fn lower(a: Point, b: Point) -> Point {
    if b.0 < a.0 { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_bottom_of_a_bent_valley() {
        let rosenbrock = |[x, y]: [f64; 2]| (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2);
        let (value, [x, y]) = minimise(rosenbrock, [-1.2, 1.0], 0.5);
        assert!(value < 1e-8 && (x - 1.0).abs() < 1e-3 && (y - 1.0).abs() < 1e-3, "{value} at {x} {y}");
    }
}
