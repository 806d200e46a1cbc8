//! Small symmetric systems.

/// Largest system [`solve`] takes.
pub const MAX: usize = 17;

/// A pivot below this part of its diagonal element is taken for zero: the columns are dependent.
const DEPENDENT: f64 = 1e-12;

/// Solves `a x = b` for the leading `n` by `n` of `a` by Cholesky's factorisation. Only the lower triangle of `a` is
/// read. `None` where `a` is not positive definite. Elements of the answer from `n` on are zero.
pub fn solve(a: &[[f64; MAX]; MAX], b: &[f64; MAX], n: usize) -> Option<[f64; MAX]> {
    let mut l = [[0.0; MAX]; MAX];
    let mut x = [0.0; MAX];
    for i in 0..n {
        for j in 0..i {
            let dot: f64 = (0..j).map(|k| l[i][k] * l[j][k]).sum();
            l[i][j] = (a[i][j] - dot) / l[j][j];
        }
        let dot: f64 = (0..i).map(|k| l[i][k] * l[i][k]).sum();
        let pivot = a[i][i] - dot;
        // written so that NaN is refused too
        if !(pivot > DEPENDENT * a[i][i] && pivot.is_finite()) {
            return None;
        }
        l[i][i] = pivot.sqrt();
        let dot: f64 = (0..i).map(|k| l[i][k] * x[k]).sum();
        x[i] = (b[i] - dot) / l[i][i];
    }
    for i in (0..n).rev() {
        let dot: f64 = (i + 1..n).map(|k| l[k][i] * x[k]).sum();
        x[i] = (x[i] - dot) / l[i][i];
    }
    Some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_what_is_definite_and_refuses_what_is_not() {
        let mut a = [[0.0; MAX]; MAX];
        (a[0][0], a[1][0], a[1][1]) = (4.0, 2.0, 5.0);
        let mut b = [0.0; MAX];
        (b[0], b[1]) = (10.0, 13.0);
        assert_eq!(solve(&a, &b, 2).map(|x| (x[0], x[1])), Some((1.5, 2.0)));
        a[1][1] = 1.0;
        assert_eq!(solve(&a, &b, 2), None);
        a[0][0] = f64::NAN;
        assert_eq!(solve(&a, &b, 1), None);
    }
}
