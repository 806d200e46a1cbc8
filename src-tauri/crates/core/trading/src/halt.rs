//! Pause and kill switch: entries stop, exits go on.

use domain::{Actor, InstrumentId, Role};

use crate::draft::Draft;
use crate::execution::KILL_PREFIX;
use crate::input::{KillLevel, check_text};
use crate::notice::{Notice, Unprotected};
use crate::{Refusal, closing, entries, order_life};

pub(crate) fn pause(draft: &mut Draft, reason: &str) -> Result<(), Refusal> {
    draft.require_or_system(Role::Trader)?;
    check_text("reason", reason)?;
    draft.append(entries::paused(reason))?;
    draft.halt(reason, false);
    draft.notify(Notice::Paused { reason: reason.to_owned() });
    Ok(())
}

/// What a kill switch stopped, an admin starts again.
pub(crate) fn resume(draft: &mut Draft) -> Result<(), Refusal> {
    let halt = draft.state.halt.as_ref().ok_or(Refusal::NotPaused)?;
    draft.require(if halt.killed { Role::Admin } else { Role::Trader })?;
    draft.append(entries::resumed())?;
    draft.state.halt = None;
    draft.notify(Notice::Resumed);
    Ok(())
}

/// Never fails for want of a signature: what cannot be closed is named, the rest is done.
pub(crate) fn kill(draft: &mut Draft, level: KillLevel) -> Result<(), Refusal> {
    draft.require_or_system(Role::Trader)?;
    draft.append(entries::killed(level))?;
    draft.halt("kill switch", true);
    let cancelled =
        if level >= KillLevel::CancelOrders { order_life::cancel_unprotecting(draft)? } else { 0 };
    let closing = if level == KillLevel::Flatten { flatten(draft)? } else { 0 };
    draft.notify(Notice::Killed { level, cancelled, closing });
    Ok(())
}

fn flatten(draft: &mut Draft) -> Result<u32, Refusal> {
    let held: Vec<(String, InstrumentId)> = draft
        .state
        .accounts
        .iter()
        .flat_map(|(name, a)| a.portfolio.positions.iter().map(move |(id, p)| (name, id, p)))
        .filter(|(_, _, p)| p.quantity > domain::Decimal::ZERO)
        .map(|(name, id, _)| (name.clone(), id.clone()))
        .collect();
    let seq = draft.state.head.seq;
    let mut closing_now = 0;
    for (n, (account, instrument)) in held.into_iter().enumerate() {
        let client_id = format!("{KILL_PREFIX}{seq}-{}", n + 1);
        match closing::close(draft, &client_id, &account, &instrument) {
            Ok(()) => closing_now += 1,
            Err(Refusal::AlreadyClosing { .. } | Refusal::NothingToClose { .. } | Refusal::Rule(_)) => {}
            Err(_) => {
                let quantity = draft.state.position(&account, &instrument);
                let reason = Unprotected::NoExitMandate;
                draft.append_as(&Actor::System, entries::not_closed(&account, &instrument, quantity))?;
                draft.notify(Notice::Unprotected { entry: client_id, instrument, quantity, reason });
            }
        }
    }
    Ok(closing_now)
}
