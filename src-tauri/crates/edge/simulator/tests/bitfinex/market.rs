//! Public questions.

use domain::Timeframe;
use venues::{Clock as _, MarketData as _, SystemClock, VenueError};

use super::stage::{Stage, btc, d};

#[tokio::test]
async fn instruments_books_tickers_and_trades_are_told() {
    let stage = Stage::usual().await;
    let venue = &stage.venue;
    let instruments = venue.instruments().await.unwrap();
    let one = instruments.iter().find(|i| i.id.symbol == btc()).unwrap();
    assert_eq!((one.tick, one.lot, one.min_quantity), (d("1"), d("0.00000001"), d("0.00004")));
    assert!(instruments.iter().any(|i| i.id.symbol.to_string() == "BTC/USDT"));
    assert_eq!(venue.symbol_of("tBTCUST").await, "BTC/USDT".parse().ok());
    assert_eq!(venue.symbol_of("tTESTBTC:TESTUSD").await, "TESTBTC/TESTUSD".parse().ok());

    let book = venue.book(&btc(), 10).await.unwrap();
    assert_eq!((book.bids.len(), book.asks.len()), (10, 10));
    assert!(book.bids.windows(2).all(|w| w[0].price > w[1].price) && book.bids[0].price < book.asks[0].price);
    let ticker = venue.ticker(&btc()).await.unwrap();
    assert!(ticker.low <= ticker.last && ticker.last <= ticker.high, "{ticker:?}");
    let trades = venue.trades(&btc(), 40).await.unwrap();
    assert_eq!(trades.len(), 40);
    assert!(trades.windows(2).all(|w| w[0].time_ms <= w[1].time_ms && w[0].id != w[1].id));
    assert_eq!(venue.tickers().await.unwrap().len(), 8);
    let unknown = venue.ticker(&"NO/SUCH".parse().unwrap()).await;
    assert!(matches!(unknown, Err(VenueError::UnknownInstrument { .. })), "{unknown:?}");
}

#[tokio::test]
async fn candles_of_any_range_come_whole_and_in_order() {
    let stage = Stage::usual().await;
    let end = Timeframe::D1.floor(SystemClock.now_ms());
    // more than one page of ten thousand
    let start = end - 12_000 * Timeframe::M1.ms();
    let minutes = stage.venue.candles(&btc(), Timeframe::M1, start..end).await.unwrap();
    assert!(minutes.len() > 10_000, "{}", minutes.len());
    assert!(minutes.time_ms.windows(2).all(|w| w[0] < w[1]));
    assert!(minutes.time_ms.iter().all(|t| (start..end).contains(t)));

    let range = end - 10 * Timeframe::H4.ms() - 1..end;
    let hours = stage.venue.candles(&btc(), Timeframe::H1, range.start + 1..end).await.unwrap();
    let fours = stage.venue.candles(&btc(), Timeframe::H4, range).await.unwrap();
    assert_eq!((hours.len(), fours.len()), (40, 10));
    let made = venues::aggregate::aggregate(&hours, Timeframe::H4);
    assert_eq!(made.iter().collect::<Vec<_>>(), fours.iter().collect::<Vec<_>>());
    let none = stage.venue.candles(&btc(), Timeframe::M1, start..start).await.unwrap();
    assert!(none.is_empty());
}
