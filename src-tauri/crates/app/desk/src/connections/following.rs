//! Which instruments of a connected venue are followed.

use domain::{Instrument, InstrumentId, VenueId};

use crate::api::market::InstrumentView;
use crate::market_view::instrument_view;
use crate::{Action, Desk, DeskError, Session};

use super::TOUCHED;
use super::link::Link;

const FOUND_AT_MOST: usize = 50;
/// Of one venue: what one connection carries well.
const FOLLOWED_AT_MOST: usize = 50;

impl Desk {
    /// Instruments of a connected venue whose symbol contains the words, at most 50.
    pub async fn venue_instruments(
        &self,
        session: &Session,
        venue: String,
        words: String,
    ) -> Result<Vec<InstrumentView>, DeskError> {
        session.require(Action::Look)?;
        let link = self.connected(&VenueId::new(venue))?;
        let all = link.catalogue.all().await?;
        let series = self.series_views().await?;
        let words: Vec<String> = words.to_uppercase().split_whitespace().map(str::to_owned).collect();
        let wanted = |i: &&Instrument| {
            let symbol = i.id.symbol.to_string();
            words.iter().all(|word| symbol.contains(word.as_str()))
        };
        let view = |i: &Instrument| instrument_view(i.clone(), link.market.follows(&i.id.symbol), &series);
        Ok(all.iter().filter(wanted).take(FOUND_AT_MOST).map(view).collect())
    }

    /// Follows an instrument of a connected venue: it comes on the watchlist and can be traded on paper.
    pub async fn follow(&self, session: &Session, instrument: InstrumentId) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        let link = self.connected(&instrument.venue)?;
        let listed = listed(&link, &instrument).await?;
        let _turn = self.inner.connections.turn.lock().await;
        let mut kept = self.kept_connection(&instrument.venue).await?;
        if kept.symbols.contains(&instrument.symbol) {
            return Ok(());
        }
        if kept.symbols.len() >= FOLLOWED_AT_MOST {
            return Err(DeskError::new(
                "too_many_followed",
                format!("{FOLLOWED_AT_MOST} instruments of {} are followed. Unfollow one first.", link.venue),
            )
            .with("venue", &link.venue)
            .with("limit", FOLLOWED_AT_MOST));
        }
        kept.symbols.push(instrument.symbol);
        self.keep_connection(kept).await?;
        link.market.follow([listed]);
        self.settle(session).await?;
        self.changed(&TOUCHED);
        Ok(())
    }

    /// Stops following; refused while there is a position or a working order.
    pub async fn unfollow(&self, session: &Session, instrument: InstrumentId) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        let link = self.connected(&instrument.venue)?;
        let _turn = self.inner.connections.turn.lock().await;
        self.check_idle(&instrument)?;
        let mut kept = self.kept_connection(&instrument.venue).await?;
        kept.symbols.retain(|symbol| *symbol != instrument.symbol);
        self.keep_connection(kept).await?;
        link.market.unfollow(&instrument.symbol);
        self.changed(&TOUCHED);
        Ok(())
    }
}

/// The instrument as its venue lists it.
pub(super) async fn listed(link: &Link, id: &InstrumentId) -> Result<Instrument, DeskError> {
    link.catalogue.find(&id.symbol).await?.ok_or_else(|| {
        DeskError::new(
            "unknown_instrument",
            format!("{} lists no {}. Search for it by a part of its name.", id.venue, id.symbol),
        )
        .with("symbol", &id.symbol)
        .with("venue", &id.venue)
    })
}
