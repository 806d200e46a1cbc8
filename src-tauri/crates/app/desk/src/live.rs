//! The chosen market as a stream of frames: the newest state, never a queue of old ones.

use std::time::Duration;

use domain::{InstrumentId, Timeframe};
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

use crate::api::market::{CandleView, MarketFrame};
use crate::{Action, Desk, DeskError, Session};

/// Four times a second the built-in market moves; drawing more often would show nothing new.
const FRAME: Duration = Duration::from_millis(250);
const DEPTH: usize = 25;
const TAPE: usize = 40;

impl Desk {
    /// Frames of one market until the receiver is dropped or the session ends. A slow receiver misses frames.
    pub async fn watch_market(
        &self,
        session: &Session,
        instrument: InstrumentId,
        timeframe: Timeframe,
    ) -> Result<mpsc::Receiver<MarketFrame>, DeskError> {
        session.require(Action::Look)?;
        self.inner.markets.instrument(&instrument).await?;
        let (send, frames) = mpsc::channel(1);
        let (desk, session) = (self.clone(), session.clone());
        tokio::spawn(async move {
            let mut beat = interval(FRAME);
            beat.set_missed_tick_behavior(MissedTickBehavior::Skip);
            let mut newest = String::new();
            while !send.is_closed() && session.is_open() {
                beat.tick().await;
                match desk.frame_of(&instrument, timeframe, &mut newest).await {
                    // full: the page is still drawing the former one
                    Ok(frame) => drop(send.try_send(frame)),
                    Err(error) => tracing::warn!(%error, "no frame"),
                }
            }
        });
        Ok(frames)
    }

    async fn frame_of(
        &self,
        id: &InstrumentId,
        timeframe: Timeframe,
        newest: &mut String,
    ) -> Result<MarketFrame, DeskError> {
        let market = self.inner.markets.market(&id.venue)?;
        let live = self.inner.markets.is_live(id);
        let now_ms = self.now_ms();
        let mut trades = market.trades(&id.symbol, TAPE).await?;
        trades.reverse();
        let known = trades.iter().position(|t| t.id == *newest).unwrap_or(trades.len());
        trades.truncate(known);
        if let Some(first) = trades.first() {
            newest.clone_from(&first.id);
        }
        let candle = match live {
            true => market.candles(&id.symbol, timeframe, timeframe.floor(now_ms)..now_ms + 1).await?.last(),
            false => None,
        };
        Ok(MarketFrame {
            instrument: id.clone(),
            timeframe,
            live,
            book: market.book(&id.symbol, DEPTH).await?,
            ticker: market.ticker(&id.symbol).await?,
            trades,
            candle: candle.map(|c| CandleView {
                time_ms: c.time_ms,
                open: c.open,
                high: c.high,
                low: c.low,
                close: c.close,
                volume: c.volume,
            }),
            watch: self.inner.markets.live_tickers().await?,
            time_ms: now_ms,
        })
    }
}
