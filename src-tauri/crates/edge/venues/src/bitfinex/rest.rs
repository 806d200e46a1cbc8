//! Public REST calls.

use std::ops::Range;
use std::sync::Arc;

use domain::{Book, Candles, Decimal, Instrument, Symbol, Ticker, Timeframe, Trade, VenueId};
use tokio::sync::OnceCell;

use super::answer::{self, Fault, unreadable};
use super::limits::{Limits, PAGE};
use super::parse;
use super::row::{Row, Unreadable};
use super::symbols::{Shared, Symbols};
use crate::aggregate::aggregate;
use crate::backoff::{Backoff, chance};
use crate::http::{Http, Request};
use crate::{Clock, VenueError};

const TRIES: u32 = 5;
const CONF: &str = "pub:list:pair:exchange,pub:info:pair,pub:map:currency:sym";

/// The questions anybody may ask.
pub struct Rest {
    venue: VenueId,
    base: String,
    http: Http,
    clock: Arc<dyn Clock>,
    symbols: Shared,
    lock_out: std::time::Duration,
    again: Backoff,
    instruments: OnceCell<Vec<Instrument>>,
}

impl Rest {
    /// `given`: instruments to use in place of the venue's list.
    pub fn new(
        venue: VenueId,
        base: String,
        http: Http,
        clock: Arc<dyn Clock>,
        symbols: Shared,
        limits: &Limits,
        given: Option<Vec<Instrument>>,
    ) -> Self {
        let instruments = OnceCell::new_with(given);
        Self {
            venue,
            base,
            http,
            clock,
            symbols,
            lock_out: limits.lock_out,
            again: limits.again,
            instruments,
        }
    }

    pub const fn http(&self) -> &Http {
        &self.http
    }

    pub fn cached(&self) -> Option<&[Instrument]> {
        self.instruments.get().map(Vec::as_slice)
    }

    /// The list, asked for once.
    pub async fn instruments(&self) -> Result<&[Instrument], VenueError> {
        self.instruments.get_or_try_init(|| self.load()).await.map(Vec::as_slice)
    }

    /// Names by the venue's list, or by ours where it cannot be had.
    pub async fn names(&self) -> Arc<Symbols> {
        // Err: the built-in names serve; whatever is asked next meets the same trouble and tells it
        let _ = self.instruments().await;
        self.symbols.get()
    }

    async fn load(&self) -> Result<Vec<Instrument>, VenueError> {
        let conf = self.ask("conf", &format!("/v2/conf/{CONF}")).await?;
        let catalog = Catalog::read(&conf).map_err(|error| unreadable(&self.venue, error))?;
        self.symbols.set(catalog.symbols());
        let symbols = self.symbols.get();
        let prices = self.tickers_by(&symbols).await?;
        Ok(catalog.instruments(&self.venue, &symbols, &prices))
    }

    pub async fn tickers(&self) -> Result<Vec<Ticker>, VenueError> {
        let symbols = self.names().await;
        self.tickers_by(&symbols).await
    }

    async fn tickers_by(&self, symbols: &Symbols) -> Result<Vec<Ticker>, VenueError> {
        let text = self.ask("tickers", "/v2/tickers?symbols=ALL").await?;
        parse::tickers(&text, symbols, self.clock.now_ms()).map_err(|error| unreadable(&self.venue, error))
    }

