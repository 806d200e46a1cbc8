//! The rules every order passes. Each is one function of what is known; together they clear or refuse.

mod exits;
mod funds;
mod limits;
mod market;
mod steps;

use domain::{Decimal, Instrument, Mode, OrderType, Quote, Side};
use serde::{Deserialize, Serialize};

use crate::Policy;

/// The rules by name; `code` is what a refusal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    Paused,
    LiveMode,
    PriceStale,
    PriceCollar,
    PriceBand,
    Tick,
    Lot,
    BelowMinQuantity,
    BelowMinNotional,
    OrderNotional,
    PositionNotional,
    OpenOrders,
    TradesPerDay,
    DailyLoss,
    Drawdown,
    InsufficientBalance,
    InsufficientHoldings,
    StopRequired,
    StopSide,
    TargetSide,
    TriggerSide,
}

impl Rule {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Paused => "paused",
            Self::LiveMode => "live_mode",
            Self::PriceStale => "price_stale",
            Self::PriceCollar => "price_collar",
            Self::PriceBand => "price_band",
            Self::Tick => "tick",
            Self::Lot => "lot",
            Self::BelowMinQuantity => "below_min_quantity",
            Self::BelowMinNotional => "below_min_notional",
            Self::OrderNotional => "order_notional",
            Self::PositionNotional => "position_notional",
            Self::OpenOrders => "open_orders",
            Self::TradesPerDay => "trades_per_day",
            Self::DailyLoss => "daily_loss",
            Self::Drawdown => "drawdown",
            Self::InsufficientBalance => "insufficient_balance",
            Self::InsufficientHoldings => "insufficient_holdings",
            Self::StopRequired => "stop_required",
            Self::StopSide => "stop_side",
            Self::TargetSide => "target_side",
            Self::TriggerSide => "trigger_side",
        }
    }
}

/// One rule's verdict: what it measured, against which limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RuleCheck {
    pub rule: Rule,
    pub value: Decimal,
    pub limit: Decimal,
    pub ok: bool,
}

impl RuleCheck {
    fn at_most(rule: Rule, value: Decimal, limit: Decimal) -> Self {
        Self { rule, value, limit, ok: value <= limit }
    }

    fn below(rule: Rule, value: Decimal, limit: Decimal) -> Self {
        Self { rule, value, limit, ok: value < limit }
    }

    fn at_least(rule: Rule, value: Decimal, limit: Decimal) -> Self {
        Self { rule, value, limit, ok: value >= limit }
    }
}

/// The order in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Intent {
    pub side: Side,
    pub order_type: OrderType,
    pub quantity: Decimal,
    /// Limit price.
    pub price: Option<Decimal>,
    /// Trigger of a stop order.
    pub trigger: Option<Decimal>,
    /// Protective stop and target asked for with it.
    pub stop: Option<Decimal>,
    pub target: Option<Decimal>,
    /// Lowest and highest price its approval would cover.
    pub band: Option<(Decimal, Decimal)>,
    /// Whether an entry without a protective stop is refused.
    pub stop_required: bool,
}

/// What the rules look at. Spot: a sell only ever reduces, so the rules for entries do not hold it back.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub policy: &'a Policy,
    pub instrument: &'a Instrument,
    pub quote: Quote,
    pub now_ms: i64,
    /// Whether the prices are of a recorded market, whose quotes may be of any age.
    pub recorded: bool,
    pub mode: Mode,
    pub paused: bool,
    pub live_enabled: bool,
    pub intent: Intent,
    pub open_orders: u32,
    pub entries_today: u32,
    /// Base quantity held, and what working buys may add to it.
    pub position: Decimal,
    pub working_buys: Decimal,
    /// Held and not promised to another sell.
    pub sellable: Decimal,
    /// Quote currency not promised to a working buy.
    pub cash: Decimal,
    pub equity: Decimal,
    pub day_start_equity: Decimal,
    pub peak_equity: Decimal,
}

impl Context<'_> {
    pub(crate) fn is_entry(&self) -> bool {
        self.intent.side == Side::Buy
    }

    /// The price the order is valued at: its limit, its trigger, or the touch it would meet.
    pub fn value_price(&self) -> Decimal {
        self.intent.price.or(self.intent.trigger).unwrap_or_else(|| self.quote.touch(self.intent.side))
    }

    pub fn notional(&self) -> Decimal {
        self.intent.quantity * self.value_price()
    }
}

type Check = fn(&Context<'_>) -> Option<RuleCheck>;

/// In the order they are shown.
const RULES: [Check; 21] = [
    market::paused,
    market::live_mode,
    market::price_stale,
    market::price_collar,
    market::price_band,
    steps::tick,
    steps::lot,
    steps::below_min_quantity,
    steps::below_min_notional,
    limits::order_notional,
    limits::position_notional,
    limits::open_orders,
    limits::trades_per_day,
    limits::daily_loss,
    limits::drawdown,
    funds::insufficient_balance,
    funds::insufficient_holdings,
    exits::stop_required,
    exits::stop_side,
    exits::target_side,
    exits::trigger_side,
];

/// Every rule that has something to say of this order.
pub fn assess(context: &Context<'_>) -> Assessment {
    Assessment { checks: RULES.iter().filter_map(|rule| rule(context)).collect() }
}

/// The verdicts on one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    pub checks: Vec<RuleCheck>,
}

impl Assessment {
    pub fn is_cleared(&self) -> bool {
        self.checks.iter().all(|c| c.ok)
    }

    /// The proof that all rules passed, or the first that did not.
    pub fn clear(self) -> Result<RiskCleared, RuleCheck> {
        match self.checks.iter().find(|c| !c.ok) {
            Some(failed) => Err(*failed),
            None => Ok(RiskCleared { checks: self.checks }),
        }
    }
}

/// Proof that every rule passed; made by [`Assessment::clear`] and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskCleared {
    checks: Vec<RuleCheck>,
}

impl RiskCleared {
    pub fn checks(&self) -> &[RuleCheck] {
        &self.checks
    }
}
