//! Questions about the account.

use domain::{Balance, Fill};
use serde_json::json;
use venues::{Clock, SystemClock, VenueOrder};

use super::open::Opened;
use super::shape;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::table::{Align, facts, table};
use crate::time;

const DAY_MS: i64 = 86_400_000;

pub async fn balances(context: &Context, opened: &Opened) -> Result<Answer, CliError> {
    let balances = opened.account()?.balances().await?;
    let document: Vec<_> = balances.iter().map(shape::balance).collect();
    let columns = [("currency", Align::Left), ("total", Align::Right), ("available", Align::Right)];
    let row = |b: &Balance| vec![b.currency.clone(), b.total.to_string(), b.available.to_string()];
    Answer::new(context, &document, || table(&columns, &balances.iter().map(row).collect::<Vec<_>>()))
}

pub async fn positions(context: &Context, opened: &Opened) -> Result<Answer, CliError> {
    let positions = opened.account()?.positions().await?;
    let columns = [("symbol", Align::Left), ("quantity", Align::Right), ("entry", Align::Right)];
    let row =
        |p: &venues::Position| vec![p.symbol.to_string(), p.quantity.to_string(), p.entry_price.to_string()];
    Answer::new(context, &positions, || table(&columns, &positions.iter().map(row).collect::<Vec<_>>()))
}

pub async fn orders(
    context: &Context,
    opened: &Opened,
    history: bool,
    symbol: Option<&str>,
    limit: usize,
) -> Result<Answer, CliError> {
    let instrument = opened.instrument_if(symbol).await?;
    let account = opened.account()?;
    let orders = match history {
        true => account.order_history(instrument.as_ref(), limit).await?,
        false => {
            let mut open = account.open_orders().await?;
            open.retain(|order| instrument.as_ref().is_none_or(|i| *i == order.instrument));
            open
        }
    };
    let document: Vec<_> = orders.iter().map(shape::order).collect();
    Answer::new(context, &document, || orders_table(&orders))
}

pub fn orders_table(orders: &[VenueOrder]) -> String {
    let columns = [
        ("id", Align::Left),
        ("client id", Align::Left),
        ("symbol", Align::Left),
        ("side", Align::Left),
        ("type", Align::Left),
        ("amount", Align::Right),
        ("price", Align::Right),
        ("filled", Align::Right),
        ("status", Align::Left),
    ];
    let row = |o: &VenueOrder| {
        let price = o.price.or(o.stop_price).map_or_else(|| "-".to_owned(), |p| p.to_string());
        let status = shape::order(o)["status"].as_str().unwrap_or_default().to_owned();
        vec![
            o.venue_id.clone(),
            o.client_id.clone(),
            o.instrument.symbol.to_string(),
            o.side.as_str().to_owned(),
            o.order_type.as_str().replace('_', "-"),
            o.quantity.to_string(),
            price,
            o.filled.to_string(),
            status,
        ]
    };
    table(&columns, &orders.iter().map(row).collect::<Vec<_>>())
}

pub async fn own_trades(
    context: &Context,
    opened: &Opened,
    symbol: Option<&str>,
    since: Option<&str>,
) -> Result<Answer, CliError> {
    let instrument = opened.instrument_if(symbol).await?;
    let since = match since {
        Some(text) => time::instant(text).map_err(|error| CliError::usage(error.to_string()))?,
        None => SystemClock.now_ms() - DAY_MS,
    };
    let fills = opened.account()?.own_trades(instrument.as_ref(), since).await?;
    let document: Vec<_> = fills.iter().map(shape::fill).collect();
    let columns = [
        ("time", Align::Left),
        ("symbol", Align::Left),
        ("side", Align::Left),
        ("price", Align::Right),
        ("size", Align::Right),
        ("fee", Align::Right),
        ("id", Align::Left),
    ];
    let row = |f: &Fill| {
        vec![
            time::shown(f.time_ms),
            f.instrument.symbol.to_string(),
            f.side.as_str().to_owned(),
            f.price.to_string(),
            f.quantity.to_string(),
            format!("{} {}", f.fee, f.fee_currency),
            f.trade_id.clone(),
        ]
    };
    Answer::new(context, &document, || table(&columns, &fills.iter().map(row).collect::<Vec<_>>()))
}

pub async fn fees(context: &Context, opened: &Opened, symbol: Option<&str>) -> Result<Answer, CliError> {
    let instrument = opened.instrument_if(symbol).await?;
    let fees = opened.account()?.fees(instrument.as_ref()).await?;
    Answer::new(context, &fees, || {
        facts([("maker", fees.maker.to_string()), ("taker", fees.taker.to_string())])
    })
}

pub async fn key_permissions(context: &Context, opened: &Opened) -> Result<Answer, CliError> {
    let permissions = opened.account()?.key_permissions().await?;
    let document = json!({
        "read": permissions.read, "trade": permissions.trade, "withdraw": permissions.withdraw,
        "granted": permissions.granted, "refused": permissions.refusal(),
    });
    let word = |may: Option<bool>| match may {
        Some(true) => "yes".to_owned(),
        Some(false) => "no".to_owned(),
        None => "the venue does not say".to_owned(),
    };
    Answer::new(context, &document, || {
        let verdict = match permissions.refusal() {
            Some(right) => format!("refused: the key may {right}; make one that may not"),
            None => "may be used".to_owned(),
        };
        facts([
            ("read", word(permissions.read)),
            ("trade", word(permissions.trade)),
            ("withdraw", word(permissions.withdraw)),
            ("verdict", verdict),
        ])
    })
}
