//! Bounds that keep every sum and product of money inside `Decimal`.

use domain::Decimal;

use crate::Refusal;

/// No price, quantity or amount above this is believed: products of two stay far from `Decimal`'s end.
pub const LARGEST: Decimal = Decimal::from_parts(1_215_752_192, 23, 0, false, 0); // 100 000 000 000
/// Digits after the point; the finest step of any venue is well above.
pub const FINEST_SCALE: u32 = 12;

fn in_range(value: Decimal) -> bool {
    value.abs() <= LARGEST && value.normalize().scale() <= FINEST_SCALE
}

/// Above zero and inside the bounds.
pub fn positive(field: &'static str, value: Decimal) -> Result<Decimal, Refusal> {
    if value > Decimal::ZERO && in_range(value) {
        Ok(value)
    } else {
        Err(Refusal::BadAmount { field, value })
    }
}

/// [`positive`], where there is a value at all.
pub fn positive_or_none(field: &'static str, value: Option<Decimal>) -> Result<Option<Decimal>, Refusal> {
    value.map(|v| positive(field, v)).transpose()
}

/// Zero or above, inside the bounds.
pub fn not_negative(field: &'static str, value: Decimal) -> Result<Decimal, Refusal> {
    if value >= Decimal::ZERO && in_range(value) {
        Ok(value)
    } else {
        Err(Refusal::BadAmount { field, value })
    }
}

/// Any sign, inside the bounds (a fee may be a rebate).
pub fn signed(field: &'static str, value: Decimal) -> Result<Decimal, Refusal> {
    if in_range(value) { Ok(value) } else { Err(Refusal::BadAmount { field, value }) }
}

/// From 0 to 1.
pub fn fraction(field: &'static str, value: Decimal) -> Result<Decimal, Refusal> {
    if value <= Decimal::ONE { not_negative(field, value) } else { Err(Refusal::BadAmount { field, value }) }
}

/// `part / whole`, 0 where there is no whole, to six digits.
pub fn ratio(part: Decimal, whole: Decimal) -> Decimal {
    part.checked_div(whole).unwrap_or_default().round_dp(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_amount_is_a_hundred_thousand_million() {
        assert_eq!(LARGEST, Decimal::from(100_000_000_000_i64));
        assert_eq!(positive("x", LARGEST), Ok(LARGEST));
        assert!(positive("x", LARGEST + Decimal::ONE).is_err());
        assert!(positive("x", Decimal::ZERO).is_err());
        assert!(signed("x", Decimal::new(1, 13)).is_err());
    }

    #[test]
    fn a_ratio_of_nothing_is_zero() {
        assert_eq!(ratio(Decimal::ONE, Decimal::ZERO), Decimal::ZERO);
        assert_eq!(ratio(Decimal::ONE, Decimal::from(3)), Decimal::new(333_333, 6));
    }
}
