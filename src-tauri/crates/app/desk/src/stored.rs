//! What a surface may read of a data directory without opening its desk: beside a running one, or before the first start.

use std::sync::Arc;

use domain::{Candles, InstrumentId, Timeframe, VenueId};
use store::Store;
use vault::Keyring;

use crate::api::recommendation::Period;
use crate::markets::Markets;
use crate::recommend::candles_of;
use crate::{DeskConfig, DeskError};

/// Candles of a period, exactly as the desk of this data directory would see them.
pub async fn read_candles(
    store: &Store,
    config: &DeskConfig,
    instrument: &InstrumentId,
    timeframe: Timeframe,
    period: &Period,
) -> Result<Candles, DeskError> {
    if instrument.venue.as_str() != VenueId::BUILTIN {
        let stored = store.series().await?;
        if !stored.iter().any(|s| s.instrument == *instrument) {
            return Err(DeskError::new(
                "not_found",
                format!("No candles of {instrument} are stored. Import a file first: csign candles import."),
            )
            .with("instrument", instrument));
        }
    }
    let markets = Markets::new(store.clone(), Arc::clone(&config.clock), config.seed);
    markets.refresh().await?;
    candles_of(&markets, config.clock.now_ms(), instrument, timeframe, period).await
}

/// Whether the operating system's keyring answers and keeps what it is given.
pub async fn keyring_answers(config: &DeskConfig) -> Result<(), DeskError> {
    let keyring = if config.use_keyring { Keyring::system("doctor") } else { Keyring::off() };
    keyring.probe().await.map_err(|fault| DeskError::new("keyring", format!("There is no keyring: {fault}.")))
}
