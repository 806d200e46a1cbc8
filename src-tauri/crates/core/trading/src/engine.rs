//! The one state machine: an input in, entries and effects out, or a refusal and nothing changed.

use approvals::Sealed;
use domain::Decimal;

use crate::draft::Draft;
use crate::input::{Input, Stamped};
use crate::notice::Effect;
use crate::order::Order;
use crate::state::State;
use crate::{
    Policy, Refusal, account, approval, closing, execution, fills, halt, mandate, order_life, people,
    records, venue_keys,
};

/// 9999-12-31: no instant lies later, so that every one can stand in a signed statement.
const LAST_MS: i64 = 253_402_300_799_999;

/// What came of an input.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// For the chain, in order.
    pub entries: Vec<Sealed>,
    /// To be done once input and entries are stored.
    pub effects: Vec<Effect>,
    /// Whether the state changed. What changed nothing need not be journalled.
    pub changed: bool,
}

/// The trading core: all it knows came in through [`Engine::apply`].
#[derive(Debug, Clone, Default)]
pub struct Engine {
    state: State,
}

impl Engine {
    /// An empty installation, under this policy until an admin changes it.
    pub fn new(policy: Policy) -> Self {
        Self { state: State { policy, ..State::default() } }
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// Takes an input or refuses it. After a refusal the state is as it was, and nothing is to be journalled.
    pub fn apply(&mut self, stamped: &Stamped) -> Result<Outcome, Refusal> {
        if !(0..=LAST_MS).contains(&stamped.time_ms) {
            return Err(Refusal::BadAmount { field: "time_ms", value: Decimal::from(stamped.time_ms) });
        }
        let opens = matches!(stamped.input, Input::OpenChain { .. });
        if self.state.instance.is_none() && !opens {
            return Err(Refusal::ChainNotOpened);
        }
        let mut draft = Draft::new(&self.state, stamped.time_ms, &stamped.actor);
        handle(&mut draft, &stamped.input)?;
        let Draft { state, entries, effects, .. } = draft;
        let marked = matches!(&stamped.input, Input::Tick { marks } if !marks.is_empty());
        let changed = marked || !entries.is_empty() || !effects.is_empty();
        if changed {
            self.state = state;
        }
        Ok(Outcome { entries, effects, changed })
    }

    /// Orders a venue may still know of, with the last that was heard: what a restart asks the venues about.
    pub fn open_orders(&self) -> Vec<&Order> {
        self.state.working_orders().collect()
    }
}

fn handle(draft: &mut Draft, input: &Input) -> Result<(), Refusal> {
    match input {
        Input::OpenChain { instance, key, public_key, version } => {
            people::open_chain(draft, instance, key, *public_key, version)
        }
        Input::UserCreated { user, role } => people::create_user(draft, user, *role),
        Input::UserDisabled { user } => people::disable_user(draft, user),
        Input::KeyCreated { key, public_key, user } => people::create_key(draft, key, *public_key, user),
        Input::KeyRevoked { key, reason } => people::revoke_key(draft, key, reason),
        Input::LoggedIn { user } => people::log_in(draft, user),
        Input::LoginFailed { user } => people::log_in_failed(draft, user),
        Input::LoggedOut { user, reason } => people::log_out(draft, user, reason),
        Input::SettingChanged { name, value } => records::change_setting(draft, name, value),
        Input::PolicyChanged { policy } => records::change_policy(draft, policy),
        Input::AccountOpened { account, mode, currency, amount } => {
            account::open(draft, account, *mode, currency, *amount)
        }
        Input::InstrumentListed { instrument } => account::list_instrument(draft, instrument),
        Input::HeadSigned { statement, key, signature } => {
            records::sign_head(draft, statement, key, signature)
        }
        Input::VenueKeyChanged { key, change } => venue_keys::change(draft, key, change),
        Input::Noted { kind, body } => records::note(draft, kind, body),
        Input::Pause { reason } => halt::pause(draft, reason),
        Input::Resume => halt::resume(draft),
        Input::Kill { level } => halt::kill(draft, *level),
        Input::Tick { marks } => {
            draft.require_reporter()?;
            draft.mark(marks)?;
            approval::expire(draft)
        }
        _ => decide(draft, input),
    }
}

/// What people decide and order.
fn decide(draft: &mut Draft, input: &Input) -> Result<(), Refusal> {
    match input {
        Input::Propose { proposal, quote, marks } => approval::propose(draft, proposal, quote, marks),
        Input::Sign { approval, statement, key, signature, held_ms, reason, quote } => {
            let held_ms = *held_ms;
            approval::sign(
                draft,
                &approval::Signing { approval, statement, key, signature, held_ms, reason, quote },
            )
        }
        Input::Reject { approval, reason } => approval::reject(draft, approval, reason),
        Input::SignMandate { statement, key, signature } => mandate::sign(draft, statement, key, signature),
        Input::RevokeMandate { mandate, reason } => mandate::revoke(draft, mandate, reason),
        Input::Execute { approval, quantity, client_id, quote, marks } => {
            execution::execute(draft, approval, *quantity, client_id, quote, marks)
        }
        Input::PlaceManual { client_id, ticket, quote, marks } => {
            execution::place_manual(draft, client_id, ticket, quote, marks)
        }
        Input::ClosePosition { client_id, account, instrument, quote, marks } => {
            closing::close_position(draft, client_id, account, instrument, quote, marks)
        }
        Input::CancelRequested { client_id } => order_life::cancel(draft, client_id),
        Input::CancelAll => order_life::cancel_all(draft),
        _ => report(draft, input),
    }
}

/// What gateway and venues tell.
fn report(draft: &mut Draft, input: &Input) -> Result<(), Refusal> {
    match input {
        Input::Sent { client_id, attempt } => order_life::sent(draft, client_id, *attempt),
        Input::Unconfirmed { client_id, attempt } => order_life::unconfirmed(draft, client_id, *attempt),
        Input::Acknowledged { client_id, venue_id } => order_life::acknowledged(draft, client_id, venue_id),
        Input::Filled { fill } => fills::filled(draft, fill),
        Input::Cancelled { client_id, reason } => order_life::cancelled(draft, client_id, reason),
        Input::Refused { client_id, reason } => order_life::refused(draft, client_id, reason),
        _ => Ok(()),
    }
}
