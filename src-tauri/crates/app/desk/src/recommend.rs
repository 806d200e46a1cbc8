//! Asking a strategy, and making an order somebody can sign out of what it says.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use domain::{
    Action as Wish, Candles, Decimal, Decision, Instrument, InstrumentId, OrderType, Reason, Side, Signal,
    TimeInForce, Timeframe,
};
use trading::{Input, Proposal, State};

use crate::api::approval::RuleView;
use crate::api::recommendation::{AnalyseRequest, Period, RecommendationView};
use crate::api::script::ScriptRef;
use crate::api::snapshot::Section;
use crate::chosen_strategy::off_thread;
use crate::desk::ACCOUNT;
use crate::ids::{approval_id, recommendation_id};
use crate::inbox::rule_view;
use crate::markets::{Markets, Sight, price_of};
use crate::{Action, Desk, DeskError, Session};

const KEPT: usize = 100;
const STORED: &str = "recommendations";
const DAY_MS: i64 = 86_400_000;
/// The strategy of the first trade, and where it looks.
const PRACTICE: (&str, &str, Timeframe, u32) = ("practice", "SIM-A/USD", Timeframe::M15, 200);

/// Recommendations by this desk, newest first.
#[derive(Default)]
pub(crate) struct Recommendations(Mutex<VecDeque<RecommendationView>>);

