//! `exchangeInfo`.

use domain::Decimal;
use serde_json::{Value, json};

use super::error::ApiError;
use super::limits::Limits;
use super::names::{Params, d8, find, name};
use crate::exchange::{Listing, Setup};
use crate::world::World;

const ORDER_TYPES: [&str; 5] = ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT"];

/// Steps and minimums as the venue has them: five decimals of quantity at most, five units of quote at least.
pub fn setup() -> Setup {
    let mut setup = Setup::usual();
    for listing in &mut setup.listings {
        let is_small = listing.symbol.quote() == "BTC";
        let lot = Decimal::new(1, listing.quantity_decimals().min(5));
        listing.lot = lot;
        listing.min_quantity = listing.min_quantity.max(lot);
        listing.min_notional = if is_small { Decimal::new(1, 4) } else { Decimal::from(5) };
    }
    let rules = &mut setup.rules;
    rules.taker_fee = rules.maker_fee;
    rules.fee_currency = crate::exchange::FeeCurrency::Received;
    rules.refuse_passed_stops = true;
    setup
}

pub fn exchange_info(world: &mut World, limits: Limits, params: &Params) -> Result<Value, ApiError> {
    let now_ms = world.told_ms();
    let asked: Vec<String> = match (params.get("symbol"), params.get("symbols")) {
        (Some(one), _) => vec![one.to_owned()],
        (None, Some(list)) => serde_json::from_str(list).map_err(|_| ApiError::invalid("symbols"))?,
        (None, None) => Vec::new(),
    };
    let unknown = asked.iter().any(|wanted| find(&world.exchange, wanted).is_none());
    if unknown {
        return Err(ApiError::symbol());
    }
    let listings = world.exchange.listings().iter();
    let wanted = listings.filter(|one| asked.is_empty() || asked.contains(&name(&one.symbol)));
    Ok(json!({
        "timezone": "UTC",
        "serverTime": now_ms,
        "rateLimits": limits.declared(),
        "exchangeFilters": [],
        "symbols": wanted.map(symbol).collect::<Vec<_>>(),
    }))
}

fn symbol(listing: &Listing) -> Value {
    let (base, quote) = (listing.symbol.base(), listing.symbol.quote());
    json!({
        "symbol": name(&listing.symbol),
        "status": "TRADING",
        "baseAsset": base,
        "baseAssetPrecision": 8,
        "quoteAsset": quote,
        "quotePrecision": 8,
        "quoteAssetPrecision": 8,
        "baseCommissionPrecision": 8,
        "quoteCommissionPrecision": 8,
        "orderTypes": ORDER_TYPES,
        "icebergAllowed": false,
        "ocoAllowed": true,
        "otoAllowed": false,
        "opoAllowed": false,
        "quoteOrderQtyMarketAllowed": true,
        "allowTrailingStop": true,
        "cancelReplaceAllowed": false,
        "amendAllowed": true,
        "pegInstructionsAllowed": false,
        "isSpotTradingAllowed": true,
        "isMarginTradingAllowed": false,
        "filters": filters(listing),
        "permissions": [],
        "permissionSets": [["SPOT"]],
        "defaultSelfTradePreventionMode": "EXPIRE_TAKER",
        "allowedSelfTradePreventionModes": ["EXPIRE_TAKER"],
    })
}

fn filters(listing: &Listing) -> Value {
    let lot = json!({
        "filterType": "LOT_SIZE",
        "minQty": d8(listing.min_quantity),
        "maxQty": d8(listing.max_quantity),
        "stepSize": d8(listing.lot),
    });
    json!([
        {
            "filterType": "PRICE_FILTER",
            "minPrice": d8(listing.tick),
            "maxPrice": "1000000.00000000",
            "tickSize": d8(listing.tick),
        },
        lot,
        {
            "filterType": "NOTIONAL",
            "minNotional": d8(listing.min_notional),
            "applyMinToMarket": true,
            "maxNotional": "9000000.00000000",
            "applyMaxToMarket": false,
            "avgPriceMins": 5,
        },
        {"filterType": "TRAILING_DELTA", "minTrailingAboveDelta": 1, "maxTrailingAboveDelta": 2000,
         "minTrailingBelowDelta": 1, "maxTrailingBelowDelta": 2000},
        {"filterType": "MAX_NUM_ORDERS", "maxNumOrders": 200},
    ])
}
