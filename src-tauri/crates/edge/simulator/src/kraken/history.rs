//! Lists of orders and trades.

use serde_json::{Map, Value, json};

use super::auth::Asked;
use super::orders::{order_row, trade_row};
use super::state::State;
use super::{Answered, ids, time};
use crate::exchange::{Order, OwnFill};
use crate::world::World;

const PAGE: usize = 50;

pub fn answer(world: &mut World, call: &str, asked: &Asked) -> Answered {
    let now_ms = world.now_ms();
    let hidden = world.state.get::<State>().hidden(now_ms);
    let world = &*world;
    let shown = |order: &&Order| !hidden.contains(&order.id);
    match call {
        "OpenOrders" => {
            let open = world.exchange.open_orders(asked.account).filter(shown);
            let open = open.filter(|order| meant(order, asked));
            Ok(json!({"open": rows(world, open, asked)}))
        }
        "ClosedOrders" => Ok(closed(world, asked, shown)),
        "QueryOrders" => {
            let mut found = Vec::new();
            for text in asked.need("txid")?.split(',') {
                let id = ids::read_order_id(text.trim()).ok_or("EOrder:Invalid order")?;
                found.extend(world.exchange.order(asked.account, id).filter(shown));
            }
            Ok(rows(world, found.into_iter(), asked))
        }
        "TradesHistory" => Ok(trades(world, asked, |fill| !hidden.contains(&fill.order))),
        _ => {
            let wanted: Vec<&str> = asked.need("txid")?.split(',').map(str::trim).collect();
            let found = world.exchange.fills(asked.account).map(|fill| (ids::trade_id(world, fill), fill));
            let found = found.filter(|(id, _)| wanted.contains(&id.as_str()));
            Ok(Value::Object(found.map(|(id, fill)| (id, trade_row(world, fill))).collect()))
        }
    }
}

fn meant(order: &Order, asked: &Asked) -> bool {
    let client = asked.get("cl_ord_id").is_none_or(|id| order.client_id.as_deref() == Some(id));
    let user = asked.get("userref").is_none_or(|wanted| {
        order.tag.get("userref").is_some_and(|told| told.to_string().trim_matches('"') == wanted)
    });
    client && user
}

fn rows<'w>(world: &World, orders: impl Iterator<Item = &'w Order>, asked: &Asked) -> Value {
    let trades = asked.is("trades");
    Value::Object(orders.map(|o| (ids::order_id(o.id), order_row(world, o, trades))).collect())
}

/// Whether a moment lies within what was asked: after `start`, up to `end`.
fn within(asked: &Asked, ms: i64) -> bool {
    let edge = |name| asked.get(name).and_then(time::read_ns).map(|ns| ns / 1_000_000);
    let at = i128::from(ms);
    edge("start").is_none_or(|start| at > start) && edge("end").is_none_or(|end| at <= end)
}

fn page<T>(mut found: Vec<T>, asked: &Asked) -> (usize, Vec<T>) {
    let count = found.len();
    let from = asked.get("ofs").and_then(|text| text.parse().ok()).unwrap_or(0);
    let rest = found.split_off(count.min(from));
    (count, rest.into_iter().take(PAGE).collect())
}

fn closed(world: &World, asked: &Asked, shown: impl Fn(&&Order) -> bool) -> Value {
    let ended = world.exchange.orders(asked.account).filter(|order| !order.is_working()).filter(shown);
    let mut found: Vec<&Order> =
        ended.filter(|order| meant(order, asked) && within(asked, order.updated_ms)).collect();
    found.sort_by_key(|order| std::cmp::Reverse((order.updated_ms, order.id)));
    let (count, found) = page(found, asked);
    json!({"closed": rows(world, found.into_iter(), asked), "count": count})
}

fn trades(world: &World, asked: &Asked, shown: impl Fn(&&OwnFill) -> bool) -> Value {
    let all = world.exchange.fills(asked.account).rev().filter(shown);
    let found: Vec<&OwnFill> = all.filter(|fill| within(asked, fill.time_ms)).collect();
    let (count, found) = page(found, asked);
    let rows: Map<String, Value> =
        found.into_iter().map(|fill| (ids::trade_id(world, fill), trade_row(world, fill))).collect();
    json!({"trades": rows, "count": count})
}
