//! Ids as Kraken writes them: `OXXXXX-XXXXX-XXXXXX`.

use crate::exchange::{OrderId, OwnFill};
use crate::world::World;

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Makes neighbours look unlike each other; its own inverse.
const MIX: u64 = 0x5DEE_CE66_D1A2_B3C4;

pub fn order_id(id: OrderId) -> String {
    text('O', id.0)
}

pub fn read_order_id(text: &str) -> Option<OrderId> {
    number('O', text).map(OrderId)
}

/// Trades are numbered market by market: the market goes into the id.
pub fn trade_id(world: &World, fill: &OwnFill) -> String {
    let market = world.exchange.listings().iter().position(|listing| listing.symbol == fill.symbol);
    text('T', ((market.unwrap_or_default() as u64) << 56) | fill.trade_id)
}

fn text(first: char, number: u64) -> String {
    let mut rest = number ^ MIX;
    let mut letters = [b'A'; 16];
    for letter in letters.iter_mut().rev().take(13) {
        *letter = ALPHABET[(rest & 31) as usize];
        rest >>= 5;
    }
    let [a, b, c] = [&letters[..5], &letters[5..10], &letters[10..]].map(String::from_utf8_lossy);
    format!("{first}{a}-{b}-{c}")
}

fn number(first: char, text: &str) -> Option<u64> {
    let letters: Vec<u8> = text.strip_prefix(first)?.bytes().filter(|byte| *byte != b'-').collect();
    if letters.len() != 16 {
        return None;
    }
    let digit = |byte: &u8| ALPHABET.iter().position(|one| one == byte);
    let value = letters.iter().try_fold(0_u128, |sum, byte| Some((sum << 5) | digit(byte)? as u128))?;
    Some(u64::try_from(value).ok()? ^ MIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_krakens_shape_and_read_back() {
        for number in [0, 1, 100_001, u64::MAX] {
            let id = order_id(OrderId(number));
            let lengths: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(lengths, [6, 5, 6], "{id}");
            assert_eq!(read_order_id(&id), Some(OrderId(number)));
        }
        for bad in ["", "O", "OAAAAA-AAAAA-AAAAA1", "TAAAAA-AAAAA-AAAAAA", "O77777-77777-777777"] {
            assert_eq!(read_order_id(bad), None, "{bad}");
        }
    }
}
