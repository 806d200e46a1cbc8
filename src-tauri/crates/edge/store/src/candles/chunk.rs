//! One chunk of candles as bytes.
//!
//! Layout: version, CRC-32 of what follows, number of candles, first time, missing candles before each (packed),
//! scale of the prices, prices, scale of the volume, volume, eight bytes of padding. Prices at a scale are
//! whole numbers: open as difference from the former open, the others from their own open. Scale 255: plain `f64`.

use domain::{Candles, Timeframe};

use super::{CHUNK_CANDLES, bits, decimals};

const VERSION: u8 = 1;
const PLAIN: u8 = 255;

/// The candles of one chunk, valid and on the grid. Nothing is lost: every `f64` comes back to the last bit.
pub(super) fn encode(candles: &Candles) -> Vec<u8> {
    let mut body = Vec::with_capacity(candles.len() * 20 + 64);
    body.extend_from_slice(&(candles.len() as u32).to_le_bytes());
    body.extend_from_slice(&candles.time_ms.first().copied().unwrap_or(0).to_le_bytes());
    let step = candles.timeframe.ms();
    bits::pack(&candles.time_ms.windows(2).map(|t| (t[1] - t[0]) / step - 1).collect::<Vec<_>>(), &mut body);
    encode_prices([&candles.open, &candles.high, &candles.low, &candles.close], &mut body);
    match decimals::scale(&[&candles.volume]).and_then(|s| Some((s, decimals::to_whole(&candles.volume, s)?)))
    {
        Some((scale, whole)) => {
            body.push(scale);
            bits::pack(&whole, &mut body);
        }
        None => {
            body.push(PLAIN);
            encode_plain(&candles.volume, &mut body);
        }
    }
    body.extend_from_slice(&[0; 8]);
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(&crc32fast::hash(&body).to_le_bytes());
    bytes.extend_from_slice(&body);
    bytes
}

fn encode_prices(columns: [&[f64]; 4], body: &mut Vec<u8>) {
    let whole = decimals::scale(&columns).and_then(|scale| {
        let [open, high, low, close] = columns.map(|c| decimals::to_whole(c, scale));
        Some((scale, open?, [high?, low?, close?]))
    });
    let Some((scale, open, others)) = whole else {
        body.push(PLAIN);
        columns.iter().for_each(|c| encode_plain(c, body));
        return;
    };
    body.push(scale);
    let mut former = 0;
    let steps: Vec<i64> = open.iter().map(|v| v - std::mem::replace(&mut former, *v)).collect();
    bits::pack(&steps, body);
    for column in others {
        bits::pack(&column.iter().zip(&open).map(|(v, o)| v - o).collect::<Vec<_>>(), body);
    }
}

fn encode_plain(column: &[f64], body: &mut Vec<u8>) {
    column.iter().for_each(|v| body.extend_from_slice(&v.to_le_bytes()));
}

/// Adds the chunk's candles to `into`; `None`, and nothing added, where the bytes are damaged.
pub(super) fn decode(bytes: &[u8], into: &mut Candles) -> Option<()> {
    let (before, count) = (into.len(), open(bytes)?.0);
    let resize = |candles: &mut Candles, n| {
        candles.time_ms.resize(n, 0);
        let Candles { open, high, low, close, volume, .. } = candles;
        [open, high, low, close, volume].into_iter().for_each(|column| column.resize(n, 0.0));
    };
    resize(into, before + count);
    let room = Room::of(into).split_at(before)?.1;
    let decoded = decode_into(bytes, room);
    if decoded.is_none() {
        resize(into, before);
    }
    decoded
}

/// Columns to decode into.
pub(super) struct Room<'a> {
    timeframe: Timeframe,
    time_ms: &'a mut [i64],
    columns: [&'a mut [f64]; 5],
}

impl<'a> Room<'a> {
    pub fn of(candles: &'a mut Candles) -> Self {
        let Candles { timeframe, time_ms, open, high, low, close, volume } = candles;
        Self { timeframe: *timeframe, time_ms, columns: [open, high, low, close, volume] }
    }

