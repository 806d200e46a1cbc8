//! Requests of an account, over HTTP and over the WebSocket API alike.

use domain::Symbol;
use serde_json::{Value, json};

use super::auth::Caller;
use super::error::ApiError;
use super::limits::Limits;
use super::names::{Params, d8};
use super::order_entry::{client_id, new_order};
use super::order_view::{amended, balance, canceled, own_trade, placed, row};
use super::{Kept, lists, order_view};
use crate::exchange::{AccountId, Amendment, Order, OrderId, OwnFill, Wallet};
use crate::world::World;

pub type Answer = Result<Value, ApiError>;

const DAY_MS: i64 = 86_400_000;

/// Does a request of that path need a key?
pub fn is_private(path: &str) -> bool {
    path.starts_with("/sapi/")
        || [
            "/api/v3/order",
            "/api/v3/openOrders",
            "/api/v3/allOrders",
            "/api/v3/account",
            "/api/v3/myTrades",
            "/api/v3/rateLimit/order",
            "/api/v3/openOrderList",
            "/api/v3/allOrderList",
        ]
        .iter()
        .any(|known| path.starts_with(known))
}

/// `None`: no request of an account has that method and path.
pub fn answer(
    world: &mut World,
    limits: Limits,
    caller: Caller,
    (method, path): (&str, &str),
    params: &Params,
) -> Option<Answer> {
    let account = caller.account;
    let trades = |answer: fn(&mut World, AccountId, &Params) -> Answer, world: &mut World| {
        if caller.permissions.trade {
            answer(world, account, params)
        } else {
            Err(ApiError::new(401, -2015, "Invalid API-key, IP, or permissions for action."))
        }
    };
    Some(match (method, path) {
        ("POST", "/api/v3/order") => match limits.count_order(world, account) {
            Ok(()) => trades(place, world),
            Err(error) => Err(error),
        },
        ("POST", "/api/v3/orderList/oco") => {
            match limits.count_order(world, account).and_then(|()| limits.count_order(world, account)) {
                Ok(()) => trades(lists::place, world),
                Err(error) => Err(error),
            }
        }
        ("DELETE", "/api/v3/orderList") => trades(lists::cancel, world),
        ("GET", "/api/v3/orderList") => lists::one(world, account, params),
        ("GET", "/api/v3/openOrderList") => Ok(lists::all(world, account, true)),
        ("GET", "/api/v3/allOrderList") => Ok(lists::all(world, account, false)),
        ("POST", "/api/v3/order/test") => trades(test, world),
        ("DELETE", "/api/v3/order") => trades(cancel, world),
        ("DELETE", "/api/v3/openOrders") => trades(cancel_all, world),
        ("PUT", "/api/v3/order/amend/keepPriority") => trades(amend, world),
        ("GET", "/api/v3/order") => one(world, account, params),
        ("GET", "/api/v3/openOrders") => open(world, account, params),
        ("GET", "/api/v3/allOrders") => all(world, account, params),
        ("GET", "/api/v3/myTrades") => my_trades(world, account, params),
        ("GET", "/api/v3/account") => Ok(holdings(world, caller, params)),
        ("GET", "/api/v3/account/commission") => commission(world, params),
        ("GET", "/sapi/v1/capital/config/getall") => Ok(json!([])),
        ("GET", "/sapi/v1/margin/allPairs" | "/sapi/v1/margin/isolated/allPairs") => Ok(json!([])),
        ("GET", "/sapi/v1/account/apiRestrictions") => Ok(json!({
            "ipRestrict": false,
            "createTime": 1_700_000_000_000_i64,
            "enableReading": caller.permissions.read,
            "enableWithdrawals": caller.permissions.withdraw,
            "enableInternalTransfer": false,
            "enableMargin": false,
            "enableFutures": false,
            "permitsUniversalTransfer": false,
            "enableVanillaOptions": false,
            "enableSpotAndMarginTrading": caller.permissions.trade,
        })),
        _ => return None,
    })
}

