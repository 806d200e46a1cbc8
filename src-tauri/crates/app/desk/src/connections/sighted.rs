//! Whether an order may rest on what is seen of its market.

use domain::{Decimal, Side};

use crate::desk::{ACCOUNT, CURRENCY};
use crate::markets::Sight;
use crate::{Desk, DeskError};

impl Desk {
    /// Whether prices of any age will do: those of a recording, and for an exit those a silent venue told last. An
    /// entry on a venue that is not heard is refused, and one in a currency the account has nothing of.
    pub(crate) fn check_sight(&self, sight: &Sight, side: Side) -> Result<bool, DeskError> {
        let (now_ms, limit_ms) = (self.now_ms(), self.state().policy.max_data_age_ms);
        let fresh = sight.is_fresh(now_ms, limit_ms);
        if side == Side::Sell {
            return Ok(sight.recorded || !fresh);
        }
        if !fresh {
            return Err(stale(sight, now_ms, limit_ms));
        }
        self.check_paid(sight)?;
        Ok(sight.recorded)
    }

    fn check_paid(&self, sight: &Sight) -> Result<(), DeskError> {
        let quote = sight.instrument.id.symbol.quote();
        let state = self.state();
        let cash = state.accounts.get(ACCOUNT).map_or(Decimal::ZERO, |a| a.portfolio.cash(quote));
        if quote == CURRENCY || cash > Decimal::ZERO {
            return Ok(());
        }
        Err(DeskError::new(
            "no_paper_money",
            format!("The paper account holds {CURRENCY} and no {quote}. Choose a pair in {CURRENCY} to trade on paper."),
        )
        .with("currency", quote)
        .with("account_currency", CURRENCY)
        .with("symbol", &sight.instrument.id.symbol))
    }
}

fn stale(sight: &Sight, now_ms: i64, limit_ms: i64) -> DeskError {
    let id = &sight.instrument.id;
    let age_ms = sight.hearing.and_then(|h| h.heard_ms).map(|heard_ms| (now_ms - heard_ms).max(0));
    let (since, age) = match age_ms {
        Some(ms) => (format!("was last heard {ms} ms ago"), ms.to_string()),
        None => ("has not been heard yet".to_owned(), String::new()),
    };
    let message = format!(
        "{} {since}, and its stream of {} must be in step and younger than {limit_ms} ms for an entry. Exits go on.",
        id.venue, id.symbol
    );
    DeskError::new("stale_market", message)
        .with("venue", &id.venue)
        .with("symbol", &id.symbol)
        .with("age_ms", age)
        .with("limit_ms", limit_ms)
}
