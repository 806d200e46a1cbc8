//! What a ticket would come to, before anybody commits.

use domain::{Book, Decimal, Instrument, OrderType, Side};
use trading::{Engine, Input, Stamped};

use crate::api::order::{Ticket, TicketPreview, TicketProblem};
use crate::{Action, Desk, DeskError, Session};

impl Desk {
    /// What a ticket would come to, and what stands against it. The core itself is asked, on a copy.
    pub async fn preview_order(&self, session: &Session, ticket: Ticket) -> Result<TicketPreview, DeskError> {
        session.require(Action::Look)?;
        let sight = self.inner.markets.sight(&ticket.instrument).await?;
        let market = self.inner.markets.market(&ticket.instrument.venue)?;
        let book = market.book(&ticket.instrument.symbol, 100).await?;
        let rounded = rounded(ticket, &sight.instrument);
        let price = rounded.price.unwrap_or_else(|| sight.quote.touch(rounded.side));
        let slippage = match rounded.order_type {
            OrderType::Market => slippage(&book, rounded.side, rounded.quantity),
            _ => Decimal::ZERO,
        };
        let fee_rate =
            if rounded.post_only { sight.instrument.maker_fee } else { sight.instrument.taker_fee };
        let value = rounded.quantity * price;
        let exit = |at: Decimal| {
            let moved = if rounded.side == Side::Buy { at - price } else { price - at };
            let fees = (value + rounded.quantity * at) * sight.instrument.taker_fee;
            (moved * rounded.quantity - fees).round_dp(2)
        };
        let mut preview = TicketPreview {
            quantity: rounded.quantity,
            price: rounded.price,
            value: value.round_dp(2),
            fee: (value * fee_rate).round_dp(2),
            slippage: slippage.round_dp(2),
            stop_loses: rounded.stop_loss.map(exit),
            target_gains: rounded.take_profit.map(exit),
            currency: sight.instrument.id.symbol.quote().to_owned(),
            problems: Vec::new(),
        };
        let input = Input::PlaceManual {
            client_id: "preview".to_owned(),
            ticket: crate::orders::core_ticket(rounded, sight.recorded),
            quote: sight.quote,
            marks: self.marks().await,
        };
        let stamped = Stamped { time_ms: self.now_ms(), actor: session.actor(), input };
        preview.problems.extend(self.problem(&stamped).await);
        Ok(preview)
    }

    async fn problem(&self, stamped: &Stamped) -> Option<TicketProblem> {
        let mut engine: Engine = self.inner.writer.copy().await;
        let refusal = engine.apply(stamped).err()?;
        let (value, limit) = match &refusal {
            trading::Refusal::Rule(check) => {
                (check.value.normalize().to_string(), check.limit.normalize().to_string())
            }
            _ => (String::new(), String::new()),
        };
        Some(TicketProblem {
            field: field_of(refusal.code()).to_owned(),
            code: refusal.code().to_owned(),
            message: refusal.to_string(),
            value,
            limit,
        })
    }
}

/// To tick and lot: what would be sent.
fn rounded(ticket: Ticket, instrument: &Instrument) -> Ticket {
    let price = |p: Option<Decimal>| p.map(|p| instrument.round_price(p));
    Ticket {
        quantity: instrument.round_quantity(ticket.quantity),
        price: price(ticket.price),
        stop_price: price(ticket.stop_price),
        stop_loss: price(ticket.stop_loss),
        take_profit: price(ticket.take_profit),
        ..ticket
    }
}

/// What walking the book costs over taking all at the best price.
fn slippage(book: &Book, side: Side, quantity: Decimal) -> Decimal {
    let levels = if side == Side::Buy { &book.asks } else { &book.bids };
    let Some(best) = levels.first().map(|l| l.price) else { return Decimal::ZERO };
    let (mut left, mut cost) = (quantity, Decimal::ZERO);
    for level in levels {
        let taken = left.min(level.size);
        cost += taken * (level.price - best).abs();
        left -= taken;
        if left.is_zero() {
            break;
        }
    }
    cost
}

/// Where on the ticket a rule's problem stands.
fn field_of(code: &str) -> &'static str {
    match code {
        "stop_side" | "stop_required" => "stop_loss",
        "target_side" => "take_profit",
        "trigger_side" => "stop_price",
        "tick" | "price_collar" | "price_missing" => "price",
        "lot"
        | "below_min_quantity"
        | "below_min_notional"
        | "order_notional"
        | "position_notional"
        | "insufficient_balance"
        | "insufficient_holdings"
        | "bad_amount" => "quantity",
        _ => "",
    }
}