    pub async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        let wire = self.names().await.wire(symbol);
        let text = self.about(symbol, "ticker", &format!("/v2/ticker/{wire}")).await?;
        let read =
            Row::read(&text).and_then(|row| parse::ticker(&row, 0, symbol.clone(), self.clock.now_ms()));
        read.map_err(|error| unreadable(&self.venue, error))
    }

    pub async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        let (wire, len) = (self.names().await.wire(symbol), book_len(depth));
        let text = self.about(symbol, "book", &format!("/v2/book/{wire}/P0?len={len}")).await?;
        let read = Row::list(&text).and_then(|rows| parse::book(&rows));
        let (mut bids, mut asks) = read.map_err(|error| unreadable(&self.venue, error))?;
        bids.truncate(depth);
        asks.truncate(depth);
        Ok(Book { bids, asks, time_ms: self.clock.now_ms() })
    }

    pub async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError> {
        let (wire, limit) = (self.names().await.wire(symbol), limit.clamp(1, PAGE));
        let path = format!("/v2/trades/{wire}/hist?limit={limit}&sort=-1");
        let text = self.about(symbol, "trades", &path).await?;
        let read = Row::list(&text).and_then(|rows| rows.iter().map(parse::trade).collect());
        let mut trades: Vec<Trade> = read.map_err(|error| unreadable(&self.venue, error))?;
        trades.sort_by_key(|trade| (trade.time_ms, trade.id.parse::<u64>().unwrap_or(0)));
        trades.dedup_by(|a, b| a.id == b.id);
        let beyond = trades.len().saturating_sub(limit);
        trades.drain(..beyond);
        Ok(trades)
    }

    pub async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        let (own, _) = offered(timeframe);
        // the parts of the last whole candle wanted may start after the range
        let start = timeframe.floor(range_ms.start.saturating_add(timeframe.ms() - 1));
        let last = timeframe.floor(range_ms.end.saturating_sub(1));
        if start > last {
            return Ok(Candles::new(timeframe));
        }
        let parts = self.pages(symbol, own, start, last.saturating_add(timeframe.ms() - 1)).await?;
        Ok(if own == timeframe { parts } else { aggregate(&parts, timeframe) })
    }

    /// Every candle of an offered timeframe that starts in `start..=end`, page by page.
    async fn pages(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        start: i64,
        end: i64,
    ) -> Result<Candles, VenueError> {
        let (wire, key) = (self.names().await.wire(symbol), offered(timeframe).1);
        let mut candles = Candles::new(timeframe);
        let mut from = start;
        loop {
            let path =
                format!("/v2/candles/trade:{key}:{wire}/hist?sort=1&start={from}&end={end}&limit={PAGE}");
            let text = self.about(symbol, "candles", &path).await?;
            let rows = Row::list(&text).map_err(|error| unreadable(&self.venue, error))?;
            let read: Result<Vec<_>, _> = rows.iter().map(parse::candle).collect();
            let mut page: Vec<_> =
                read.map_err(|error| unreadable(&self.venue, error))?.into_iter().flatten().collect();
            page.sort_by_key(|candle| candle.time_ms);
            for candle in page {
                let new = candles.last().is_none_or(|last| last.time_ms < candle.time_ms);
                if new && (start..=end).contains(&candle.time_ms) {
                    candles.push(candle);
                }
            }
            let reached = candles.last().map_or(from, |last| last.time_ms + 1);
            if rows.len() < PAGE || reached <= from || reached > end {
                return Ok(candles);
            }
            from = reached;
        }
    }

    /// A question about one pair: the venue's `symbol: invalid` is our unknown instrument.
    async fn about(&self, symbol: &Symbol, budget: &'static str, path: &str) -> Result<String, VenueError> {
        self.ask(budget, path).await.map_err(|error| match error {
            VenueError::Declined { message, .. } if message.contains("symbol: invalid") => {
                VenueError::UnknownInstrument { venue: self.venue.clone(), symbol: symbol.clone() }
            }
            other => other,
        })
    }

    async fn ask(&self, budget: &'static str, path: &str) -> Result<String, VenueError> {
        let mut attempt = 0;
        loop {
            let cost = [(budget, 1.0)];
            let request = || Ok::<_, VenueError>(Request::get(&self.base, path));
            let (error, passing) = match self.http.once(&cost, request).await {
                Ok(answer) => match answer::body(&answer) {
                    Ok(text) => return Ok(text.to_owned()),
                    Err(fault) => {
                        if fault == Fault::Limited && answer.retry_after().is_none() {
                            self.http.limiter().block(self.lock_out);
                        }
                        let passing = fault.is_passing();
                        let wait = u64::try_from(self.lock_out.as_millis()).unwrap_or(u64::MAX);
                        (fault.of_question(&self.venue, wait), passing)
                    }
                },
                Err(error) => {
                    let passing =
                        matches!(error, VenueError::Unreachable { .. } | VenueError::Timeout { .. });
                    (error, passing)
                }
            };
            attempt += 1;
            if !passing || attempt == TRIES {
                self.http.health().set_error(error.to_string());
                return Err(error);
            }
            tokio::time::sleep(self.again.wait(attempt - 1, chance())).await;
        }
    }
}

