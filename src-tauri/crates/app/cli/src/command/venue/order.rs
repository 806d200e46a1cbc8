//! `csign venue V order`: place, amend and cancel at a simulator on this machine, or look at the request.

use clap::{Args, Subcommand, ValueEnum};
use domain::{Decimal, Mode, OrderRequest, OrderRole, OrderType, Side, TimeInForce};
use serde_json::json;
use venues::{Amendment, OrderRef, PreparedRequest, VenueOrder};

use super::open::Opened;
use super::{account, shape};
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::table::facts;

#[derive(Debug, Subcommand)]
pub enum Order {
    /// Place an order
    Place(Place),
    /// Cancel an order by the venue's id or by the client id
    Cancel {
        id: String,
        /// Where the venue finds an order only with its instrument
        #[arg(long, value_name = "SYMBOL")]
        symbol: Option<String>,
    },
    /// Cancel all own orders
    CancelAll {
        #[arg(long, value_name = "SYMBOL")]
        symbol: Option<String>,
    },
    /// Change a resting order
    Amend(Amend),
}

#[derive(Debug, Args)]
pub struct Place {
    symbol: String,
    side: SideWord,
    /// In base currency
    amount: Decimal,
    #[arg(long = "type", value_name = "TYPE")]
    order_type: TypeWord,
    #[arg(long, value_name = "P")]
    price: Option<Decimal>,
    #[arg(long, value_name = "P")]
    stop_price: Option<Decimal>,
    /// Distance of a trailing stop, in quote currency
    #[arg(long, value_name = "P")]
    trail: Option<Decimal>,
    #[arg(long)]
    post_only: bool,
    #[arg(long)]
    reduce_only: bool,
    #[arg(long)]
    hidden: bool,
    #[arg(long, value_name = "TIF", default_value = "gtc")]
    tif: TifWord,
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    /// Print the exact request, secrets masked, and send nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Amend {
    id: String,
    #[arg(long, value_name = "SYMBOL")]
    symbol: Option<String>,
    /// The whole amount, what is filled included
    #[arg(long, value_name = "N")]
    amount: Option<Decimal>,
    #[arg(long, value_name = "P")]
    price: Option<Decimal>,
    #[arg(long, value_name = "P")]
    stop_price: Option<Decimal>,
    #[arg(long, value_name = "P")]
    trail: Option<Decimal>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SideWord {
    Buy,
    Sell,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TypeWord {
    Market,
    Limit,
    Stop,
    StopLimit,
    TrailingStop,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TifWord {
    Gtc,
    Ioc,
    Fok,
}

pub async fn run(context: &Context, opened: &Opened, order: Order) -> Result<Answer, CliError> {
    match order {
        Order::Place(asked) => place(context, opened, asked).await,
        Order::Cancel { id, symbol } => cancel(context, opened, &id, symbol.as_deref()).await,
        Order::CancelAll { symbol } => {
            let instrument = opened.instrument_if(symbol.as_deref()).await?;
            let asked = opened.account()?.cancel_all(instrument.as_ref()).await?;
            Answer::new(context, &json!({"canceled": asked}), || format!("{asked} orders cancelled"))
        }
        Order::Amend(asked) => amend(context, opened, asked).await,
    }
}

async fn place(context: &Context, opened: &Opened, asked: Place) -> Result<Answer, CliError> {
    let dry_run = asked.dry_run;
    let request = request(opened, asked).await?;
    let account = opened.account()?;
    if dry_run {
        let prepared = account.prepare(&request).await?;
        return Answer::new(context, &prepared, || prepared_shown(&prepared));
    }
    let ack = account.rehearse(&request).await?;
    // the venue's own answer is the order; where it cannot be read back yet, what was acknowledged is told
    let placed = account.lookup(&OrderRef::of(&request)).await.ok().flatten();
    let document = placed.as_ref().map_or_else(
        || json!({"id": ack.venue_id, "client_id": ack.client_id, "status": "open"}),
        shape::order,
    );
    Answer::new(context, &document, || match &placed {
        Some(order) => account::orders_table(std::slice::from_ref(order)),
        None => facts([("id", ack.venue_id.clone()), ("client id", ack.client_id.clone())]),
    })
}

async fn request(opened: &Opened, asked: Place) -> Result<OrderRequest, CliError> {
    Ok(OrderRequest {
        client_id: asked.client_id.map_or_else(new_client_id, Ok)?,
        mode: Mode::Live,
        account: "main".to_owned(),
        instrument: opened.instrument(&asked.symbol).await?,
        side: match asked.side {
            SideWord::Buy => Side::Buy,
            SideWord::Sell => Side::Sell,
        },
        order_type: match asked.order_type {
            TypeWord::Market => OrderType::Market,
            TypeWord::Limit => OrderType::Limit,
            TypeWord::Stop => OrderType::Stop,
            TypeWord::StopLimit => OrderType::StopLimit,
            TypeWord::TrailingStop => OrderType::TrailingStop,
        },
        role: if asked.reduce_only { OrderRole::Exit } else { OrderRole::Entry },
        quantity: asked.amount,
        price: asked.price,
        stop_price: asked.stop_price,
        time_in_force: match asked.tif {
            TifWord::Gtc => TimeInForce::Gtc,
            TifWord::Ioc => TimeInForce::Ioc,
            TifWord::Fok => TimeInForce::Fok,
        },
        post_only: asked.post_only,
        reduce_only: asked.reduce_only,
        oco_group: None,
        hidden: asked.hidden,
        trail: asked.trail,
    })
}

/// Sixteen hexadecimal digits of chance: short enough for every venue.
fn new_client_id() -> Result<String, CliError> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes)
        .map_err(|error| CliError::internal(format!("This system gave no random number: {error}.")))?;
    Ok(format!("c{}", hex::encode(bytes)))
}

fn prepared_shown(prepared: &PreparedRequest) -> String {
    let headers: String = prepared.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    format!("{} {}\n{headers}\n{}", prepared.method, prepared.url, prepared.body)
}

/// The order under either of its names: among the working ones first, then by client id and instrument.
async fn find(opened: &Opened, id: &str, symbol: Option<&str>) -> Result<Option<VenueOrder>, CliError> {
    let account = opened.account()?;
    let open = account.open_orders().await?;
    if let Some(order) = open.into_iter().find(|o| o.venue_id == id || o.client_id == id) {
        return Ok(Some(order));
    }
    match opened.instrument_if(symbol).await? {
        Some(instrument) => Ok(account.lookup(&OrderRef { client_id: id.to_owned(), instrument }).await?),
        None => Ok(None),
    }
}

fn unknown(opened: &Opened, id: &str) -> CliError {
    let message = format!("{} has no working order {id}.", opened.venue);
    CliError::new(4, "unknown_order", message).with("id", id)
}

async fn cancel(
    context: &Context,
    opened: &Opened,
    id: &str,
    symbol: Option<&str>,
) -> Result<Answer, CliError> {
    let account = opened.account()?;
    let order = find(opened, id, symbol).await?.ok_or_else(|| unknown(opened, id))?;
    match order.client_id.is_empty() {
        true => account.cancel_by_venue_id(Some(&order.instrument), &order.venue_id).await?,
        false => account.cancel(&named(&order)).await?,
    }
    let document = json!({"id": order.venue_id, "client_id": order.client_id, "canceled": true});
    Answer::new(context, &document, || format!("{} cancelled", order.venue_id))
}

fn named(order: &VenueOrder) -> OrderRef {
    OrderRef { client_id: order.client_id.clone(), instrument: order.instrument.clone() }
}

async fn amend(context: &Context, opened: &Opened, asked: Amend) -> Result<Answer, CliError> {
    let change = Amendment {
        quantity: asked.amount,
        price: asked.price,
        stop_price: asked.stop_price,
        trail: asked.trail,
    };
    if change == Amendment::default() {
        return Err(CliError::usage("Nothing to change: give --amount, --price, --stop-price or --trail."));
    }
    let account = opened.account()?;
    let order =
        find(opened, &asked.id, asked.symbol.as_deref()).await?.ok_or_else(|| unknown(opened, &asked.id))?;
    let ack = account.amend(&named(&order), &change).await?;
    let now = account.lookup(&named(&order)).await.ok().flatten();
    let document = now.as_ref().map_or_else(|| json!({"id": ack.venue_id}), shape::order);
    Answer::new(context, &document, || format!("{} changed", ack.venue_id))
}
