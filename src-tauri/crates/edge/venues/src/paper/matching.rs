//! How orders meet the market. Pure: state and event in, new records out.

use domain::{Book, Decimal, InstrumentId, OrderType, Side, TimeInForce, Trade};

use super::draft::Draft;
use super::ledger::{CancelReason, LedgerRecord};
use super::liquidity::{Liquidity, slipped, walk};
use super::live::{LedgerFault, Live};
use super::working::Working;

/// How the venue differs from the perfect one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Frictions {
    /// From taking an order to its first meeting with the market.
    pub latency_ms: i64,
    /// Added to each taker's price.
    pub slippage_bps: Decimal,
}

/// The market of one instrument at one moment: its book, and what was traded since the moment before.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    pub instrument: &'a InstrumentId,
    pub book: &'a Book,
    pub prints: &'a [Trade],
    pub time_ms: i64,
}

/// What a moment does to the working orders: takers first, then makers by price and time.
pub fn on_market(
    live: &Live,
    frictions: Frictions,
    moment: &Moment<'_>,
) -> Result<Vec<LedgerRecord>, LedgerFault> {
    let mut concerned: Vec<&Working> = live
        .orders
        .values()
        .filter(|w| w.order.instrument == *moment.instrument && w.active_ms <= moment.time_ms)
        .collect();
    if concerned.is_empty() {
        return Ok(Vec::new());
    }
    concerned.sort_by_key(|w| {
        let price = w.limit().unwrap_or_default();
        let eagerness = if w.order.side == Side::Buy { -price } else { price };
        (w.rested, eagerness, w.sequence)
    });
    let mut draft = Draft::new(live, moment.time_ms);
    let mut meeting = Meeting::new(moment.book, moment.prints, frictions);
    for sequence in concerned.into_iter().map(|w| w.sequence) {
        meeting.meet(&mut draft, sequence)?;
    }
    Ok(draft.records)
}

/// One moment's liquidity while orders eat from it.
pub struct Meeting {
    liquidity: Liquidity,
    prints: Vec<Trade>,
    slippage_bps: Decimal,
}

impl Meeting {
    pub fn new(book: &Book, prints: &[Trade], frictions: Frictions) -> Self {
        Self { liquidity: Liquidity::of(book), prints: prints.to_vec(), slippage_bps: frictions.slippage_bps }
    }

    /// Lets one order meet the moment.
    pub fn meet(&mut self, draft: &mut Draft, sequence: u64) -> Result<(), LedgerFault> {
        let Some(mut w) = draft.get(sequence) else { return Ok(()) };
        if draft.live.remaining(&w).is_zero() {
            return draft.cancel(sequence, CancelReason::Oco);
        }
        if w.is_waiting() {
            if !self.reaches(&w) {
                return Ok(());
            }
            draft.trigger(sequence)?;
            w.triggered = true;
        }
        if w.rested { self.make(draft, &w) } else { self.take(draft, &w) }
    }

    /// A stop to buy is reached from below by the ask or a trade, a stop to sell from above by the bid or a trade.
    fn reaches(&self, w: &Working) -> bool {
        let Some(stop) = w.order.stop_price else { return false };
        let reached = |price: Decimal| match w.order.side {
            Side::Buy => price >= stop,
            Side::Sell => price <= stop,
        };
        self.liquidity.best(w.order.side).is_some_and(reached)
            || self.prints.iter().any(|t| t.time_ms >= w.active_ms && reached(t.price))
    }

    /// The first meeting: whatever the book offers within the limit is taken, level by level.
    fn take(&mut self, draft: &mut Draft, w: &Working) -> Result<(), LedgerFault> {
        let side = w.order.side;
        let crossing = self.liquidity.best(side).is_some_and(|best| w.accepts(best));
        if w.order.post_only && w.order.order_type == OrderType::Limit && crossing {
            return draft.cancel(w.sequence, CancelReason::PostOnly);
        }
        if w.order.time_in_force == TimeInForce::Fok && !self.fills_whole(draft, w) {
            return draft.cancel(w.sequence, CancelReason::Fok);
        }
        let mut short = false;
        for (index, level) in self.liquidity.facing(side).to_vec().into_iter().enumerate() {
            if !w.accepts(level.price) {
                break;
            }
            let Some(now) = draft.get(w.sequence) else { return Ok(()) };
            let price = slipped(&w.instrument, side, level.price, self.slippage_bps, w.limit());
            let offered = w.instrument.round_quantity(level.size.min(draft.live.remaining(&now)));
            let quantity = draft.affordable(&now, price, offered, false);
            if quantity > Decimal::ZERO {
                self.liquidity.consume(side, index, quantity);
                draft.fill(&now, price, quantity, false)?;
            }
            if quantity < offered {
                short = true;
                break;
            }
        }
        self.leave(draft, w, short)
    }

    /// What becomes of the rest after the first meeting.
    fn leave(&self, draft: &mut Draft, w: &Working, short: bool) -> Result<(), LedgerFault> {
        if draft.get(w.sequence).is_none() {
            return Ok(());
        }
        match (w.limit(), w.order.time_in_force) {
            _ if short => draft.cancel(w.sequence, CancelReason::Balance),
            (None, _) => draft.cancel(w.sequence, CancelReason::NoLiquidity),
            (Some(_), TimeInForce::Gtc) => draft.rest(w.sequence),
            (Some(_), TimeInForce::Ioc) => draft.cancel(w.sequence, CancelReason::Ioc),
            (Some(_), TimeInForce::Fok) => draft.cancel(w.sequence, CancelReason::Fok),
        }
    }

    fn fills_whole(&self, draft: &Draft, w: &Working) -> bool {
        let wanted = draft.live.remaining(w);
        let levels = self.liquidity.facing(w.order.side);
        let walked = walk(levels, &w.instrument, w.order.side, wanted, self.slippage_bps, w.limit());
        let quantity: Decimal = walked.iter().map(|(_, q)| *q).sum();
        let value: Decimal = walked.iter().map(|(p, q)| *p * *q).sum();
        // The mean price pays for the whole exactly when the whole can be paid.
        quantity == wanted && draft.affordable(w, value / quantity, wanted, false) == wanted
    }

    /// A resting order is filled at its own price by the book that crosses it and by trades beyond it.
    fn make(&mut self, draft: &mut Draft, w: &Working) -> Result<(), LedgerFault> {
        let (Some(price), side) = (w.limit(), w.order.side) else { return Ok(()) };
        for (index, level) in self.liquidity.facing(side).to_vec().into_iter().enumerate() {
            if !w.accepts(level.price) {
                break;
            }
            let quantity = make_fill(draft, w.sequence, price, level.size)?;
            self.liquidity.consume(side, index, quantity);
        }
        for print in &mut self.prints {
            let beyond = print.price != price && w.accepts(print.price) && print.time_ms >= w.active_ms;
            if beyond {
                print.size -= make_fill(draft, w.sequence, price, print.size)?;
            }
        }
        Ok(())
    }
}

/// Fills a resting order with at most `offered` and returns how much it was.
fn make_fill(
    draft: &mut Draft,
    sequence: u64,
    price: Decimal,
    offered: Decimal,
) -> Result<Decimal, LedgerFault> {
    let Some(w) = draft.get(sequence) else { return Ok(Decimal::ZERO) };
    let quantity = draft.affordable(&w, price, offered, true);
    if quantity > Decimal::ZERO {
        draft.fill(&w, price, quantity, true)?;
    }
    Ok(quantity)
}
