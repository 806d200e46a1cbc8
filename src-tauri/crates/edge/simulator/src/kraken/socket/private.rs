//! Executions and balances.

use domain::{OrderType, TimeInForce};
use serde_json::{Value, json};

use super::Socket;
use crate::exchange::{AccountId, CancelReason, Event, Order, OwnFill, State, Wallet};
use crate::faults::{FaultKind, Point};
use crate::kraken::exact::{number, text};
use crate::kraken::orders::type_word;
use crate::kraken::{ids, time, words};
use crate::wire::Frame;
use crate::world::World;

impl Socket {
    pub(super) fn account_snapshot(
        &mut self,
        world: &mut World,
        channel: &'static str,
        account: AccountId,
    ) -> Option<Frame> {
        let rows: Vec<Value> = if channel == "executions" {
            let open = world.exchange.open_orders(account);
            open.map(|order| whole(order, if order.triggered { "status" } else { "new" })).collect()
        } else {
            let spot = world.exchange.balances(account).into_iter().filter(|one| one.wallet == Wallet::Spot);
            spot.map(|one| {
                json!({
                    "asset": one.currency, "asset_class": "currency", "balance": number(one.total),
                    "wallets": [{"type": "spot", "id": "main", "balance": number(one.total)}],
                })
            })
            .collect()
        };
        self.tell(world, channel, account, "snapshot", rows)
    }

    pub(super) fn account_event(&mut self, world: &mut World, event: &Event) -> Vec<Frame> {
        let Some(account) = event.account() else { return Vec::new() };
        let execution = |row: Value| ("executions", row);
        let rows: Vec<(&'static str, Value)> = match event {
            Event::OrderAccepted { order } => {
                vec![execution(whole(order, "pending_new")), execution(whole(order, "new"))]
            }
            Event::OrderTriggered { order } => {
                let mut row = sparse(order, "status");
                row["order_status"] = json!("triggered");
                vec![execution(row)]
            }
            Event::OrderFilled { order, fill } => {
                let mut rows = vec![execution(traded(world, order, fill))];
                if order.state == State::Filled {
                    rows.push(execution(sparse(order, "filled")));
                }
                rows
            }
            Event::OrderAmended { order } => vec![execution(whole(order, "amended"))],
            Event::OrderCanceled { order, reason } => vec![execution(ended(order, *reason))],
            Event::BalanceChanged { balance, change }
                if balance.wallet == Wallet::Spot && !change.is_zero() =>
            {
                let row = json!({
                    "asset": balance.currency, "asset_class": "currency", "amount": number(*change),
                    "balance": number(balance.total), "fee": 0, "ledger_id": "LAAAAA-AAAAA-AAAAAA",
                    "ref_id": "", "timestamp": time::rfc3339(world.now_ms()), "type": "trade",
                    "subtype": "", "category": "trade", "wallet_type": "spot", "wallet_id": "main",
                });
                vec![("balances", row)]
            }
            _ => Vec::new(),
        };
        rows.into_iter()
            .filter_map(|(channel, row)| self.tell(world, channel, account, "update", vec![row]))
            .collect()
    }

    /// A message of a channel the account is subscribed to, with the channel's next number.
    fn tell(
        &mut self,
        world: &mut World,
        channel: &'static str,
        account: AccountId,
        kind: &str,
        rows: Vec<Value>,
    ) -> Option<Frame> {
        let (owner, sequence) = self.private.get_mut(channel)?;
        if *owner != account {
            return None;
        }
        *sequence += 1;
        if kind == "update" && world.fault(FaultKind::SequenceGap, Point::private(channel)) {
            *sequence += 1;
        }
        let message = json!({"channel": channel, "type": kind, "data": rows, "sequence": *sequence});
        Some(Frame::text(text(&message)).on(channel).private())
    }
}

fn status(order: &Order) -> &'static str {
    match (order.state, order.reason) {
        (State::Filled, _) => "filled",
        (State::Canceled, Some(CancelReason::Expired)) => "expired",
        (State::Canceled, _) => "canceled",
        _ if order.filled.is_zero() => "new",
        _ => "partially_filled",
    }
}

/// What every row of an order has.
fn sparse(order: &Order, exec_type: &str) -> Value {
    let mut row = json!({
        "exec_type": exec_type, "order_id": ids::order_id(order.id), "order_status": status(order),
        "cum_qty": number(order.filled), "cum_cost": number(order.filled_value),
        "avg_price": number(order.average().unwrap_or_default().round_dp(10)),
        "timestamp": time::rfc3339(order.updated_ms), "order_userref": 0,
    });
    if let Some(client_id) = &order.client_id {
        row["cl_ord_id"] = json!(client_id);
    }
    row
}

/// An order with everything about it.
fn whole(order: &Order, exec_type: &str) -> Value {
    let mut row = sparse(order, exec_type);
    if exec_type == "pending_new" {
        row["order_status"] = json!("pending_new");
    }
    row["symbol"] = json!(order.symbol);
    row["side"] = json!(order.side.as_str());
    row["order_type"] = json!(type_word(order));
    row["order_qty"] = number(order.quantity);
    row["post_only"] = json!(order.post_only);
    row["reduce_only"] = json!(order.reduce_only);
    row["margin"] = json!(order.wallet == Wallet::Margin);
    row["fee_ccy_pref"] = json!("fciq");
    row["time_in_force"] = json!(match order.time_in_force {
        TimeInForce::Gtc => "GTC",
        TimeInForce::Ioc => "IOC",
        TimeInForce::Fok => "FOK",
    });
    if let Some(price) = order.price {
        row["limit_price"] = number(price);
    }
    if let Some(price) = order.stop_price.filter(|_| order.order_type != OrderType::Limit) {
        row["stop_price"] = number(price);
        row["triggers"] = json!({"reference": "last", "price": number(price), "status": "untriggered"});
    }
    row
}

/// Partially filled, even where it completes the order: that is told next.
fn traded(world: &World, order: &Order, fill: &OwnFill) -> Value {
    let mut row = sparse(order, "trade");
    row["order_status"] = json!("partially_filled");
    row["exec_id"] = json!(ids::trade_id(world, fill));
    row["trade_id"] = json!(fill.trade_id);
    row["symbol"] = json!(fill.symbol);
    row["side"] = json!(fill.side.as_str());
    row["order_type"] = json!(type_word(order));
    row["last_qty"] = number(fill.quantity);
    row["last_price"] = number(fill.price);
    row["cost"] = number(fill.price * fill.quantity);
    row["liquidity_ind"] = json!(if fill.maker { "m" } else { "t" });
    row["fees"] = json!([{"asset": fill.fee_currency, "qty": number(fill.fee)}]);
    row["timestamp"] = json!(time::rfc3339(fill.time_ms));
    row
}

fn ended(order: &Order, reason: CancelReason) -> Value {
    let exec_type = if reason == CancelReason::Expired { "expired" } else { "canceled" };
    let mut row = sparse(order, exec_type);
    row["reason"] = json!(words::reason(reason));
    row
}