impl Recommendations {
    fn push(&self, view: RecommendationView) -> VecDeque<RecommendationView> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push_front(view);
        all.truncate(KEPT);
        all.clone()
    }

    pub fn all(&self) -> VecDeque<RecommendationView> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Desk {
    pub(crate) async fn load_recommendations(&self) -> Result<(), DeskError> {
        let all: VecDeque<RecommendationView> = self.inner.store.setting(STORED).await?.unwrap_or_default();
        let mut kept = self.inner.recommendations.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = all;
        Ok(())
    }

    /// Candles of a period. A period that is empty, or holds nothing, is an error.
    pub(crate) async fn period(
        &self,
        id: &InstrumentId,
        timeframe: Timeframe,
        period: &Period,
    ) -> Result<Candles, DeskError> {
        candles_of(&self.inner.markets, self.now_ms(), id, timeframe, period).await
    }

    /// Asks a strategy; what can be acted on waits in the approvals inbox.
    pub async fn analyse(
        &self,
        session: &Session,
        mut request: AnalyseRequest,
    ) -> Result<RecommendationView, DeskError> {
        session.require(Action::Analyse)?;
        let chosen = self.chosen(&request.strategy).await?;
        request.strategy = chosen.name();
        let script = chosen.version().cloned();
        let candles = self.period(&request.instrument, request.timeframe, &request.period).await?;
        let params = request.params.clone();
        let asking = move || Ok(chosen.strategy().configure(&params)?.evaluate(&candles)?);
        let mut signal = off_thread("The strategy was stopped.", asking).await?;
        if let Some(script) = &script {
            signal.reason.text = with_origin(&signal.reason.text, script);
        }
        let sight = self.inner.markets.sight(&request.instrument).await?;
        let view = self.recommend(session, &request, signal, script, &sight).await?;
        let all = self.inner.recommendations.push(view.clone());
        self.inner.store.set_setting(STORED, &all).await?;
        self.changed(&[Section::Approvals, Section::Snapshot, Section::Audit]);
        Ok(view)
    }

    /// A practice signal on the built-in market for the first trade.
    pub async fn practice(&self, session: &Session) -> Result<RecommendationView, DeskError> {
        let (strategy, symbol, timeframe, count) = PRACTICE;
        let symbol = symbol.parse().map_err(|e| DeskError::new("internal", format!("{e}")))?;
        let request = AnalyseRequest {
            instrument: InstrumentId::new(domain::VenueId::builtin(), symbol),
            timeframe,
            period: Period::LastCandles { count },
            strategy: strategy.to_owned(),
            params: BTreeMap::new(),
        };
        self.analyse(session, request).await
    }

    /// Recommendations, newest first, with the rules that stopped each.
    pub async fn recommendations(&self, session: &Session) -> Result<Vec<RecommendationView>, DeskError> {
        session.require(Action::Look)?;
        Ok(self.inner.recommendations.all().into())
    }

    async fn recommend(
        &self,
        session: &Session,
        request: &AnalyseRequest,
        signal: Signal,
        script: Option<ScriptRef>,
        sight: &Sight,
    ) -> Result<RecommendationView, DeskError> {
        let instrument = &sight.instrument;
        let prices = [signal.entry, signal.stop_loss, signal.take_profit]
            .map(|p| p.and_then(|p| price_of(p, instrument)));
        let [entry, stop_loss, take_profit] = prices;
        let mut view = RecommendationView {
            id: recommendation_id(self.now_ms(), self.inner.recommendations.all().len()),
            instrument: request.instrument.clone(),
            timeframe: request.timeframe,
            strategy: request.strategy.clone(),
            script,
            decision: Decision::from(signal.action),
            entry,
            stop_loss,
            take_profit,
            quantity: None,
            confidence: signal.confidence,
            reason: signal.reason,
            metrics: signal.metrics,
            as_of_ms: signal.as_of_ms,
            created_ms: self.now_ms(),
            approval: None,
            refused_by: Vec::new(),
        };
        let side = match signal.action {
            Wish::Hold => return Ok(view),
            Wish::Buy => Side::Buy,
            Wish::Sell => Side::Sell,
        };
        let quantity = suggested(&self.state(), sight, side, stop_loss);
        view.quantity = Some(quantity);
        if quantity.is_zero() {
            view.refused_by = vec![nothing_to_trade(&self.state(), instrument, side)];
            return Ok(view);
        }
        self.propose(session, view, sight, side, quantity).await
    }

    async fn propose(
        &self,
        session: &Session,
        mut view: RecommendationView,
        sight: &Sight,
        side: Side,
        quantity: Decimal,
    ) -> Result<RecommendationView, DeskError> {
        let marks = self.marks().await;
        let (mut named, quote, now_ms) = (String::new(), sight.quote, self.now_ms());
        let (reason, strategy) = (reason_text(&view.reason), view.strategy.clone());
        let made = |state: &State| {
            named = approval_id(now_ms, state.approvals.size());
            let proposal = Proposal {
                approval: named.clone(),
                account: ACCOUNT.to_owned(),
                strategy,
                reason,
                confidence: Decimal::try_from(view.confidence).ok().map(|c| c.round_dp(4).normalize()),
                instrument: view.instrument.clone(),
                side,
                order_type: OrderType::Market,
                quantity,
                price: None,
                stop: view.stop_loss,
                target: view.take_profit,
                reduce_only: side == Side::Sell,
                post_only: false,
                time_in_force: TimeInForce::Ioc,
                recorded: sight.recorded,
            };
            Ok(Input::Propose { proposal, quote, marks })
        };
        self.inner.writer.apply_with(session.actor(), made).await?;
        if let Some(approval) = self.state().approvals.get(&named) {
            view.refused_by = approval.checks.iter().filter(|c| !c.ok).map(rule_view).collect();
        }
        if view.refused_by.is_empty() {
            view.approval = Some(named);
        }
        Ok(view)
    }
}

/// Finished candles of a period. A period that is empty, or holds nothing, is an error.
pub(crate) async fn candles_of(
    markets: &Markets,
    now_ms: i64,
    id: &InstrumentId,
    timeframe: Timeframe,
    period: &Period,
) -> Result<Candles, DeskError> {
    let end_ms = markets.end_ms(id, timeframe).await?;
    let range = range_of(period, timeframe, end_ms)?;
    let mut candles = markets.candles(id, timeframe, range.clone()).await?;
    // an unfinished candle is no ground for a decision
    if candles.time_ms.last().is_some_and(|t| t + timeframe.ms() > now_ms) {
        candles = candles.slice(0..candles.len() - 1);
    }
    if let Period::LastCandles { count } = period {
        let first = candles.len().saturating_sub(*count as usize);
        candles = candles.slice(first..candles.len());
    }
    if candles.is_empty() {
        return Err(DeskError::new(
            "no_candles",
            format!("There are no {timeframe} candles of {id} in that period. Widen it, or import a file."),
        )
        .with("instrument", id)
        .with("from_ms", range.start)
        .with("to_ms", range.end));
    }
    Ok(candles)
}