/// Levels a side the venue offers: the next larger of what is wanted.
pub const fn book_len(depth: usize) -> usize {
    match depth {
        0..=25 => 25,
        26..=100 => 100,
        _ => 250,
    }
}

/// The timeframe to ask for, and its name on the wire; a larger one that the venue lacks is put together from it.
/// Weeks too: the venue does not say on which day its own begin.
pub const fn offered(timeframe: Timeframe) -> (Timeframe, &'static str) {
    match timeframe {
        Timeframe::M1 | Timeframe::M3 => (Timeframe::M1, "1m"),
        Timeframe::M5 => (Timeframe::M5, "5m"),
        Timeframe::M15 => (Timeframe::M15, "15m"),
        Timeframe::M30 => (Timeframe::M30, "30m"),
        Timeframe::H1 | Timeframe::H4 => (Timeframe::H1, "1h"),
        Timeframe::H3 => (Timeframe::H3, "3h"),
        Timeframe::H6 => (Timeframe::H6, "6h"),
        Timeframe::H12 => (Timeframe::H12, "12h"),
        Timeframe::D1 | Timeframe::W1 => (Timeframe::D1, "1D"),
    }
}

/// What `conf` tells of pairs and currencies.
#[derive(Debug)]
pub(super) struct Catalog {
    pairs: Vec<String>,
    minimums: Vec<(String, Decimal)>,
    names: Vec<(String, String)>,
}

impl Catalog {
    /// One element for each key asked for.
    pub(super) fn read(text: &str) -> Result<Self, Unreadable> {
        let parts = Row::read(text)?;
        Ok(Self {
            pairs: parse::texts(parts.raw(0))?,
            minimums: parse::minimums(parts.raw(1))?,
            names: parse::pairs(parts.raw(2))?,
        })
    }

    pub(super) fn symbols(&self) -> Symbols {
        let plain = Symbols::default();
        let traded = |code: &str| {
            self.pairs.iter().filter_map(|pair| plain.symbol(pair)).any(|symbol| {
                [symbol.base(), symbol.quote()].into_iter().any(|name| plain.code(name) == code)
            })
        };
        Symbols::with(&self.names, traded)
    }

    pub(super) fn instruments(
        &self,
        venue: &VenueId,
        symbols: &Symbols,
        tickers: &[Ticker],
    ) -> Vec<Instrument> {
        let least = |pair: &str| self.minimums.iter().find(|(name, _)| name == pair).map(|(_, least)| *least);
        let last = |symbol: &Symbol| tickers.iter().find(|t| t.symbol == *symbol).map(|t| t.last);
        let one = |pair: &String| {
            let symbol = symbols.symbol(pair)?;
            let (least, last) = (least(pair).unwrap_or_default(), last(&symbol).unwrap_or_default());
            Some(parse::instrument(venue, symbol, least, last))
        };
        self.pairs.iter().filter_map(one).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn instruments_come_from_three_lists_and_the_last_prices() {
        let conf = r#"[["BTCUSD","TESTBTC:TESTUSD","ETHUST"],
            [["BTCUSD",[null,null,null,"0.00004","2000.0",null,null,null,0.2,0.1]],["ETHUST",[null,null,null,0.001]]],
            [["UST","USDt"],["ETC","ETHC"]]]"#;
        let catalog = Catalog::read(conf).unwrap();
        let symbols = catalog.symbols();
        let tickers = parse::tickers(r#"[["tBTCUSD",1,1,1,1,1,1,60000,1,1,1]]"#, &symbols, 0).unwrap();
        let list = catalog.instruments(&VenueId::new("bitfinex"), &symbols, &tickers);
        let shown: Vec<String> =
            list.iter().map(|i| format!("{} {} {}", i.id.symbol, i.tick, i.min_quantity)).collect();
        assert_eq!(shown, ["BTC/USD 1 0.00004", "TESTBTC/TESTUSD 0.00000001 0", "ETH/USDT 0.00000001 0.001"]);
        assert!(Catalog::read("[[]]").is_err() && Catalog::read("{}").is_err());
    }
}
