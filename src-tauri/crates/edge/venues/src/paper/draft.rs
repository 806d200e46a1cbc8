//! Records in the making: each is tried on a copy of the live state before the next is thought of.

use domain::{Decimal, Fill, Instrument, Side};

use super::ledger::{CancelReason, LedgerRecord};
use super::live::{Except, LedgerFault, Live};
use super::working::Working;

pub struct Draft {
    pub live: Live,
    pub records: Vec<LedgerRecord>,
    pub time_ms: i64,
}

impl Draft {
    pub fn new(live: &Live, time_ms: i64) -> Self {
        Self { live: live.clone(), records: Vec::new(), time_ms }
    }

    pub fn push(&mut self, record: LedgerRecord) -> Result<(), LedgerFault> {
        self.live.apply(&record)?;
        self.records.push(record);
        Ok(())
    }

    pub fn get(&self, sequence: u64) -> Option<Working> {
        self.live.orders.get(&sequence).cloned()
    }

    pub fn cancel(&mut self, sequence: u64, reason: CancelReason) -> Result<(), LedgerFault> {
        let working = self.get(sequence).ok_or(LedgerFault::NotWorking { sequence })?;
        let client_id = working.order.client_id;
        self.push(LedgerRecord::Cancelled { sequence, client_id, reason, time_ms: self.time_ms })
    }

    pub fn rest(&mut self, sequence: u64) -> Result<(), LedgerFault> {
        self.push(LedgerRecord::Rested { sequence, time_ms: self.time_ms })
    }

    pub fn trigger(&mut self, sequence: u64) -> Result<(), LedgerFault> {
        self.push(LedgerRecord::Triggered { sequence, time_ms: self.time_ms })
    }

    /// What the order may execute of `offered` at `price` with what it still may fill and can pay, in whole lots.
    pub fn affordable(&self, w: &Working, price: Decimal, offered: Decimal, maker: bool) -> Decimal {
        let wanted = w.instrument.round_quantity(offered.min(self.live.remaining(w)));
        let symbol = &w.order.instrument.symbol;
        match w.order.side {
            Side::Sell => {
                let held = self.live.available(symbol.base(), Except::of(w));
                w.instrument.round_quantity(wanted.min(held))
            }
            Side::Buy => {
                let cash = self.live.available(symbol.quote(), Except::of(w));
                payable(&w.instrument, cash, price * (Decimal::ONE + w.fee_rate(maker)), wanted)
            }
        }
    }

    /// Executes, and takes the order's group off once it is complete.
    pub fn fill(
        &mut self,
        w: &Working,
        price: Decimal,
        quantity: Decimal,
        maker: bool,
    ) -> Result<(), LedgerFault> {
        let trade = self.live.last_trade + 1;
        let fill = Fill {
            client_id: w.order.client_id.clone(),
            trade_id: format!("{trade:012}"),
            instrument: w.order.instrument.clone(),
            side: w.order.side,
            quantity,
            price,
            fee: (price * quantity * w.fee_rate(maker)).normalize(),
            fee_currency: w.order.instrument.symbol.quote().to_owned(),
            maker,
            time_ms: self.time_ms,
        };
        self.push(LedgerRecord::Filled { sequence: w.sequence, fill: Box::new(fill) })?;
        self.settle_group(w)
    }

    fn settle_group(&mut self, w: &Working) -> Result<(), LedgerFault> {
        let Some(name) = w.order.oco_group.as_deref() else { return Ok(()) };
        let spent: Vec<u64> = self
            .live
            .orders
            .values()
            .filter(|o| o.order.oco_group.as_deref() == Some(name) && self.live.remaining(o).is_zero())
            .map(|o| o.sequence)
            .collect();
        spent.into_iter().try_for_each(|sequence| self.cancel(sequence, CancelReason::Oco))
    }
}

/// The most whole lots, up to `wanted`, that `cash` pays for at `unit_cost`.
fn payable(instrument: &Instrument, cash: Decimal, unit_cost: Decimal, wanted: Decimal) -> Decimal {
    if unit_cost * wanted <= cash || unit_cost.is_zero() {
        return wanted;
    }
    let most = instrument.round_quantity(cash / unit_cost);
    // The quotient is rounded to 28 digits, which may be a lot too much.
    if unit_cost * most <= cash { most } else { (most - instrument.lot).max(Decimal::ZERO) }
}
