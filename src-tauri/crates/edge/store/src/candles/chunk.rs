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
    let (version, rest) = bytes.split_first()?;
    let (crc, mut body) = rest.split_first_chunk::<4>()?;
    if *version != VERSION || u32::from_le_bytes(*crc) != crc32fast::hash(body) {
        return None;
    }
    let count = u32::from_le_bytes(take(&mut body)?) as usize;
    if count == 0 || count > CHUNK_CANDLES as usize {
        return None;
    }
    let first_ms = i64::from_le_bytes(take(&mut body)?);
    let missing = bits::unpack(&mut body, count - 1)?;
    let prices = decode_prices(&mut body, count)?;
    let [scale] = take(&mut body)?;
    let volume = match scale {
        PLAIN => decode_plain(&mut body, count)?,
        scale => decimals::from_whole(&bits::unpack(&mut body, count)?, scale)?,
    };
    push_times(first_ms, &missing, into.timeframe, &mut into.time_ms);
    let [open, high, low, close] = prices;
    into.open.extend(open);
    into.high.extend(high);
    into.low.extend(low);
    into.close.extend(close);
    into.volume.extend(volume);
    Some(())
}

fn push_times(first_ms: i64, missing: &[i64], timeframe: Timeframe, times: &mut Vec<i64>) {
    times.push(first_ms);
    let mut time_ms = first_ms;
    times.extend(missing.iter().map(|m| {
        time_ms = time_ms.wrapping_add(m.wrapping_add(1).wrapping_mul(timeframe.ms()));
        time_ms
    }));
}

fn decode_prices(body: &mut &[u8], count: usize) -> Option<[Vec<f64>; 4]> {
    let [scale] = take(body)?;
    if scale == PLAIN {
        let mut column = || decode_plain(body, count);
        return Some([column()?, column()?, column()?, column()?]);
    }
    let mut open = bits::unpack(body, count)?;
    let mut former = 0_i64;
    for value in &mut open {
        former = former.wrapping_add(*value);
        *value = former;
    }
    let mut column = || {
        let mut values = bits::unpack(body, count)?;
        values.iter_mut().zip(&open).for_each(|(v, o)| *v = v.wrapping_add(*o));
        decimals::from_whole(&values, scale)
    };
    let [high, low, close] = [column()?, column()?, column()?];
    Some([decimals::from_whole(&open, scale)?, high, low, close])
}

fn decode_plain(body: &mut &[u8], count: usize) -> Option<Vec<f64>> {
    let (column, rest) = body.split_at_checked(count * 8)?;
    *body = rest;
    let (values, _) = column.as_chunks::<8>();
    Some(values.iter().map(|v| f64::from_le_bytes(*v)).collect())
}

fn take<const N: usize>(body: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = body.split_first_chunk::<N>()?;
    *body = rest;
    Some(*head)
}

#[cfg(test)]
#[path = "chunk_tests.rs"]
mod tests;
