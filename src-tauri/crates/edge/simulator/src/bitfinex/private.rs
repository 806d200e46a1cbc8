//! Channel 0: the account.

use serde_json::{Value, json};

use super::conversation::Conversation;
use super::{names, shapes};
use crate::exchange::{Event, NewOrder, State, Wallet};
use crate::keys::KeyRecord;
use crate::wire::Frame;
use crate::world::World;

/// Positions, wallets, orders and what else comes first; then wallets again with what is free of them.
pub fn snapshots(conversation: &mut Conversation, world: &mut World, key: &KeyRecord) -> Vec<Frame> {
    let (exchange, account) = (&world.exchange, key.account);
    let positions: Value = exchange.positions(account).map(|one| shapes::position(one, None)).collect();
    let balances = exchange.balances(account);
    let wallets: Value = balances.iter().map(|one| shapes::wallet(one, false)).collect();
    let orders: Value = exchange.open_orders(account).map(shapes::order).collect();
    let mut frames = Vec::new();
    for (kind, payload) in [("ps", positions), ("ws", wallets), ("os", orders)] {
        frames.push(conversation.tell_own(world, kind, payload));
    }
    for kind in ["fos", "fcs", "fls"] {
        frames.push(conversation.tell_own(world, kind, json!([])));
    }
    for balance in &balances {
        frames.push(conversation.tell_own(world, "wu", shapes::wallet(balance, true)));
    }
    frames.push(conversation.tell_own(world, "bu", json!([0, 0])));
    frames
}

/// `[0, TYPE, null, payload]`.
pub fn input(conversation: &mut Conversation, world: &mut World, message: &Value) -> Vec<Frame> {
    let part = |place: usize| message.get(place);
    if part(0) != Some(&json!(0)) {
        return Vec::new();
    }
    let kind = part(1).and_then(Value::as_str).unwrap_or_default();
    let payload = part(3).cloned().unwrap_or_default();
    match kind {
        "calc" => calc(conversation, world, &payload),
        _ => conversation.command(world, kind, &payload),
    }
}

/// Works out what was asked: `[["wallet_exchange_BTC"], …]`.
fn calc(conversation: &mut Conversation, world: &mut World, wanted: &Value) -> Vec<Frame> {
    let Some(account) = conversation.signed_in.as_ref().map(|key| key.account) else { return Vec::new() };
    let names: Vec<&str> = wanted
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|row| row.get(0).and_then(Value::as_str))
        .collect();
    let balances = world.exchange.balances(account);
    let asked = balances.iter().filter(|balance| {
        let wallet = if balance.wallet == Wallet::Spot { "exchange" } else { "margin" };
        names.contains(&format!("wallet_{wallet}_{}", names::code(&balance.currency)).as_str())
    });
    asked.map(|balance| conversation.tell_own(world, "wu", shapes::wallet(balance, true))).collect()
}

/// What an event of the account is to its owner.
pub fn event(conversation: &mut Conversation, world: &mut World, event: &Event) -> Vec<Frame> {
    let told: Vec<(&str, Value)> = match event {
        Event::OrderAccepted { order } => vec![("on", shapes::order(order))],
        Event::OrderTriggered { order } | Event::OrderAmended { order } => vec![("ou", shapes::order(order))],
        Event::OrderCanceled { order, .. } => vec![("oc", shapes::order(order))],
        Event::OrderFilled { order, fill } => {
            let ended = order.state == State::Filled;
            // the fee follows in a second message, after the order's own
            vec![
                ("te", shapes::own_trade(fill, Some(order), false)),
                (if ended { "oc" } else { "ou" }, shapes::order(order)),
                ("tu", shapes::own_trade(fill, Some(order), true)),
            ]
        }
        Event::OrderRejected { order, reject, .. } => {
            let text = super::orders::worded(reject, order).text;
            vec![(
                "n",
                shapes::notification(
                    json!(world.now_ms()),
                    "on-req",
                    refused(order),
                    Some(10001),
                    "ERROR",
                    &text,
                ),
            )]
        }
        Event::BalanceChanged { balance, .. } => vec![("wu", shapes::wallet(balance, true))],
        Event::PositionChanged { position, .. } => {
            let price = world.exchange.ticker(&position.symbol).map(|day| day.last);
            let kind = match position.quantity.is_zero() {
                true => "pc",
                false if position.opened_ms == position.updated_ms => "pn",
                false => "pu",
            };
            vec![(kind, shapes::position(position, price))]
        }
        Event::BookChanged(_) | Event::PublicTrade(_) => Vec::new(),
    };
    told.into_iter().map(|(kind, payload)| conversation.tell_own(world, kind, payload)).collect()
}

/// An order that never was one has no number.
fn refused(order: &NewOrder) -> Value {
    let cid = order.client_id.as_ref().and_then(|cid| cid.parse::<u64>().ok());
    json!([null, null, cid, names::wire(&order.symbol)])
}
