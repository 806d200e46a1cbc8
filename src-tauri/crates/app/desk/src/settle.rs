//! What must stand before anything trades: the paper account, the instruments, and the mandates an admin signs.

use approvals::{MandateStatement, Signable, Signature};
use domain::{Actor, Decimal, Role, Side, VenueId};
use trading::{Input, State};

use crate::desk::{ACCOUNT, CURRENCY, MODE};
use crate::{Desk, DeskError, Session};

/// Paper money an installation begins with.
pub(crate) const PAPER_CASH: u32 = 10_000;
const DAY_MS: i64 = 86_400_000;
/// A paper mandate is renewed at a log-in once less than this is left.
const RENEW_BEFORE_MS: i64 = 7 * DAY_MS;
const PAPER_MS: i64 = 30 * DAY_MS;
const EXIT_MS: i64 = 3650 * DAY_MS;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Manual orders on paper.
    Paper,
    /// Emergency and manual exits: a kill switch never waits for a person.
    Exit,
}

impl Desk {
    /// Does what is missing; doing it twice changes nothing.
    pub(crate) async fn settle(&self, session: &Session) -> Result<(), DeskError> {
        self.settle_account().await?;
        self.settle_instruments().await?;
        if session.role() != Role::Admin {
            return Ok(());
        }
        for venue in self.inner.markets.venues() {
            for kind in [Kind::Paper, Kind::Exit] {
                self.settle_mandate(session, &venue, kind).await?;
            }
        }
        Ok(())
    }

    async fn settle_account(&self) -> Result<(), DeskError> {
        if self.state().accounts.contains_key(ACCOUNT) {
            return Ok(());
        }
        let input = Input::AccountOpened {
            account: ACCOUNT.to_owned(),
            mode: MODE,
            currency: CURRENCY.to_owned(),
            amount: Decimal::from(PAPER_CASH),
        };
        self.inner.writer.apply(Actor::System, input).await
    }

    pub(crate) async fn settle_instruments(&self) -> Result<(), DeskError> {
        for (instrument, _) in self.inner.markets.instruments().await? {
            if self.state().instruments.get(&instrument.id) != Some(&instrument) {
                self.inner.writer.apply(Actor::System, Input::InstrumentListed { instrument }).await?;
            }
        }
        Ok(())
    }

    async fn settle_mandate(&self, session: &Session, venue: &VenueId, kind: Kind) -> Result<(), DeskError> {
        let state = self.state();
        let now_ms = self.now_ms();
        if covered(&state, venue, kind, now_ms) {
            return Ok(());
        }
        let word = if kind == Kind::Paper { "paper" } else { "exit" };
        let number = state.mandates.size() + 1;
        let statement = MandateStatement {
            mandate: format!("MD-{word}-{venue}-{number}"),
            mode: MODE,
            account: ACCOUNT.to_owned(),
            venue: venue.clone(),
            instrument: "*".to_owned(),
            sides: vec![Side::Buy, Side::Sell],
            reduce_only: kind == Kind::Exit,
            bot: None,
            max_quantity_per_order: None,
            max_notional_per_order: None,
            max_notional_per_day: None,
            max_orders_per_day: None,
            max_loss: None,
            policy: state.policy_name(),
            starts_ms: now_ms,
            expires_ms: now_ms + if kind == Kind::Paper { PAPER_MS } else { EXIT_MS },
        };
        let signature = Signature::from_bytes(session.sign(&statement.signing_bytes())?);
        let input = Input::SignMandate { statement, key: session.key().to_owned(), signature };
        self.inner.writer.apply(session.actor(), input).await
    }
}

fn covered(state: &State, venue: &VenueId, kind: Kind, now_ms: i64) -> bool {
    state.mandates.iter().any(|(_, m)| {
        let s = &m.statement;
        let lasts = kind == Kind::Exit || s.expires_ms - now_ms > RENEW_BEFORE_MS;
        s.venue == *venue
            && s.reduce_only == (kind == Kind::Exit)
            && s.instrument == "*"
            && s.bot.is_none()
            && m.is_valid(now_ms)
            && lasts
            && state.users.get(&m.user).is_some_and(|u| !u.disabled)
    })
}
