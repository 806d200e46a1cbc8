//! A connected venue from its first book to its last: traded on paper, lost, back, and after a restart.

use desk::api::connection::{ConnectionState, ConnectionView};
use desk::api::order::Ticket;
use domain::{OrderStatus, Side};

use super::double::{Double, Online};
use crate::stage::{code, dec, market, verified};

fn ticket(double: &Double, side: Side, quantity: &str) -> Ticket {
    Ticket { instrument: double.id(), ..market(side, dec(quantity)) }
}

/// The whole life with one venue; `pair` is traded against the account's currency.
async fn lives(venue: &'static str, double: Double) {
    let online = Online::with_admin().await;
    online.connect(&double).await;
    online.follow(&double).await;
    online.until(venue, "up", |view| view.state == ConnectionState::Up).await;
    let id = double.id();

    let (desk, anna) = (&online.desk, &online.anna);
    let bought = desk.place_order(anna, ticket(&double, Side::Buy, "0.002")).await.unwrap();
    assert_eq!((bought.status, bought.filled), (OrderStatus::Filled, dec("0.002")), "{bought:?}");
    assert_eq!(code(desk.unfollow(anna, id.clone()).await), "instrument_in_use");
    assert_eq!(code(desk.disconnect_venue(anna, venue.to_owned()).await), "instrument_in_use");

    let (buys, sells) = (ticket(&double, Side::Buy, "0.001"), ticket(&double, Side::Sell, "0.001"));
    // written down by the beat, which looks once a second
    let told = |view: &ConnectionView, code: &str| view.events.iter().any(|event| event.code == code);
    online.until(venue, "told to be up", |view| told(view, "connected")).await;
    let gone = double.stop().await;
    online.until(venue, "down", |view| view.state == ConnectionState::Down && told(view, "lost")).await;
    let (desk, anna) = (&online.desk, &online.anna);
    let frame = desk.snapshot(anna).await.unwrap();
    assert!(frame.venues.iter().any(|v| v.venue == venue && v.state == "down"), "{:?}", frame.venues);
    let refused = desk.place_order(anna, buys.clone()).await.unwrap_err();
    assert_eq!((refused.code.as_str(), refused.details["venue"].as_str()), ("stale_market", venue));
    let sold = desk.place_order(anna, sells).await.unwrap();
    assert_eq!(sold.status, OrderStatus::Filled, "an exit goes on: {sold:?}");

    let double = gone.back().await;
    let up = online.until(venue, "up again", |view| view.state == ConnectionState::Up).await;
    assert!(up.reconnects >= 1, "{up:?}");
    online.until(venue, "told to be up again", |view| told(view, "reconnected")).await;
    let again = online.desk.place_order(&online.anna, buys).await.unwrap();
    assert_eq!(again.status, OrderStatus::Filled, "{again:?}");

    let online = online.reopen().await;
    let back = online.until(venue, "up after a restart", |view| view.state == ConnectionState::Up).await;
    assert_eq!(back.symbols, [double.symbol()]);
    assert!(back.day.contains(&desk::api::connection::QuarterState::Down), "{:?}", back.day);
    let closed = online.desk.close_position(&online.anna, id).await.unwrap();
    assert_eq!(closed.status, OrderStatus::Filled);
    online.desk.disconnect_venue(&online.anna, venue.to_owned()).await.unwrap();
    let off = online.view(venue).await;
    assert_eq!((off.connected, off.state), (false, ConnectionState::Off));
    assert_eq!(off.events[0].code, "disconnected");
    let dir = online.close().await;
    assert!(verified(dir.path()).await >= 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn kraken_lives() {
    lives("kraken", Double::moving("kraken", "BTC/USD").await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn coinbase_lives() {
    lives("coinbase", Double::moving("coinbase", "BTC/USD").await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_order_takes_the_price_of_the_book_that_is_heard() {
    let online = Online::with_admin().await;
    let double = Double::still("kraken", "BTC/USD").await;
    online.connect(&double).await;
    online.follow(&double).await;
    online.until("kraken", "up", |view| view.state == ConnectionState::Up).await;
    let bought = online.desk.place_order(&online.anna, ticket(&double, Side::Buy, "0.0001")).await.unwrap();
    let ask = double.client().book(&double.symbol(), 1).await.unwrap().asks[0].price;
    assert_eq!((bought.status, bought.average), (OrderStatus::Filled, Some(ask)), "{bought:?}");
}

/// The paper account has no dollars of that kind.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_paid_in_dollars_can_be_seen_and_not_bought() {
    let online = Online::with_admin().await;
    let double = Double::moving("binance", "BTC/USDT").await;
    online.connect(&double).await;
    online.follow(&double).await;
    online.until("binance", "up", |view| view.state == ConnectionState::Up).await;
    let refused = online.desk.place_order(&online.anna, ticket(&double, Side::Buy, "0.001")).await;
    assert_eq!(code(refused), "no_paper_money");
}