/// What was said, and by which text exactly: the chain keeps it.
fn with_origin(reason: &str, script: &ScriptRef) -> String {
    let ScriptRef { name, version, sha256 } = script;
    format!("{reason} Script {name}, version {version}, SHA-256 {sha256}.")
}

fn reason_text(reason: &Reason) -> String {
    reason.text.clone()
}

/// Half a percent of equity at risk down to the stop, within what the policy and the cash allow; a sell closes what
/// is held. In whole lots; zero where that leaves nothing.
fn suggested(state: &State, sight: &Sight, side: Side, stop: Option<Decimal>) -> Decimal {
    let Some(account) = state.accounts.get(ACCOUNT) else { return Decimal::ZERO };
    let (instrument, price) = (&sight.instrument, sight.quote.touch(side));
    let held = account.portfolio.quantity(&instrument.id);
    if side == Side::Sell {
        return least(instrument.round_quantity(held), instrument, price);
    }
    let risk = state.equity(account) * Decimal::new(5, 3);
    let by_risk = stop.and_then(|s| risk.checked_div(price - s)).filter(|q| *q > Decimal::ZERO);
    let cash = account.portfolio.cash(instrument.id.symbol.quote()) * Decimal::new(95, 2);
    let room = state.policy.max_position_notional - held * price;
    let notional = state.policy.max_order_notional.min(cash).min(room).max(Decimal::ZERO);
    let by_notional = (notional * Decimal::new(99, 2)).checked_div(price).unwrap_or_default();
    let wanted = by_risk.map_or(by_notional, |q| q.min(by_notional));
    least(instrument.round_quantity(wanted), instrument, price)
}

fn least(quantity: Decimal, instrument: &Instrument, price: Decimal) -> Decimal {
    let enough = quantity >= instrument.min_quantity && quantity * price >= instrument.min_notional;
    if enough { quantity } else { Decimal::ZERO }
}

fn nothing_to_trade(state: &State, instrument: &Instrument, side: Side) -> RuleView {
    let held = state.accounts.get(ACCOUNT).map_or(Decimal::ZERO, |a| match side {
        Side::Sell => a.portfolio.quantity(&instrument.id),
        Side::Buy => a.portfolio.cash(instrument.id.symbol.quote()),
    });
    let (rule, limit) = match side {
        Side::Sell => ("insufficient_holdings", instrument.min_quantity),
        Side::Buy => ("insufficient_balance", instrument.min_notional),
    };
    RuleView { rule: rule.to_owned(), value: held.to_string(), limit: limit.to_string(), ok: false }
}

fn range_of(period: &Period, timeframe: Timeframe, end_ms: i64) -> Result<Range<i64>, DeskError> {
    let empty = |what: String| Err(DeskError::new("empty_period", what));
    match *period {
        Period::LastDays { days: 0 } => {
            empty("The last 0 days hold no candle. Ask for 1 day or more.".to_owned())
        }
        Period::LastCandles { count: 0 } => {
            empty("The last 0 candles are none. Ask for 1 or more.".to_owned())
        }
        Period::LastDays { days } => Ok(end_ms - i64::from(days) * DAY_MS..end_ms),
        Period::LastCandles { count } => {
            Ok(timeframe.floor(end_ms - 1) - (i64::from(count)) * timeframe.ms()..end_ms)
        }
        Period::Range { start_ms, end_ms } if start_ms >= end_ms => {
            empty(format!("The period ends ({end_ms}) before it starts ({start_ms}). Swap the two."))
        }
        Period::Range { start_ms, end_ms } => Ok(start_ms..end_ms),
        Period::All => Ok(0..end_ms),
    }
}
