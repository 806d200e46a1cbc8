//! What is held, what working orders have promised of it, and what the risk rules see of both.

use domain::{Decimal, Instrument, InstrumentId, Quote, Side};

use crate::Refusal;
use crate::input::{Proposal, Ticket};
use crate::risk::{Context, Intent};
use crate::state::State;

impl State {
    pub fn position(&self, account: &str, instrument: &InstrumentId) -> Decimal {
        self.accounts.get(account).map(|a| a.portfolio.quantity(instrument)).unwrap_or_default()
    }

    /// What working sells other than stops and targets may still take.
    pub(crate) fn selling(&self, account: &str, instrument: &InstrumentId) -> Decimal {
        self.working_in(account, instrument).filter(|o| o.claims()).map(|o| o.remaining()).sum()
    }

    /// What stops and targets hold. Of two that cancel each other only one can fill, so they count once.
    pub fn resting_protection(&self, account: &str, instrument: &InstrumentId) -> Decimal {
        self.brackets
            .values()
            .filter(|b| b.account == account && b.instrument == *instrument)
            .map(|b| self.resting_legs(b))
            .sum()
    }

    /// Held, and in no working order's hands.
    pub(crate) fn free(&self, account: &str, instrument: &InstrumentId) -> Decimal {
        self.position(account, instrument)
            - self.selling(account, instrument)
            - self.resting_protection(account, instrument)
    }

    pub(crate) fn is_closing(&self, account: &str, instrument: &InstrumentId) -> bool {
        self.waiting_in(account, instrument).any(|w| w.whole)
    }

    /// What sells have claimed, working ones and those that still wait.
    pub(crate) fn claimed(&self, account: &str, instrument: &InstrumentId) -> Decimal {
        if self.is_closing(account, instrument) {
            return self.position(account, instrument).max(Decimal::ZERO);
        }
        let waiting: Decimal = self.waiting_in(account, instrument).map(|w| w.request.quantity).sum();
        self.selling(account, instrument) + waiting
    }

    fn working_buys(&self, account: &str, instrument: &InstrumentId) -> Decimal {
        let buys = self.working_in(account, instrument).filter(|o| o.request.side == Side::Buy);
        buys.map(|o| o.remaining()).sum()
    }

    fn open_orders_of(&self, account: &str) -> u32 {
        self.working_orders().filter(|o| o.request.account == account && !o.is_protection()).count() as u32
    }
}

/// Gathers what the rules look at.
pub(crate) fn context<'a>(
    state: &'a State,
    account_name: &str,
    instrument: &'a Instrument,
    quote: Quote,
    recorded: bool,
    intent: Intent,
) -> Result<Context<'a>, Refusal> {
    let account = state.account(account_name)?;
    let currency = instrument.id.symbol.quote();
    let position = state.position(account_name, &instrument.id);
    Ok(Context {
        policy: &state.policy,
        instrument,
        quote,
        now_ms: state.now_ms,
        recorded,
        mode: account.mode,
        paused: state.halt.is_some(),
        live_enabled: state.live_enabled,
        intent,
        open_orders: state.open_orders_of(account_name),
        entries_today: account.entries_today,
        position,
        working_buys: state.working_buys(account_name, &instrument.id),
        sellable: position - state.claimed(account_name, &instrument.id),
        cash: account.portfolio.cash(currency) - state.reserved_cash(account_name, currency),
        equity: state.equity(account),
        day_start_equity: account.day_start_equity,
        peak_equity: account.peak_equity,
    })
}

impl Intent {
    pub(crate) fn of_proposal(p: &Proposal, quantity: Decimal, stop_required: bool) -> Self {
        Self {
            side: p.side,
            order_type: p.order_type,
            quantity,
            price: p.price,
            trigger: None,
            stop: p.stop,
            target: p.target,
            band: None,
            stop_required,
        }
    }

    pub(crate) fn of_ticket(t: &Ticket) -> Self {
        Self {
            side: t.side,
            order_type: t.order_type,
            quantity: t.quantity,
            price: t.price,
            trigger: t.stop_price,
            stop: t.stop,
            target: t.target,
            band: None,
            stop_required: false,
        }
    }
}