    /// The first `n` candles and the rest; `None` where there are fewer.
    pub fn split_at(self, n: usize) -> Option<(Self, Self)> {
        let Self { timeframe, time_ms, columns: [a, b, c, d, e] } = self;
        let ((a, f), (b, g)) = (a.split_at_mut_checked(n)?, b.split_at_mut_checked(n)?);
        let ((c, h), (d, i)) = (c.split_at_mut_checked(n)?, d.split_at_mut_checked(n)?);
        let (e, j) = e.split_at_mut_checked(n)?;
        let (first, rest) = time_ms.split_at_mut_checked(n)?;
        let room = |time_ms, columns| Self { timeframe, time_ms, columns };
        Some((room(first, [a, b, c, d, e]), room(rest, [f, g, h, i, j])))
    }
}

/// How many candles, and what follows the count; `None` where that cannot be.
fn open(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (version, rest) = bytes.split_first()?;
    let (_, mut body) = rest.split_first_chunk::<4>()?;
    let count = u32::from_le_bytes(take(&mut body)?) as usize;
    let possible = *version == VERSION && count > 0 && count <= CHUNK_CANDLES as usize;
    possible.then_some((count, body))
}

/// Writes the chunk's candles into `room`, which has to be as large. `None` where it is not or the bytes are damaged;
/// what the room holds then means nothing.
pub(super) fn decode_into(bytes: &[u8], room: Room) -> Option<()> {
    let (count, mut body) = open(bytes)?;
    let (crc, checked) = bytes[1..].split_first_chunk::<4>()?;
    if u32::from_le_bytes(*crc) != crc32fast::hash(checked) || count != room.time_ms.len() {
        return None;
    }
    let Room { timeframe, time_ms, columns: [open, high, low, close, volume] } = room;
    let first_ms = i64::from_le_bytes(take(&mut body)?);
    let (first, later) = time_ms.split_first_mut()?;
    *first = first_ms;
    bits::unpack(&mut body, later)?;
    to_times(first_ms, timeframe, later);
    let mut whole = [0; CHUNK_CANDLES as usize];
    decode_prices(&mut body, &mut whole[..count], [open, high, low, close])?;
    let [scale] = take(&mut body)?;
    if scale == PLAIN {
        return decode_plain(&mut body, volume);
    }
    bits::unpack(&mut body, &mut whole[..count])?;
    decimals::from_whole(&whole[..count], scale, volume)
}

/// Turns the numbers of candles missing before each into its time.
fn to_times(first_ms: i64, timeframe: Timeframe, missing: &mut [i64]) {
    let mut time_ms = first_ms;
    for missing in missing {
        time_ms = time_ms.wrapping_add(missing.wrapping_add(1).wrapping_mul(timeframe.ms()));
        *missing = time_ms;
    }
}

/// `whole` is room to work in.
fn decode_prices(
    body: &mut &[u8],
    whole: &mut [i64],
    [open, high, low, close]: [&mut [f64]; 4],
) -> Option<()> {
    let [scale] = take(body)?;
    if scale == PLAIN {
        return [open, high, low, close].into_iter().try_for_each(|column| decode_plain(body, column));
    }
    let mut opens = [0; CHUNK_CANDLES as usize];
    let opens = &mut opens[..whole.len()];
    bits::unpack(body, opens)?;
    let mut former = 0_i64;
    for value in &mut *opens {
        former = former.wrapping_add(*value);
        *value = former;
    }
    decimals::from_whole(opens, scale, open)?;
    for column in [high, low, close] {
        bits::unpack(body, whole)?;
        whole.iter_mut().zip(&*opens).for_each(|(v, o)| *v = v.wrapping_add(*o));
        decimals::from_whole(whole, scale, column)?;
    }
    Some(())
}

fn decode_plain(body: &mut &[u8], column: &mut [f64]) -> Option<()> {
    let (bytes, rest) = body.split_at_checked(column.len() * 8)?;
    *body = rest;
    let (values, _) = bytes.as_chunks::<8>();
    column.iter_mut().zip(values).for_each(|(value, bytes)| *value = f64::from_le_bytes(*bytes));
    Some(())
}

fn take<const N: usize>(body: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = body.split_first_chunk::<N>()?;
    *body = rest;
    Some(*head)
}

#[cfg(test)]
#[path = "chunk_tests.rs"]
mod tests;
