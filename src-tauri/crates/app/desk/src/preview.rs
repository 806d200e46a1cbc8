//! What a ticket would come to, before anybody commits.

use domain::{Book, Decimal, Instrument, OrderType, Side};
use trading::{Engine, Input, Refusal, Stamped, amount};

use crate::api::order::{Ticket, TicketPreview, TicketProblem};
use crate::{Action, Desk, DeskError, Session};

impl Desk {
    /// What a ticket would come to, and what stands against it. The core itself is asked, on a copy.
    pub async fn preview_order(&self, session: &Session, ticket: Ticket) -> Result<TicketPreview, DeskError> {
        session.require(Action::Look)?;
        if let Err(refusal) = believable(&ticket) {
            return Ok(unpriced(&ticket, problem_of(&refusal)));
        }
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
        let any_age = match self.check_sight(&sight, rounded.side) {
            Ok(any_age) => any_age,
            Err(DeskError { code, message, details }) => {
                let value = |name: &str| details.get(name).cloned().unwrap_or_default();
                let (value, limit) = (value("age_ms"), value("limit_ms"));
                preview.problems.push(TicketProblem { field: String::new(), code, message, value, limit });
                return Ok(preview);
            }
        };
        let input = Input::PlaceManual {
            client_id: "preview".to_owned(),
            ticket: crate::orders::core_ticket(rounded, any_age),
            quote: sight.quote,
            marks: self.marks().await,
        };
        let stamped = Stamped { time_ms: self.now_ms(), actor: session.actor(), input };
        preview.problems.extend(self.problem(&stamped).await);
        Ok(preview)
    }

    async fn problem(&self, stamped: &Stamped) -> Option<TicketProblem> {
        let mut engine: Engine = self.inner.writer.copy().await;
        engine.apply(stamped).err().map(|refusal| problem_of(&refusal))
    }
}

/// Amounts so large that nothing can be computed with them are named before anything is.
fn believable(t: &Ticket) -> Result<(), Refusal> {
    let near = |value: Decimal| value.round_dp(amount::FINEST_SCALE);
    amount::signed("quantity", near(t.quantity))?;
    let prices =
        [("price", t.price), ("stop_price", t.stop_price), ("stop", t.stop_loss), ("target", t.take_profit)];
    prices
        .into_iter()
        .try_for_each(|(field, price)| amount::positive_or_none(field, price.map(near)).map(|_| ()))
}

fn unpriced(ticket: &Ticket, problem: TicketProblem) -> TicketPreview {
    TicketPreview {
        quantity: ticket.quantity,
        price: ticket.price,
        value: Decimal::ZERO,
        fee: Decimal::ZERO,
        slippage: Decimal::ZERO,
        stop_loses: None,
        target_gains: None,
        currency: ticket.instrument.symbol.quote().to_owned(),
        problems: vec![problem],
    }
}

fn problem_of(refusal: &Refusal) -> TicketProblem {
    let (value, limit) = match refusal {
        Refusal::Rule(check) => (check.value.normalize().to_string(), check.limit.normalize().to_string()),
        _ => (String::new(), String::new()),
    };
    TicketProblem {
        field: field_of(refusal).to_owned(),
        code: refusal.code().to_owned(),
        message: refusal.to_string(),
        value,
        limit,
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
fn field_of(refusal: &Refusal) -> &'static str {
    if let Refusal::BadAmount { field, .. }
    | Refusal::PriceMissing { field, .. }
    | Refusal::PriceNotTaken { field, .. } = refusal
    {
        return match *field {
            "stop" => "stop_loss",
            "target" => "take_profit",
            own => own,
        };
    }
    match refusal.code() {
        "stop_side" | "stop_required" => "stop_loss",
        "target_side" => "take_profit",
        "trigger_side" => "stop_price",
        "tick" | "price_collar" => "price",
        "lot"
        | "below_min_quantity"
        | "below_min_notional"
        | "order_notional"
        | "position_notional"
        | "insufficient_balance"
        | "insufficient_holdings" => "quantity",
        _ => "",
    }
}
