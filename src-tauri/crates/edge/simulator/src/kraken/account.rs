//! What an account holds, owes and may do.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Decimal;
use rand::Rng as _;
use serde_json::{Map, Value, json};

use super::auth::Asked;
use super::names::{altname, code, id, listing};
use super::state::State;
use super::{Answered, ids, time};
use crate::exchange::{OrderId, Position, Wallet, WalletBalance};
use crate::world::World;

pub fn answer(world: &mut World, call: &str, asked: &Asked) -> Answered {
    match call {
        "Balance" => Ok(each(world, asked, |one| json!(text(one.total)))),
        "BalanceEx" => Ok(each(
            world,
            asked,
            |one| json!({"balance": text(one.total), "hold_trade": text(one.total - one.available)}),
        )),
        "TradeBalance" => Ok(trade_balance(world, asked)),
        "OpenPositions" => Ok(positions(world, asked)),
        "TradeVolume" => trade_volume(world, asked),
        "GetApiKeyInfo" => Ok(key_info(asked)),
        _ => Ok(token(world, asked)),
    }
}

fn text(value: Decimal) -> String {
    value.normalize().to_string()
}

fn each(world: &World, asked: &Asked, value: impl Fn(&WalletBalance) -> Value) -> Value {
    let spot = world.exchange.balances(asked.account).into_iter().filter(|one| one.wallet == Wallet::Spot);
    Value::Object(spot.map(|one| (code(&one.currency).to_owned(), value(&one))).collect::<Map<_, _>>())
}

fn trade_balance(world: &World, asked: &Asked) -> Value {
    let wallet = world.exchange.balance(asked.account, Wallet::Margin, "USD");
    let (total, free) = wallet.map_or((Decimal::ZERO, Decimal::ZERO), |one| (one.total, one.available));
    let net: Decimal =
        world.exchange.positions(asked.account).map(|one| one.unrealized(last(world, one))).sum();
    json!({
        "eb": text(total), "tb": text(total), "m": text(total - free), "n": text(net), "c": "0", "v": "0",
        "e": text(total + net), "mf": text(free + net), "uv": "0",
    })
}

fn last(world: &World, position: &Position) -> Decimal {
    world.exchange.ticker(&position.symbol).map_or(position.entry_price, |ticker| ticker.last)
}

fn positions(world: &World, asked: &Asked) -> Value {
    let margin = world.exchange.rules().initial_margin;
    let row = |one: &Position| {
        let size = one.quantity.abs();
        let cost = size * one.entry_price;
        let net = one.unrealized(last(world, one)).round_dp(4);
        let row = json!({
            "ordertxid": ids::order_id(OrderId(one.id)), "posstatus": "open", "pair": id(&one.symbol),
            "time": time::seconds(one.opened_ms),
            "type": if one.quantity.is_sign_negative() { "sell" } else { "buy" },
            "ordertype": "market", "cost": text(cost), "fee": "0", "vol": text(size), "vol_closed": "0",
            "margin": text((cost * margin).round_dp(5)), "value": text(cost + net),
            "net": if net.is_sign_negative() { text(net) } else { format!("+{}", text(net)) },
            "terms": "0.0200% per 4 hours", "rollovertm": (one.updated_ms / 1000 + 14_400).to_string(),
            "misc": "", "oflags": "",
        });
        (ids::order_id(OrderId(one.id)).replacen('O', "T", 1), row)
    };
    let open = world.exchange.positions(asked.account).filter(|one| !one.quantity.is_zero());
    Value::Object(open.map(row).collect())
}

fn trade_volume(world: &World, asked: &Asked) -> Answered {
    let rules = world.exchange.rules();
    let rate = |rate: Decimal| {
        json!({
            "fee": text(rate * Decimal::ONE_HUNDRED), "minfee": "0.08", "maxfee": "0.4",
            "nextfee": null, "nextvolume": null, "tiervolume": "0",
        })
    };
    let (mut taker, mut maker) = (Map::new(), Map::new());
    for name in asked.get("pair").unwrap_or_default().split(',').filter(|name| !name.is_empty()) {
        let listing = listing(world, name).ok_or("EQuery:Unknown asset pair")?;
        taker.insert(id(&listing.symbol), rate(rules.taker_fee));
        maker.insert(id(&listing.symbol), rate(rules.maker_fee));
    }
    Ok(json!({"currency": "ZUSD", "volume": "0", "fees": taker, "fees_maker": maker}))
}

fn key_info(asked: &Asked) -> Value {
    let rights = asked.permissions;
    let groups = [
        (rights.read, &["query-funds", "query-open-trades", "query-closed-trades", "query-ledger"][..]),
        (rights.trade, &["modify-trades", "close-trades"][..]),
        (rights.read, &["create-ws-token"][..]),
        (rights.withdraw, &["withdraw-funds"][..]),
    ];
    let granted: Vec<&str> =
        groups.into_iter().filter(|(has, _)| *has).flat_map(|(_, words)| words.iter().copied()).collect();
    json!({"api_key_name": "main", "permissions": granted, "nonce_window": 0, "valid_until": "0", "ip_allowlist": []})
}

fn token(world: &mut World, asked: &Asked) -> Value {
    let mut bytes = [0_u8; 32];
    world.rng.fill(&mut bytes);
    let token = STANDARD.encode(bytes);
    let now_ms = world.now_ms();
    world.state.get::<State>().add_token(token.clone(), asked.account, now_ms);
    json!({"token": token, "expires": 900})
}

/// For descriptions of orders.
pub fn pair_name(symbol: &domain::Symbol) -> String {
    altname(symbol)
}
