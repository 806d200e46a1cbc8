//! Public channels over WebSocket v2.

mod book_channel;
mod candle_channel;
mod dialect;
mod ladder;
mod recent;
mod subscription;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::Symbol;
use tokio::sync::mpsc;

pub(super) use self::dialect::PublicStream;
use super::inner::Inner;
use crate::backoff::Backoff;
use crate::feed::Health;
use crate::session::{Fetcher, SessionSettings, Told, spawn};
use crate::{Channel, Feed, VenueError};

/// Channels on one connection. Kraken states no number; with more, one slow socket would hold back too much.
const PER_CONNECTION: usize = 200;

/// 150 attempts in ten minutes from one address.
const BETWEEN_CONNECTS: Duration = Duration::from_secs(4);

/// Listens to channels, on as many connections as it takes.
pub fn watch(inner: &Arc<Inner>, channels: &[Channel], until_close: bool) -> Result<Feed, VenueError> {
    if let Some(pairs) = inner.pairs_at_hand()
        && let Some(unknown) = channels.iter().find(|channel| pairs.of(channel.symbol()).is_none())
    {
        let symbol = unknown.symbol().clone();
        return Err(VenueError::UnknownInstrument { venue: inner.venue.clone(), symbol });
    }
    let (events, receiver) = mpsc::unbounded_channel();
    let health: Arc<Health> = Arc::default();
    let sessions: Vec<_> = channels
        .chunks(PER_CONNECTION)
        .map(|chunk| {
            let settings = SessionSettings {
                base: inner.ws.clone(),
                backoff: Backoff::STREAM,
                between_connects: if until_close { Duration::ZERO } else { BETWEEN_CONNECTS },
                reconnect: !until_close,
                health: health.clone(),
                fetcher: Arc::new(PrecisionFetcher(inner.clone())),
            };
            let events = events.clone();
            // Err: the feed was dropped, and the session with it soon
            spawn(PublicStream::new(chunk, health.clone()), settings, move |told| {
                if let Told::Market(event) = told {
                    let _ = events.send(event);
                }
            })
        })
        .collect();
    Ok(Feed::new(receiver, health, Box::new(sessions)))
}

/// Tells the precision of pairs: `BTC/USD 1 8`, a line each.
struct PrecisionFetcher(Arc<Inner>);

#[async_trait]
impl Fetcher for PrecisionFetcher {
    async fn fetch(&self, _what: &str) -> Result<Vec<u8>, VenueError> {
        let pairs = self.0.pairs().await?;
        let line = |pair: &super::symbols::Pair| {
            format!("{} {} {}\n", pair.symbol(), pair.price_decimals, pair.lot_decimals)
        };
        Ok(pairs.all().iter().map(line).collect::<String>().into_bytes())
    }
}

/// Reads what [`PrecisionFetcher`] wrote.
fn precisions(text: &[u8]) -> super::market_data::Precisions {
    let read = |line: &str| {
        let mut words = line.split(' ');
        let symbol = words.next()?.parse::<Symbol>().ok()?;
        Some((symbol, (words.next()?.parse().ok()?, words.next()?.parse().ok()?)))
    };
    String::from_utf8_lossy(text).lines().filter_map(read).collect()
}
