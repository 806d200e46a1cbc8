//! A venue tried from the outside in: requests, clock, stream.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use domain::{Instrument, Symbol, VenueId};
use venues::{Channel, MarketData};

use super::link::open_venue;
use super::others;
use crate::api::connection::{Addresses, ConnectionTest, TestError, TestStep};
use crate::{Action, Desk, DeskError, Session};

/// No step takes longer.
const PATIENCE: Duration = Duration::from_secs(15);
/// Orders signed with a clock further off are refused by some venues.
pub(super) const CLOCK_LIMIT_MS: i64 = 2_000;
/// Tried first, where nothing is followed: every venue trades one of them without a pause.
const BUSY: [&str; 2] = ["BTC/USD", "BTC/USDT"];

type Values = Vec<(&'static str, String)>;

impl Desk {
    /// Tries a venue, connected or not, with the key of that label where one is given.
    pub async fn test_connection(
        &self,
        session: &Session,
        venue: String,
        addresses: Addresses,
        key: Option<String>,
    ) -> Result<ConnectionTest, DeskError> {
        session.require(Action::Connect)?;
        let venue = VenueId::new(venue);
        let addresses = others(&venue, addresses)?;
        let kept = self.kept_connection(&venue).await?;
        let standing = self.addresses_of(&venue).await?;
        if addresses != Addresses::default() && standing != addresses.clone().into() {
            session.require(Action::ManageKeys)?;
        }
        let market = open_venue(&self.inner.config, &venue, &addresses)?.market;
        let mut test = ConnectionTest { venue: venue.to_string(), steps: Vec::new(), permissions: None };
        let (step, listed) = timed("rest", async {
            let listed = market.instruments().await?;
            Ok((vec![("instruments", listed.len().to_string())], listed))
        })
        .await;
        test.steps.push(step);
        if let Some(listed) = listed {
            test.steps.push(timed("clock", async { clock(market.as_ref()) }).await.0);
            let symbol = busiest(&kept.symbols, &listed);
            test.steps.push(timed("stream", stream(market.as_ref(), symbol)).await.0);
            if let Some(label) = key {
                test.steps.push(timed::<()>("key", async { Err(no_such_key(&label)) }).await.0);
            }
        }
        Ok(test)
    }
}

/// Does a step and writes down how it went; what it brought, if it went well.
async fn timed<T>(
    code: &str,
    step: impl Future<Output = Result<(Values, T), DeskError>>,
) -> (TestStep, Option<T>) {
    let started = Instant::now();
    let done = tokio::time::timeout(PATIENCE, step).await.unwrap_or_else(|_| {
        let seconds = PATIENCE.as_secs();
        Err(DeskError::new("timeout", format!("Nothing came within {seconds} s.")).with("seconds", seconds))
    });
    let took_ms = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
    let (values, brought, error): (BTreeMap<String, String>, _, _) = match done {
        Ok((values, brought)) => {
            (values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), Some(brought), None)
        }
        Err(DeskError { code, message, details }) => (details, None, Some(TestError { code, message })),
    };
    (TestStep { code: code.to_owned(), ok: error.is_none(), took_ms, error, values }, brought)
}

/// The answer before told the venue's time.
fn clock(market: &dyn MarketData) -> Result<(Values, ()), DeskError> {
    let Some(report) = market.health().filter(|report| report.clock_known) else {
        return Err(DeskError::new("clock_unknown", "The venue did not tell its time."));
    };
    let offset_ms = report.clock_offset_ms;
    if offset_ms.abs() > CLOCK_LIMIT_MS {
        let message =
            format!("This clock and the venue's differ by {offset_ms} ms. Set this computer's clock.");
        let told = DeskError::new("clock_offset", message).with("offset_ms", offset_ms);
        return Err(told.with("limit_ms", CLOCK_LIMIT_MS));
    }
    Ok((vec![("offset_ms", offset_ms.to_string())], ()))
}

/// Listens until a first event comes.
async fn stream(market: &dyn MarketData, symbol: Option<Symbol>) -> Result<(Values, ()), DeskError> {
    let Some(symbol) = symbol else {
        return Err(DeskError::new("no_instruments", "The venue lists nothing that could be listened to."));
    };
    let of = || symbol.clone();
    let channels = [Channel::Ticker { symbol: of() }, Channel::Book { symbol: of(), depth: 25 }];
    let mut feed = market.watch(&channels, false)?;
    let heard = tokio::time::timeout(PATIENCE / 2, feed.events.recv()).await;
    match heard {
        Ok(Some(_)) => Ok((vec![("symbol", symbol.to_string())], ())),
        Ok(None) | Err(_) => {
            let cause = feed.health.report().last_error.unwrap_or_else(|| "nothing was heard".to_owned());
            let told = DeskError::new("no_stream", format!("The stream of {symbol} does not come: {cause}."));
            Err(told.with("symbol", &symbol).with("error", cause))
        }
    }
}

fn busiest(followed: &[Symbol], listed: &[Instrument]) -> Option<Symbol> {
    let is_listed = |symbol: &Symbol| listed.iter().any(|i| i.id.symbol == *symbol);
    let busy = BUSY.iter().filter_map(|text| text.parse().ok());
    followed.iter().cloned().chain(busy).find(is_listed).or_else(|| Some(listed.first()?.id.symbol.clone()))
}

fn no_such_key(label: &str) -> DeskError {
    DeskError::new("no_such_key", format!("There is no key {label:?}. Add it under Keys."))
        .with("label", label)
}
