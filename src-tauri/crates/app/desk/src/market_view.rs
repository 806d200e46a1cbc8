//! Instruments, candles, indicators and the watchlist for whoever looks.

use domain::{Candles, Instrument, InstrumentId, Timeframe};

use crate::api::market::{
    CandlesQuery, IndicatorParam, IndicatorQuery, IndicatorView, InstrumentView, SeriesView, WatchView,
};
use crate::{Action, Desk, DeskError, Session};

const MOST_CANDLES: u32 = 500_000;
/// A sparkline: half-hour closes of a day.
const SPARK: (Timeframe, i64) = (Timeframe::M30, 48);

impl Desk {
    /// What can be watched and traded.
    pub async fn instruments(&self, session: &Session) -> Result<Vec<InstrumentView>, DeskError> {
        session.require(Action::Look)?;
        let series = self.series_views().await?;
        let all = self.inner.markets.instruments().await?;
        Ok(all.into_iter().map(|(i, live)| instrument_view(i, live, &series)).collect())
    }

    pub(crate) async fn series_views(&self) -> Result<Vec<SeriesView>, DeskError> {
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let series = self.inner.store.series().await?.into_iter();
        let view = |s: store::SeriesInfo| SeriesView {
            instrument: s.instrument,
            timeframe: s.timeframe,
            count: small(s.count),
            first_ms: s.first_ms,
            last_ms: s.last_ms,
            gaps: small(s.missing),
        };
        Ok(series.map(view).collect())
    }

    /// Candles, oldest first; the last one of a live market is still running.
    pub async fn candles(&self, session: &Session, query: CandlesQuery) -> Result<Candles, DeskError> {
        session.require(Action::Look)?;
        let limit = query.limit.clamp(1, MOST_CANDLES);
        let end = self.inner.markets.end_ms(&query.instrument, query.timeframe).await?;
        let end = query.before_ms.map_or(end, |before| before.clamp(1, end.max(1)));
        let from = query.timeframe.floor(end - 1) - i64::from(limit - 1) * query.timeframe.ms();
        self.inner.markets.candles(&query.instrument, query.timeframe, from..end).await
    }

    /// An indicator over the same candles: the time column first, `NaN` where it is not defined.
    pub async fn indicator(
        &self,
        session: &Session,
        query: IndicatorQuery,
    ) -> Result<Vec<Vec<f64>>, DeskError> {
        let candles = self.candles(session, query.candles).await?;
        let columns = indicators::compute(&query.name, &query.params, &candles)?;
        let times = candles.time_ms.iter().map(|t| *t as f64).collect();
        Ok(std::iter::once(times).chain(columns.into_iter().map(|c| c.values)).collect())
    }

    /// Indicators with their parameters.
    pub async fn indicators(&self, session: &Session) -> Result<Vec<IndicatorView>, DeskError> {
        session.require(Action::Look)?;
        Ok(indicators::registry().iter().map(|i| indicator_view(&i.spec)).collect())
    }

    /// The watchlist with day figures and sparklines.
    pub async fn watchlist(&self, session: &Session) -> Result<Vec<WatchView>, DeskError> {
        session.require(Action::Look)?;
        let mut rows = Vec::new();
        for (instrument, live) in self.inner.markets.instruments().await? {
            let market = self.inner.markets.market(&instrument.id.venue)?;
            let ticker = match market.ticker(&instrument.id.symbol).await {
                Ok(ticker) => ticker,
                // a connected venue that has told nothing yet keeps nobody from seeing the others
                Err(error) if live => {
                    tracing::debug!(%error, "not on the watchlist yet");
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let spark = self.spark(&instrument.id).await.unwrap_or_default();
            rows.push(WatchView { instrument: instrument.id, ticker, live, spark });
        }
        Ok(rows)
    }

    async fn spark(&self, id: &InstrumentId) -> Result<Vec<f64>, DeskError> {
        let (mut timeframe, count) = SPARK;
        if !self.inner.markets.is_live(id) {
            let series = self.inner.store.series().await?;
            let finest = series.iter().filter(|s| s.instrument == *id).map(|s| s.timeframe).min();
            timeframe = finest.unwrap_or(timeframe).max(timeframe);
        }
        let end = self.inner.markets.end_ms(id, timeframe).await?;
        let from = timeframe.floor(end - 1) - (count - 1) * timeframe.ms();
        Ok(self.inner.markets.candles(id, timeframe, from..end).await?.close)
    }
}

/// An instrument with what is stored of it.
pub(crate) fn instrument_view(i: Instrument, live: bool, series: &[SeriesView]) -> InstrumentView {
    let stored: Vec<SeriesView> = series.iter().filter(|s| s.instrument == i.id).cloned().collect();
    let finest = stored.iter().map(|s| s.timeframe).min().unwrap_or(Timeframe::M1);
    let shown = |t: &Timeframe| live || *t >= finest && t.ms() % finest.ms() == 0;
    InstrumentView {
        price_decimals: i.price_decimals(),
        quantity_decimals: i.quantity_decimals(),
        tick: i.tick,
        lot: i.lot,
        min_quantity: i.min_quantity,
        min_notional: i.min_notional,
        maker_fee: i.maker_fee,
        taker_fee: i.taker_fee,
        id: i.id,
        live,
        timeframes: Timeframe::ALL.into_iter().filter(shown).collect(),
        stored,
    }
}

fn indicator_view(spec: &indicators::IndicatorSpec) -> IndicatorView {
    let param = |p: &indicators::ParamSpec| IndicatorParam {
        name: p.name.to_owned(),
        min: p.min,
        max: p.max,
        default: p.default,
        integer: p.integer,
        description: p.description.to_owned(),
    };
    IndicatorView {
        name: spec.name.to_owned(),
        label: spec.label.to_owned(),
        overlay: spec.overlay,
        params: spec.params.iter().map(param).collect(),
        columns: spec.columns.iter().map(|c| (*c).to_owned()).collect(),
    }
}
