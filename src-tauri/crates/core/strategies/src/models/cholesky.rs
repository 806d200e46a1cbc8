//! Small symmetric systems.

/// A pivot below this part of its diagonal element is taken for zero: the columns are dependent.
const DEPENDENT: f64 = 1e-12;

/// Solves `a x = b` by Cholesky's factorisation in its form without roots, `a = l d l'`. Only the lower triangle of
/// `a` is read, as `a(row, column)`. `None` where `a` is not positive definite.
///
/// The size is known when it is compiled, so that the loops of a small system are written out.
#[inline(always)]
pub fn solve<const N: usize>(a: impl Fn(usize, usize) -> f64, b: &[f64; N]) -> Option<[f64; N]> {
    let mut l = [[0.0; N]; N];
    let mut inverse = [0.0; N];
    let mut x = [0.0; N];
    let mut definite = true;
    for i in 0..N {
        let mut scaled = [0.0; N];
        let (mut pivot, mut y) = (a(i, i), b[i]);
        // written so that NaN is refused too
        let least = DEPENDENT * pivot;
        for j in 0..i {
            let mut element = a(i, j);
            for k in 0..j {
                element -= scaled[k] * l[j][k];
            }
            scaled[j] = element;
            l[i][j] = element * inverse[j];
            pivot -= element * l[i][j];
            y -= l[i][j] * x[j];
        }
        definite &= pivot > least && pivot < f64::INFINITY;
        inverse[i] = 1.0 / pivot;
        x[i] = y;
    }
    for i in (0..N).rev() {
        let mut value = x[i] * inverse[i];
        for k in i + 1..N {
            value -= l[k][i] * x[k];
        }
        x[i] = value;
    }
    definite.then_some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_what_is_definite_and_refuses_what_is_not() {
        let system = |corner: f64| move |i: usize, j: usize| [[4.0, f64::NAN], [2.0, corner]][i][j];
        assert_eq!(solve(system(5.0), &[10.0, 13.0]), Some([1.5, 2.0]));
        assert_eq!(solve(system(1.0), &[10.0, 13.0]), None);
        assert_eq!(solve(system(f64::NAN), &[10.0, 13.0]), None);
        assert_eq!(solve(|_, _| f64::INFINITY, &[10.0]), None);
        assert_eq!(solve(|_, _| 0.0, &[0.0]), None);
    }
}
