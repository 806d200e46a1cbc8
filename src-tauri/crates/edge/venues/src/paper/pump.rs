//! The task that brings a market's events to the paper venue while orders work there.

use std::sync::{Arc, Weak};
use std::time::Duration;

use domain::{Book, InstrumentId, Trade};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::timeout;

use super::venue::PaperVenue;
use crate::{MarketData, MarketEvent};

/// How long a market may be silent before its book is asked for; markets that stand still are asked this often.
const PATIENCE: Duration = Duration::from_millis(250);
const BOOK_DEPTH: usize = 100;

/// What a wait for the market brought.
enum News {
    Book(Book),
    Print(Trade),
    Other,
    /// Silence, a gap or a closed stream: the book has to be asked for.
    Ask,
}

/// Ends when the venue is gone or no order works on the instrument any more.
pub async fn pump(venue: Weak<PaperVenue>, market: Arc<dyn MarketData>, instrument: InstrumentId) {
    let mut events = market.subscribe(&instrument.symbol);
    let mut last_book = market.book(&instrument.symbol, BOOK_DEPTH).await.ok();
    loop {
        let mut prints = Vec::new();
        match next(&mut events).await {
            News::Book(book) => last_book = Some(book),
            News::Print(trade) => prints.push(trade),
            News::Other => continue,
            News::Ask => match market.book(&instrument.symbol, BOOK_DEPTH).await {
                Ok(book) => last_book = Some(book),
                Err(error) => tracing::warn!(%instrument, %error, "paper orders wait for a book"),
            },
        }
        let Some(venue) = venue.upgrade() else { return };
        if venue.let_go(&instrument).await {
            return;
        }
        let Some(book) = &last_book else { continue };
        if let Err(error) = venue.on_moment(&instrument, book, &prints).await {
            tracing::error!(%instrument, %error, "paper orders could not meet the market");
        }
    }
}

async fn next(events: &mut Receiver<MarketEvent>) -> News {
    match timeout(PATIENCE, events.recv()).await {
        Ok(Ok(MarketEvent::Book { book, .. })) => News::Book(book),
        Ok(Ok(MarketEvent::Trade { trade, .. })) => News::Print(trade),
        Ok(Ok(MarketEvent::Candle { .. } | MarketEvent::Ticker { .. })) => News::Other,
        Ok(Err(RecvError::Lagged(_))) | Err(_) => News::Ask,
        Ok(Err(RecvError::Closed)) => {
            tokio::time::sleep(PATIENCE).await;
            News::Ask
        }
    }
}
