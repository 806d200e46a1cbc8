//! The unified shapes of the command line, as JSON.

use domain::{
    Balance, Book, Candles, Decimal, Fill, Instrument, InstrumentId, Symbol, Ticker, Trade, VenueId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use venues::VenueOrder;

/// Both what `instruments` prints and what `--instruments` reads.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InstrumentShape {
    pub symbol: Symbol,
    pub base: String,
    pub quote: String,
    pub tick: Decimal,
    pub lot: Decimal,
    pub min_quantity: Decimal,
    pub min_notional: Decimal,
    pub maker_fee: Decimal,
    pub taker_fee: Decimal,
}

impl InstrumentShape {
    pub fn of(i: &Instrument) -> Self {
        let symbol = &i.id.symbol;
        Self {
            base: symbol.base().to_owned(),
            quote: symbol.quote().to_owned(),
            symbol: symbol.clone(),
            tick: i.tick,
            lot: i.lot,
            min_quantity: i.min_quantity,
            min_notional: i.min_notional,
            maker_fee: i.maker_fee,
            taker_fee: i.taker_fee,
        }
    }

    pub fn instrument(self, venue: &VenueId) -> Instrument {
        Instrument {
            id: InstrumentId::new(venue.clone(), self.symbol),
            tick: self.tick,
            lot: self.lot,
            min_quantity: self.min_quantity,
            min_notional: self.min_notional,
            maker_fee: self.maker_fee,
            taker_fee: self.taker_fee,
        }
    }
}

pub fn ticker(t: &Ticker) -> Value {
    json!({
        "symbol": t.symbol, "bid": t.bid, "ask": t.ask, "last": t.last, "high": t.high, "low": t.low,
        "volume": t.volume, "change": t.change, "timestamp": t.time_ms,
    })
}

pub fn book(symbol: &Symbol, b: &Book) -> Value {
    let side = |levels: &[domain::Level]| -> Vec<[Decimal; 2]> {
        levels.iter().map(|level| [level.price, level.size]).collect()
    };
    json!({"symbol": symbol, "bids": side(&b.bids), "asks": side(&b.asks), "timestamp": b.time_ms})
}

pub fn trade(symbol: &Symbol, t: &Trade) -> Value {
    json!({
        "id": t.id, "timestamp": t.time_ms, "symbol": symbol, "side": t.side, "price": t.price,
        "size": t.size,
    })
}

/// `[ms, open, high, low, close, volume]`, ascending.
pub fn candles(c: &Candles) -> Vec<Value> {
    let row = |i: usize| json!([c.time_ms[i], c.open[i], c.high[i], c.low[i], c.close[i], c.volume[i]]);
    (0..c.time_ms.len()).map(row).collect()
}

pub fn balance(b: &Balance) -> Value {
    json!({"currency": b.currency, "total": b.total, "available": b.available})
}

pub fn order(o: &VenueOrder) -> Value {
    json!({
        "id": o.venue_id, "client_id": some(&o.client_id), "symbol": o.instrument.symbol, "side": o.side,
        "type": o.order_type.as_str().replace('_', "-"), "price": o.price, "stop_price": o.stop_price,
        "amount": o.quantity, "filled": o.filled, "average": o.average, "status": status(o),
        "post_only": o.post_only, "reduce_only": o.reduce_only, "created": o.time_ms, "reason": o.reason,
    })
}

/// What is sent and not yet final is open to a script.
fn status(o: &VenueOrder) -> &'static str {
    use domain::OrderStatus as S;
    match o.status {
        S::Intended | S::Sent | S::Unconfirmed | S::Open => "open",
        S::Filled => "filled",
        S::Canceled => "canceled",
        S::Rejected => "rejected",
        S::Expired => "expired",
    }
}

pub fn fill(f: &Fill) -> Value {
    json!({
        "id": f.trade_id, "client_id": some(&f.client_id), "symbol": f.instrument.symbol, "side": f.side,
        "price": f.price, "size": f.quantity, "fee": f.fee, "fee_currency": f.fee_currency,
        "maker": f.maker, "timestamp": f.time_ms,
    })
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