fn place(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let order = new_order(world, params)?;
    let usual = match params.need("type")? {
        "MARKET" | "LIMIT" => "FULL",
        _ => "ACK",
    };
    let response = params.get("newOrderRespType").unwrap_or(usual).to_owned();
    let id = world.place(account, order)?;
    let order = world.exchange.order(account, id).ok_or_else(ApiError::unknown_order)?;
    let mut fills: Vec<&OwnFill> =
        world.exchange.fills(account).rev().take_while(|fill| fill.order >= id).collect();
    fills.retain(|fill| fill.order == id);
    fills.reverse();
    Ok(placed(order, &response, &fills))
}

fn test(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let order = new_order(world, params)?;
    world.exchange.check(account, &order)?;
    Ok(json!({}))
}

/// The order a request names.
fn named<'a>(
    world: &'a World,
    account: AccountId,
    params: &Params,
    symbol: &Symbol,
    unknown: fn() -> ApiError,
) -> Result<&'a Order, ApiError> {
    let order = match (params.integer("orderId")?, params.get("origClientOrderId")) {
        (Some(id), _) => world.exchange.order(account, OrderId(u64::try_from(id).unwrap_or(0))),
        (None, Some(id)) => world.exchange.order_by_client_id(account, id),
        (None, None) => {
            let msg = "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!";
            return Err(ApiError::bad(-1102, msg));
        }
    };
    order.filter(|order| &order.symbol == symbol).ok_or_else(unknown)
}

fn cancel(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let symbol = params.symbol(&world.exchange)?;
    let id = named(world, account, params, &symbol, ApiError::unknown_order)?.id;
    let cancel_id = client_id(world, params.get("newClientOrderId"))?;
    world.cancel(account, id)?;
    lists::cancel_rest(world, account, id, &cancel_id);
    Ok(ended(world, account, id, &cancel_id))
}

/// Remembers under which id an order was canceled, and shows it.
pub fn ended(world: &mut World, account: AccountId, id: OrderId, cancel_id: &str) -> Value {
    world.state.get::<Kept>().request_ids.insert(id, cancel_id.to_owned());
    let now_ms = world.now_ms();
    world.exchange.order(account, id).map(|order| canceled(order, cancel_id, now_ms)).unwrap_or_default()
}

fn cancel_all(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let symbol = params.symbol(&world.exchange)?;
    let open: Vec<OrderId> = world
        .exchange
        .open_orders(account)
        .filter(|order| order.symbol == symbol)
        .map(|order| order.id)
        .collect();
    if open.is_empty() {
        return Err(ApiError::unknown_order());
    }
    let cancel_id = client_id(world, None)?;
    let mut rows = Vec::new();
    for id in open {
        if world.cancel(account, id).is_ok() {
            rows.push(ended(world, account, id, &cancel_id));
        }
    }
    Ok(Value::Array(rows))
}

fn amend(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let symbol = params.symbol(&world.exchange)?;
    let order = named(world, account, params, &symbol, ApiError::no_such_order)?;
    let (id, before) = (order.id, order_view::client_id(order).to_owned());
    let quantity = params.decimal("newQty")?.ok_or_else(|| ApiError::missing("newQty"))?;
    if !order.is_working() {
        return Err(ApiError::no_such_order());
    }
    if quantity >= order.quantity {
        return Err(ApiError::bad(-2038, "The new quantity is not below the quantity of the order."));
    }
    let after = client_id(world, params.get("newClientOrderId"))?;
    let change = Amendment { quantity: Some(quantity), client_id: Some(after), ..Amendment::default() };
    world.amend(account, id, change)?;
    world.state.get::<Kept>().previous_ids.insert(id, before.clone());
    let now_ms = world.now_ms();
    let order = world.exchange.order(account, id).ok_or_else(ApiError::no_such_order)?;
    Ok(json!({"transactTime": now_ms, "executionId": id.0, "amendedOrder": amended(order, &before)}))
}

fn one(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let symbol = params.symbol(&world.exchange)?;
    named(world, account, params, &symbol, ApiError::no_such_order).map(row)
}

fn open(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let symbol = params.get("symbol").map(|_| params.symbol(&world.exchange)).transpose()?;
    let wanted = |order: &&Order| symbol.as_ref().is_none_or(|symbol| *symbol == order.symbol);
    Ok(world.exchange.open_orders(account).filter(wanted).map(row).collect())
}

