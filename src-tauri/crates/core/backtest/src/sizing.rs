//! How many units an entry takes.

use crate::{Direction, Settings, Sizing};

/// An entry's size and what it leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Entry {
    pub quantity: f64,
    /// Cash after the fill: for a long `cash - quantity*price*(1+fee)`, for a short `cash + quantity*price*(1-fee)`.
    pub cash: f64,
    /// The sizing asked for more than the cash pays for.
    pub capped: bool,
}

/// Price at which a stop at fraction `distance` from `entry` stands.
pub(crate) fn stop_price(direction: Direction, entry: f64, distance: f64) -> f64 {
    entry * (1.0 - direction.sign() * distance)
}

/// Sizes an entry at `price` (slippage included). A short may be as large as the purchase the cash would pay for.
/// `None` where there is no cash, or nothing that a number can hold would be bought.
pub(crate) fn enter(direction: Direction, cash: f64, price: f64, s: &Settings) -> Option<Entry> {
    if cash <= 0.0 {
        return None;
    }
    let unit_cost = price * (1.0 + s.fee);
    let most = cash / unit_cost;
    let wanted = match s.sizing {
        Sizing::AllIn => most,
        Sizing::Fraction(f) => f * most,
        Sizing::Quantity(q) => q,
        Sizing::Risk(r) => r * cash / loss_per_unit(direction, price, s)?,
    };
    let quantity = wanted.min(most);
    if !(quantity.is_finite() && quantity > 0.0) {
        return None;
    }
    let cash = match direction {
        // What is all spent is nothing, not the rounding error of a subtraction.
        Direction::Long if wanted >= most => 0.0,
        Direction::Long => cash - quantity * unit_cost,
        Direction::Short => cash + quantity * price * (1.0 - s.fee),
    };
    Some(Entry { quantity, cash, capped: wanted > most })
}

/// What one unit loses from the entry to the stop, both fees and the stop's slippage included.
fn loss_per_unit(direction: Direction, price: f64, s: &Settings) -> Option<f64> {
    let stop = stop_price(direction, price, s.stop_loss?);
    let loss = match direction {
        Direction::Long => price * (1.0 + s.fee) - stop * (1.0 - s.slippage()) * (1.0 - s.fee),
        Direction::Short => stop * (1.0 + s.slippage()) * (1.0 + s.fee) - price * (1.0 - s.fee),
    };
    (loss > 0.0).then_some(loss)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const FREE: Settings = Settings {
        capital: 1000.0,
        fee: 0.0,
        slippage_bps: 0.0,
        sizing: Sizing::AllIn,
        short: true,
        stop_loss: Some(0.1),
        take_profit: None,
    };

    #[test]
    fn each_sizing_takes_what_it_says() {
        let take = |direction, sizing| enter(direction, 1000.0, 100.0, &Settings { sizing, ..FREE }).unwrap();
        let entry = |quantity, cash, capped| Entry { quantity, cash, capped };
        assert_eq!(take(Direction::Long, Sizing::AllIn), entry(10.0, 0.0, false));
        assert_eq!(take(Direction::Short, Sizing::AllIn), entry(10.0, 2000.0, false));
        assert_eq!(take(Direction::Long, Sizing::Fraction(0.25)), entry(2.5, 750.0, false));
        assert_eq!(take(Direction::Long, Sizing::Quantity(3.0)), entry(3.0, 700.0, false));
        assert_eq!(take(Direction::Long, Sizing::Quantity(30.0)), entry(10.0, 0.0, true));
        assert_eq!(take(Direction::Long, Sizing::Risk(0.5)), entry(10.0, 0.0, true));
    }

    #[test]
    fn risk_loses_the_share_asked_for_at_the_stop() {
        let s = Settings { fee: 0.01, slippage_bps: 20.0, sizing: Sizing::Risk(0.02), ..FREE };
        for direction in [Direction::Long, Direction::Short] {
            let e = enter(direction, 1000.0, 100.0, &s).unwrap();
            let out = stop_price(direction, 100.0, 0.1) * (1.0 - direction.sign() * 0.002);
            let back = direction.sign() * e.quantity * out * (1.0 - direction.sign() * 0.01);
            assert!((e.cash + back - 980.0).abs() < 1e-9, "{direction:?}: {}", e.cash + back);
        }
    }

    #[test]
    fn without_cash_nothing_is_bought() {
        assert_eq!(enter(Direction::Long, 0.0, 100.0, &FREE), None);
        assert_eq!(enter(Direction::Short, -5.0, 100.0, &FREE), None);
        assert_eq!(enter(Direction::Long, 1e-320, 1e300, &FREE), None);
    }
}
