//! Products and order ids as the venue writes them.

use domain::Symbol;

use crate::exchange::OrderId;

pub fn product(symbol: &Symbol) -> String {
    format!("{}-{}", symbol.base(), symbol.quote())
}

pub fn symbol(product: &str) -> Option<Symbol> {
    let (base, quote) = product.split_once('-')?;
    format!("{base}/{quote}").parse().ok()
}

const ORDER: &str = "0f0e0d0c-0b0a-4009-8807-";

/// A UUID that holds the order's number.
pub fn order_id(id: OrderId) -> String {
    format!("{ORDER}{:012x}", id.0)
}

pub fn order_number(text: &str) -> Option<OrderId> {
    u64::from_str_radix(text.strip_prefix(ORDER)?, 16).ok().map(OrderId)
}

/// A UUID of an execution: numbers of trades are unique within a market alone.
pub fn trade_id(symbol: &Symbol, number: u64) -> String {
    let market =
        symbol.to_string().bytes().fold(0_u16, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    uuid(market, number)
}

/// A UUID for anything else, by kind and number.
pub fn uuid(kind: u16, number: u64) -> String {
    format!("{kind:04x}0000-0000-4000-8000-{number:012x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_ids_read_back() {
        let id = OrderId(100_001);
        assert_eq!(order_id(id), "0f0e0d0c-0b0a-4009-8807-0000000186a1");
        assert_eq!(order_number(&order_id(id)), Some(id));
        assert_eq!((order_number("186a1"), order_number("")), (None, None));
    }
}