fn check_window(start: Option<i64>, end: Option<i64>) -> Result<(), ApiError> {
    match (start, end) {
        (Some(start), Some(end)) if end - start > DAY_MS => {
            Err(ApiError::bad(-1127, "More than 24 hours between startTime and endTime."))
        }
        _ => Ok(()),
    }
}

/// The oldest of `rows` from where a request begins, or the newest.
fn page(mut rows: Vec<Value>, limit: usize, oldest: bool) -> Value {
    if oldest {
        rows.truncate(limit);
    } else {
        rows.drain(..rows.len().saturating_sub(limit));
    }
    Value::Array(rows)
}

fn all(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let symbol = params.symbol(&world.exchange)?;
    let limit = params.limit(500, 1_000)?;
    let from = params.integer("orderId")?;
    let (start, end) = (params.integer("startTime")?, params.integer("endTime")?);
    check_window(start, end)?;
    let wanted = |order: &&Order| {
        order.symbol == symbol
            && from.is_none_or(|from| order.id.0 as i64 >= from)
            && start.is_none_or(|start| order.created_ms >= start)
            && end.is_none_or(|end| order.created_ms <= end)
    };
    let rows = world.exchange.orders(account).filter(wanted).map(row).collect();
    Ok(page(rows, limit, from.is_some() || start.is_some()))
}

fn my_trades(world: &mut World, account: AccountId, params: &Params) -> Answer {
    let symbol = params.symbol(&world.exchange)?;
    let limit = params.limit(500, 1_000)?;
    let (from, order) = (params.integer("fromId")?, params.integer("orderId")?);
    let (start, end) = (params.integer("startTime")?, params.integer("endTime")?);
    check_window(start, end)?;
    let wanted = |fill: &&OwnFill| {
        fill.symbol == symbol
            && order.is_none_or(|id| fill.order.0 as i64 == id)
            && from.is_none_or(|from| fill.trade_id as i64 >= from)
            && start.is_none_or(|start| fill.time_ms >= start)
            && end.is_none_or(|end| fill.time_ms <= end)
    };
    let rows = world.exchange.fills(account).filter(wanted).map(own_trade).collect();
    Ok(page(rows, limit, from.is_some() || start.is_some()))
}

fn holdings(world: &mut World, caller: Caller, params: &Params) -> Value {
    let all = params.get("omitZeroBalances") != Some("true");
    let rules = world.exchange.rules();
    let rate = |fee| d8(fee);
    let balances = world.exchange.balances(caller.account);
    let shown = balances.iter().filter(|one| one.wallet == Wallet::Spot && (all || !one.total.is_zero()));
    json!({
        "makerCommission": 10,
        "takerCommission": 10,
        "buyerCommission": 0,
        "sellerCommission": 0,
        "commissionRates": {
            "maker": rate(rules.maker_fee), "taker": rate(rules.taker_fee),
            "buyer": "0.00000000", "seller": "0.00000000",
        },
        "canTrade": true,
        "canWithdraw": true,
        "canDeposit": true,
        "brokered": false,
        "requireSelfTradePrevention": false,
        "preventSor": false,
        "updateTime": world.exchange.now_ms(),
        "accountType": "SPOT",
        "balances": shown.map(balance).collect::<Vec<_>>(),
        "permissions": ["SPOT"],
        "uid": caller.account.0,
    })
}

fn commission(world: &mut World, params: &Params) -> Answer {
    params.symbol(&world.exchange)?;
    let rules = world.exchange.rules();
    let rates = |maker, taker| json!({"maker": d8(maker), "taker": d8(taker), "buyer": "0.00000000", "seller": "0.00000000"});
    let none = rates(domain::Decimal::ZERO, domain::Decimal::ZERO);
    Ok(json!({
        "symbol": params.get("symbol"),
        "standardCommission": rates(rules.maker_fee, rules.taker_fee),
        "specialCommission": none,
        "taxCommission": none,
        "discount": {"enabledForAccount": false, "enabledForSymbol": false, "discountAsset": "BNB", "discount": "0.75000000"},
    }))
}
