//! Orders as an exchange keeps them, and what is asked of it.

use domain::{Decimal, OrderType, Side, Symbol, TimeInForce};
use serde::Serialize;

/// The exchange's number of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct AccountId(pub u32);

/// The exchange's number of an order, unique and rising over all accounts. Venues write it in their own shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct OrderId(pub u64);

/// Whose money an order moves: `Spot` swaps currencies, `Margin` opens or changes a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Wallet {
    #[default]
    Spot,
    Margin,
}

/// From which side the last price must come to set off a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TriggerWhen {
    /// At or above the stop price: a stop that buys, a target that sells.
    Above,
    /// At or below: a stop that sells, a target that buys.
    Below,
}

/// How much is wanted: in base currency, or (market orders) for how much quote currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Amount {
    Base(Decimal),
    Quote(Decimal),
}

/// What an account asks for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NewOrder {
    pub symbol: Symbol,
    pub side: Side,
    pub order_type: OrderType,
    pub amount: Amount,
    /// Limit price of `Limit` and `StopLimit`.
    pub price: Option<Decimal>,
    /// Trigger price of `Stop` and `StopLimit`.
    pub stop_price: Option<Decimal>,
    /// Of a limit order: once the last price reaches this the order leaves its price and takes, down (or up) to a
    /// twentieth beyond it. Both ends share the order's quantity.
    pub bracket_stop: Option<Decimal>,
    /// `None`: above for a buy, below for a sell.
    pub trigger: Option<TriggerWhen>,
    /// Distance of a `TrailingStop` from the best price so far, in quote currency.
    pub trail: Option<Decimal>,
    pub time_in_force: TimeInForce,
    /// Canceled by the exchange at that time.
    pub expires_ms: Option<i64>,
    pub post_only: bool,
    pub reduce_only: bool,
    pub hidden: bool,
    /// Orders of one group cancel each other once one of them fills or is set off.
    pub oco_group: Option<String>,
    pub client_id: Option<String>,
    pub wallet: Wallet,
    /// The venue's own: group id, flags, type name ... Kept with the order, never read by the exchange.
    pub tag: serde_json::Value,
}

impl NewOrder {
    /// A plain order for `quantity` of the base currency; the rest is set by field.
    pub fn new(symbol: Symbol, side: Side, order_type: OrderType, quantity: Decimal) -> Self {
        Self {
            symbol,
            side,
            order_type,
            amount: Amount::Base(quantity),
            price: None,
            stop_price: None,
            bracket_stop: None,
            trigger: None,
            trail: None,
            time_in_force: TimeInForce::Gtc,
            expires_ms: None,
            post_only: false,
            reduce_only: false,
            hidden: false,
            oco_group: None,
            client_id: None,
            wallet: Wallet::Spot,
            tag: serde_json::Value::Null,
        }
    }

    /// A limit order.
    pub fn limit(symbol: Symbol, side: Side, quantity: Decimal, price: Decimal) -> Self {
        Self { price: Some(price), ..Self::new(symbol, side, OrderType::Limit, quantity) }
    }

    /// A market order.
    pub fn market(symbol: Symbol, side: Side, quantity: Decimal) -> Self {
        Self::new(symbol, side, OrderType::Market, quantity)
    }
}

/// Changes to a working order; what is `None` stays. The order keeps its id.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Amendment {
    /// The new whole quantity, what is filled already included.
    pub quantity: Option<Decimal>,
    pub price: Option<Decimal>,
    pub stop_price: Option<Decimal>,
    pub trail: Option<Decimal>,
    pub post_only: Option<bool>,
    pub reduce_only: Option<bool>,
    pub hidden: Option<bool>,
    pub client_id: Option<String>,
    pub tag: Option<serde_json::Value>,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// A stop that waits for its price; not in the book.
    Waiting,
    /// In the book.
    Open,
    Filled,
    Canceled,
}

impl State {
    pub const fn is_working(self) -> bool {
        matches!(self, Self::Waiting | Self::Open)
    }
}

/// Why an order ended without being filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// Its owner asked.
    User,
    /// Another of its group filled.
    Oco,
    /// It would have taken although it was post-only.
    PostOnly,
    /// The rest of an immediate-or-cancel order.
    ImmediateOrCancel,
    /// A fill-or-kill order that could not be filled at once.
    FillOrKill,
    /// The rest of a market order that emptied the book.
    NoLiquidity,
    /// Its time ran out.
    Expired,
    /// The owner's dead-man switch.
    DeadMan,
    /// A stop was set off and its owner could not pay.
    InsufficientFunds,
    /// A reduce-only order without a position left to reduce.
    ReduceOnly,
    /// It would have traded with its own account.
    SelfTrade,
}

/// An order and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Order {
    pub id: OrderId,
    pub account: AccountId,
    pub client_id: Option<String>,
    pub symbol: Symbol,
    pub side: Side,
    pub order_type: OrderType,
    pub wallet: Wallet,
    /// Whole quantity in base currency.
    pub quantity: Decimal,
    /// What a market order for quote currency asked for.
    pub quote_amount: Option<Decimal>,
    pub filled: Decimal,
    /// Sum of price times quantity over the fills; the average is this through `filled`.
    pub filled_value: Decimal,
    /// Sum of the fees, in their own currency.
    pub fees: Decimal,
    pub price: Option<Decimal>,
    pub stop_price: Option<Decimal>,
    pub trigger: Option<TriggerWhen>,
    pub trail: Option<Decimal>,
    pub time_in_force: TimeInForce,
    pub expires_ms: Option<i64>,
    pub post_only: bool,
    pub reduce_only: bool,
    pub hidden: bool,
    pub oco_group: Option<String>,
    pub state: State,
    /// The stop has been set off.
    pub triggered: bool,
    pub reason: Option<CancelReason>,
    pub created_ms: i64,
    pub updated_ms: i64,
    pub tag: serde_json::Value,
}

impl Order {
    pub fn remaining(&self) -> Decimal {
        self.quantity - self.filled
    }

    /// Average price of the fills; `None` before the first.
    pub fn average(&self) -> Option<Decimal> {
        (!self.filled.is_zero()).then(|| self.filled_value / self.filled)
    }

    pub fn is_working(&self) -> bool {
        self.state.is_working()
    }
}

/// An execution of an account's order. The public trade has the same id.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OwnFill {
    pub trade_id: u64,
    pub order: OrderId,
    pub account: AccountId,
    pub client_id: Option<String>,
    pub symbol: Symbol,
    pub side: Side,
    pub quantity: Decimal,
    pub price: Decimal,
    pub fee: Decimal,
    pub fee_currency: String,
    pub maker: bool,
    pub time_ms: i64,
}
