//! What a key may ask.

use serde_json::{Value, json};

use super::commands::{batch, carry_out, told};
use super::names::wire;
use super::orders::whole;
use super::public::known;
use super::{Refused, shapes};
use crate::exchange::{Order, OwnFill};
use crate::keys::KeyRecord;
use crate::wire::{RestReply, RestRequest, number};
use crate::world::World;

const MOST: usize = 2_500;

pub fn answer(world: &mut World, key: &KeyRecord, route: &str, request: &RestRequest) -> RestReply {
    let fields: Value = match request.text() {
        "" => json!({}),
        text => match serde_json::from_str(text) {
            Ok(fields) => fields,
            Err(_) => return Refused::new(10020, "body: invalid").reply(),
        },
    };
    let outcome = match route.split_once('/') {
        Some(("w", command)) => write(world, key, command, &fields),
        Some(("r", question)) if key.permissions.read => read(world, key, question, &fields),
        Some(("r", _)) => Err(Refused::new(10001, "api_key: permission invalid")),
        _ => return lost(request),
    };
    match outcome {
        Ok(Some(value)) => RestReply::json(&value),
        Ok(None) => lost(request),
        Err(refused) => refused.reply(),
    }
}

fn lost(request: &RestRequest) -> RestReply {
    let page = format!("<!DOCTYPE html><html><body><pre>Cannot POST {}</pre></body></html>", request.path);
    RestReply::text(404, "text/html", page)
}

fn write(
    world: &mut World,
    key: &KeyRecord,
    command: &str,
    fields: &Value,
) -> Result<Option<Value>, Refused> {
    // REST writes fractions of seconds here, the stream milliseconds
    let time = json!(world.now_ms() as f64 / 1_000.0);
    let operation = match command {
        "order/submit" => "on",
        "order/update" => "ou",
        "order/cancel" => "oc",
        "order/cancel/multi" => "oc_multi",
        "order/multi" => {
            let all = batch(world, key, fields.get("ops").unwrap_or(&Value::Null), &time)?;
            return Ok(Some(shapes::notification(
                time,
                "ox_multi-req",
                all,
                None,
                "SUCCESS",
                "Submitting operations.",
            )));
        }
        _ => return Ok(None),
    };
    let mut done = carry_out(world, key, operation, fields)?;
    if operation == "on" {
        done.data = json!([done.data]);
    }
    Ok(Some(told(Ok(done), operation, fields, time)))
}

fn read(
    world: &mut World,
    key: &KeyRecord,
    question: &str,
    fields: &Value,
) -> Result<Option<Value>, Refused> {
    let parts: Vec<&str> = question.split('/').collect();
    let (exchange, account) = (&world.exchange, key.account);
    let list = Listed { fields };
    let value = match parts.as_slice() {
        ["wallets"] => exchange.balances(account).iter().map(|one| shapes::wallet(one, true)).collect(),
        ["orders"] => list.orders(exchange.open_orders(account), None),
        ["orders", "hist"] => list.orders(exchange.orders(account).rev().filter(|o| !o.is_working()), None),
        ["orders", pair] => {
            known(world, pair)?;
            list.orders(exchange.open_orders(account), Some(pair))
        }
        ["orders", pair, "hist"] => {
            known(world, pair)?;
            list.orders(exchange.orders(account).rev().filter(|o| !o.is_working()), Some(pair))
        }
        ["trades", "hist"] => list.trades(world, key, None),
        ["trades", pair, "hist"] => {
            known(world, pair)?;
            list.trades(world, key, Some(pair))
        }
        ["order", name, "trades"] => {
            let id = name.rsplit_once(':').and_then(|(_, id)| id.parse::<u64>().ok());
            let of_it = exchange.fills(account).filter(|fill| Some(fill.order.0) == id);
            let row = |fill: &OwnFill| {
                let mut row = shapes::own_trade(fill, None, true);
                // type and price of the order are left out here
                row[6] = Value::Null;
                row[7] = Value::Null;
                row
            };
            of_it.map(row).collect()
        }
        ["positions"] => exchange
            .positions(account)
            .map(|one| shapes::position(one, exchange.ticker(&one.symbol).map(|day| day.last)))
            .collect(),
        ["permissions"] => permissions(key),
        ["summary"] => summary(world),
        ["info", "user"] => {
            let mut row = vec![Value::Null; 30];
            (row[0], row[1], row[2], row[21]) =
                (json!(account.0), json!("user@example.com"), json!("user"), json!(0));
            row.into()
        }
        ["info", "margin", "base"] => json!(["base", [0, 0, 0, 0, 0]]),
        ["ledgers", ..] | ["positions", ..] | ["movements", ..] => json!([]),
        _ => return Ok(None),
    };
    Ok(Some(value))
}

