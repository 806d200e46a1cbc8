//! A copy of the state on which one input is tried; it becomes the state only when the input is taken.

use approvals::{Sealed, Value};
use domain::{Actor, Decimal, InstrumentId, Quote, Role};

use crate::entries::Written;
use crate::input::{Mark, check_marks, check_quote};
use crate::notice::{Effect, Notice};
use crate::state::{Halt, State};
use crate::{Refusal, account};

pub(crate) struct Draft {
    pub state: State,
    pub now_ms: i64,
    pub actor: Actor,
    pub entries: Vec<Sealed>,
    pub effects: Vec<Effect>,
}

impl Draft {
    pub fn new(state: &State, time_ms: i64, actor: &Actor) -> Self {
        let mut state = state.clone();
        let now_ms = time_ms.max(state.now_ms);
        state.now_ms = now_ms;
        let mut draft =
            Self { state, now_ms, actor: actor.clone(), entries: Vec::new(), effects: Vec::new() };
        account::roll_day(&mut draft);
        draft
    }

    /// Writes an entry in the name of whoever brought the input.
    pub fn append(&mut self, written: Written) -> Result<(), Refusal> {
        let actor = self.actor.clone();
        self.append_as(&actor, written)
    }

    pub fn append_as(&mut self, actor: &Actor, (kind, body): Written) -> Result<(), Refusal> {
        self.append_kind(actor, kind, body)
    }

    pub fn append_kind(&mut self, actor: &Actor, kind: &str, body: Value) -> Result<(), Refusal> {
        let entry = self
            .state
            .head
            .append(self.now_ms, actor, kind, body)
            .map_err(|e| Refusal::BadBody { field: "entry", reason: e.to_string() })?;
        self.entries.push(entry);
        Ok(())
    }

    pub fn notify(&mut self, notice: Notice) {
        self.effects.push(Effect::Notify(notice));
    }

    /// The acting user's role, if it is a user in good standing.
    pub fn role(&self) -> Option<Role> {
        match &self.actor {
            Actor::User(name) => self.state.users.get(name).filter(|u| !u.disabled).map(|u| u.role),
            _ => None,
        }
    }

    pub fn require(&self, needs: Role) -> Result<(), Refusal> {
        if self.role().is_some_and(|role| role >= needs) {
            Ok(())
        } else {
            Err(Refusal::NotAllowed { actor: self.actor.clone(), needs })
        }
    }

    /// The system itself, or a person with that role.
    pub fn require_or_system(&self, needs: Role) -> Result<(), Refusal> {
        if self.actor == Actor::System { Ok(()) } else { self.require(needs) }
    }

    /// Facts about orders come from machines, never from people or bots.
    pub fn require_reporter(&self) -> Result<(), Refusal> {
        match self.actor {
            Actor::System | Actor::Gateway | Actor::Venue(_) => Ok(()),
            Actor::User(_) | Actor::Bot(_) => Err(Refusal::NotAReporter { actor: self.actor.clone() }),
        }
    }

    /// Takes in prices, and what they make of every account's equity.
    pub fn mark(&mut self, marks: &[Mark]) -> Result<(), Refusal> {
        check_marks(marks)?;
        for mark in marks {
            self.state.marks.insert_mut(mark.instrument.clone(), mark.price);
        }
        account::raise_peaks(&mut self.state);
        Ok(())
    }

    pub fn see(&mut self, instrument: &InstrumentId, quote: &Quote, marks: &[Mark]) -> Result<(), Refusal> {
        check_quote(quote)?;
        self.state.marks.insert_mut(instrument.clone(), quote.last);
        self.mark(marks)
    }

    pub fn halt(&mut self, reason: &str, killed: bool) {
        let killed = killed || self.state.halt.as_ref().is_some_and(|h| h.killed);
        self.state.halt = Some(Halt { reason: reason.to_owned(), since_ms: self.now_ms, killed });
    }

    /// The last price seen of an instrument; zero where there is none.
    pub fn mark_price(&self, instrument: &InstrumentId) -> Decimal {
        self.state.marks.get(instrument).copied().unwrap_or_default()
    }
}
