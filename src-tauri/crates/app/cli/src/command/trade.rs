//! `csign trade`.

use clap::{Args, Subcommand};
use desk::api::order::OrderView;
use domain::{Decimal, OrderStatus, OrderType, Side};
use serde::Serialize;

use super::approvals::word;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::sign_in::signed_in;
use crate::table::facts;

#[derive(Debug, Subcommand)]
pub enum Trade {
    /// Execute a signed approval, once
    Execute(Execute),
}

#[derive(Debug, Args)]
pub struct Execute {
    /// The signed approval
    #[arg(long, value_name = "ID")]
    pub approval: String,
    /// At most what was signed
    #[arg(long, value_name = "Q", allow_negative_numbers = true)]
    pub quantity: Decimal,
}

/// An order in the unified shape, with what covers it.
#[derive(Debug, Serialize)]
pub struct Order {
    id: Option<String>,
    client_id: String,
    symbol: String,
    side: Side,
    #[serde(rename = "type")]
    order_type: OrderType,
    price: Option<Decimal>,
    stop_price: Option<Decimal>,
    amount: Decimal,
    filled: Decimal,
    average: Option<Decimal>,
    status: OrderStatus,
    post_only: bool,
    reduce_only: bool,
    created: i64,
    venue: String,
    approval: Option<String>,
    mandate: Option<String>,
    reason: Option<String>,
}

impl From<OrderView> for Order {
    fn from(o: OrderView) -> Self {
        Self {
            id: o.venue_id,
            client_id: o.client_id,
            symbol: o.instrument.symbol.to_string(),
            side: o.side,
            order_type: o.order_type,
            price: o.price,
            stop_price: o.stop_price,
            amount: o.quantity,
            filled: o.filled,
            average: o.average,
            status: unified(o.status),
            post_only: o.post_only,
            reduce_only: o.reduce_only,
            created: o.created_ms,
            venue: o.instrument.venue.to_string(),
            approval: o.approval,
            mandate: o.mandate,
            reason: o.reason,
        }
    }
}

/// What has left and is not final is open; what the venue has not told stays unconfirmed, never failed.
fn unified(status: OrderStatus) -> OrderStatus {
    match status {
        OrderStatus::Intended | OrderStatus::Sent => OrderStatus::Open,
        other => other,
    }
}

pub async fn run(context: &Context, trade: Trade) -> Result<Answer, CliError> {
    let Trade::Execute(Execute { approval, quantity }) = trade;
    let execute = async |desk: &desk::Desk, session: &desk::Session| {
        Ok(desk.execute_approval(session, approval, quantity).await?)
    };
    let order = Order::from(signed_in(context, execute).await?);
    Answer::new(context, &order, || shown(&order))
}

fn shown(o: &Order) -> String {
    let or_dash = |d: Option<Decimal>| d.map_or_else(|| "-".to_owned(), |d| d.to_string());
    facts([
        ("order", o.client_id.clone()),
        ("what", format!("{} {} {} on {}", o.side.as_str(), o.amount, o.symbol, o.venue)),
        ("status", word(&o.status)),
        ("filled", format!("{} at {}", o.filled, or_dash(o.average))),
        ("reason", o.reason.clone().unwrap_or_else(|| "-".to_owned())),
    ])
}