fn permissions(key: &KeyRecord) -> Value {
    let bit = |set: bool| i32::from(set);
    let may = key.permissions;
    let (read, trade, withdraw) = (bit(may.read), bit(may.trade), bit(may.withdraw));
    json!([
        ["account", read, 0],
        ["history", read, 0],
        ["orders", read, trade],
        ["positions", read, trade],
        ["funding", read, 0],
        ["settings", read, 0],
        ["wallets", read, 0],
        ["withdraw", 0, withdraw],
        ["ui_withdraw", 0, 0],
        ["bfxpay", 0, 0]
    ])
}

/// Field 4: makers' rates, then takers'.
fn summary(world: &World) -> Value {
    let rules = world.exchange.rules();
    let (maker, taker) = (number(rules.maker_fee), number(rules.taker_fee));
    let makers = json!([maker, maker, maker, null, null, -0.0002]);
    let takers = json!([taker, taker, taker, null, null, 0.00065]);
    json!([null, null, null, null, [makers, takers], [[], 0], [null, {}], null, null, {"leo_lev": 0, "leo_amount_avg": 0}])
}

/// The span, order and length a list is asked with.
struct Listed<'a> {
    fields: &'a Value,
}

impl Listed<'_> {
    fn number(&self, name: &str) -> Option<i64> {
        match self.fields.get(name)? {
            Value::String(text) => text.parse().ok(),
            other => other.as_i64().or_else(|| other.as_f64().map(|number| number as i64)),
        }
    }

    fn limit(&self) -> usize {
        self.number("limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(MOST).min(MOST)
    }

    fn is_in(&self, time_ms: i64) -> bool {
        self.number("start").is_none_or(|start| time_ms >= start)
            && self.number("end").is_none_or(|end| time_ms <= end)
    }

    fn orders<'o>(&self, orders: impl Iterator<Item = &'o Order>, pair: Option<&str>) -> Value {
        let ids = self.fields.get("id").and_then(Value::as_array);
        let wanted = |order: &&Order| {
            pair.is_none_or(|pair| wire(&order.symbol) == pair)
                && ids.is_none_or(|ids| ids.iter().any(|id| whole(Some(id)) == Some(order.id.0)))
                && self.is_in(order.created_ms)
        };
        orders.filter(wanted).take(self.limit()).map(shapes::order).collect()
    }

    fn trades(&self, world: &World, key: &KeyRecord, pair: Option<&str>) -> Value {
        let exchange = &world.exchange;
        let wanted =
            |fill: &&OwnFill| pair.is_none_or(|pair| wire(&fill.symbol) == pair) && self.is_in(fill.time_ms);
        let row = |fill: &OwnFill| shapes::own_trade(fill, exchange.order(key.account, fill.order), true);
        let fills = exchange.fills(key.account);
        match self.number("sort") {
            Some(1) => fills.filter(wanted).take(self.limit()).map(row).collect(),
            _ => fills.rev().filter(wanted).take(self.limit()).map(row).collect(),
        }
    }
}
