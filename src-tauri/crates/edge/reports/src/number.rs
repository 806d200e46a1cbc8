//! Figures as text: thin spaces between thousands and before %, a true minus sign, zero without sign.

const THIN: char = '\u{2009}';
const MINUS: char = '\u{2212}';

/// `3 661.23`; a dash for what is no number.
pub(crate) fn grouped(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "\u{2013}".to_owned();
    }
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::new();
    if value < 0.0 && digits.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        text.push(MINUS);
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            text.push(THIN);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// With a plus where it is above zero as shown.
pub(crate) fn signed(value: f64, decimals: usize) -> String {
    let text = grouped(value, decimals);
    let above = value > 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if above { format!("+{text}") } else { text }
}

/// A fraction in percent: `0.1` is `10 %`.
pub(crate) fn percent(fraction: f64, decimals: usize) -> String {
    format!("{}{THIN}%", grouped(fraction * 100.0, decimals))
}

pub(crate) fn signed_percent(fraction: f64, decimals: usize) -> String {
    format!("{}{THIN}%", signed(fraction * 100.0, decimals))
}

/// `None` as a dash.
pub(crate) fn or_dash(value: Option<f64>, show: impl Fn(f64) -> String) -> String {
    value.map_or_else(|| "\u{2013}".to_owned(), show)
}

/// Decimals that tell `step` apart from its neighbours: 2 for 0.05, 0 for 20.
pub(crate) fn decimals_of(step: f64) -> usize {
    (0..8).find(|d| (step * 10_f64.powi(*d)).fract().abs() < 1e-9).unwrap_or(8) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_the_same_everywhere() {
        assert_eq!(grouped(1_234_567.891, 2), "1\u{2009}234\u{2009}567.89");
        assert_eq!(grouped(-999.0, 0), "\u{2212}999");
        assert_eq!(
            (grouped(-0.001, 2), signed(0.001, 2), signed(0.0, 0)),
            ("0.00".into(), "0.00".into(), "0".into())
        );
        assert_eq!((signed(2.5, 1), signed(-2.5, 1)), ("+2.5".into(), "\u{2212}2.5".into()));
        assert_eq!(percent(0.8217, 2), "82.17\u{2009}%");
        assert_eq!(signed_percent(-0.6339, 2), "\u{2212}63.39\u{2009}%");
        assert_eq!(
            (grouped(f64::NAN, 2), or_dash(None, |v| grouped(v, 1))),
            ("\u{2013}".into(), "\u{2013}".into())
        );
        assert_eq!((decimals_of(0.05), decimals_of(20.0), decimals_of(2.5)), (2, 0, 1));
    }
}
