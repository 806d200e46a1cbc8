//! `--sizing` as it is typed. Whether the number makes sense is the backtest's to say.

use desk::api::backtest::SizingView;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no sizing; write all-in, fraction=0.5, quantity=0.1 or risk=0.01")]
pub struct SizingError(String);

pub fn parse(text: &str) -> Result<SizingView, SizingError> {
    let bad = || SizingError(text.to_owned());
    if text == "all-in" {
        return Ok(SizingView::AllIn);
    }
    let (kind, value) = text.split_once('=').ok_or_else(bad)?;
    let value: f64 = value.parse().map_err(|_| bad())?;
    match kind {
        "fraction" => Ok(SizingView::Fraction(value)),
        "quantity" => Ok(SizingView::Quantity(value)),
        "risk" => Ok(SizingView::Risk(value)),
        _ => Err(bad()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_read_and_others_are_named() {
        assert_eq!(parse("all-in"), Ok(SizingView::AllIn));
        assert_eq!(parse("fraction=0.5"), Ok(SizingView::Fraction(0.5)));
        assert_eq!(parse("quantity=0.1"), Ok(SizingView::Quantity(0.1)));
        assert_eq!(parse("risk=0.01"), Ok(SizingView::Risk(0.01)));
        for bad in ["", "all", "fraction", "fraction=half", "kelly=1"] {
            assert_eq!(parse(bad), Err(SizingError(bad.to_owned())));
        }
    }
}
