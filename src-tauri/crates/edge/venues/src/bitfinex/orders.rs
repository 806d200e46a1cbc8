//! Orders, own trades, wallets and positions as the account's side of the wire writes them.

use domain::{Balance, Decimal, Fill, InstrumentId, OrderStatus, OrderType, Symbol, VenueId};

use super::parse::side_of;
use super::row::{Row, Unreadable};
use super::symbols::Symbols;
use crate::{Position, VenueOrder};

pub const HIDDEN: u32 = 64;
pub const REDUCE_ONLY: u32 = 1024;
pub const POST_ONLY: u32 = 4096;
pub const OCO: u32 = 16_384;

/// Whose money an order moves: the exchange wallet swaps currencies, the margin wallet holds positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wallet {
    #[default]
    Exchange,
    Margin,
}

impl Wallet {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exchange => "exchange",
            Self::Margin => "margin",
        }
    }
}

/// Where an order stands, read from the beginning of its status text: sizes come from the amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Working,
    Executed,
    Cancelled,
    /// A word that is not in the venue's list.
    Unlisted,
}

pub fn standing(status: &str) -> Standing {
    const CANCELLED: [&str; 7] = [
        "CANCELED",
        "POSTONLY CANCELED",
        "FILLORKILL CANCELED",
        "IOC CANCELED",
        "INSUFFICIENT BALANCE",
        "INSUFFICIENT MARGIN",
        "RSN_",
    ];
    let starts = |with: &str| status.starts_with(with);
    if starts("ACTIVE") || starts("PARTIALLY FILLED") {
        Standing::Working
    } else if starts("EXECUTED") || starts("FORCED EXECUTED") {
        Standing::Executed
    } else if CANCELLED.into_iter().any(starts) {
        Standing::Cancelled
    } else {
        Standing::Unlisted
    }
}

/// The type of an order and whose money it moves.
pub fn order_type(text: &str) -> Option<(OrderType, Wallet)> {
    let (name, wallet) = match text.strip_prefix("EXCHANGE ") {
        Some(name) => (name, Wallet::Exchange),
        None => (text, Wallet::Margin),
    };
    let kind = match name {
        "LIMIT" | "IOC" | "FOK" => OrderType::Limit,
        "MARKET" => OrderType::Market,
        "STOP" => OrderType::Stop,
        "STOP LIMIT" => OrderType::StopLimit,
        "TRAILING STOP" => OrderType::TrailingStop,
        _ => return None,
    };
    Some((kind, wallet))
}

/// An order's row.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WireOrder {
    pub id: u64,
    pub cid: Option<u64>,
    /// As on the wire: `tBTCUSD`.
    pub symbol: String,
    pub created_ms: i64,
    /// Above zero for a buy; what is left.
    pub amount: Decimal,
    /// The same as ordered.
    pub original: Decimal,
    pub kind: String,
    /// What it was before it was set off.
    pub kind_before: Option<String>,
    pub flags: u32,
    pub status: String,
    pub price: Option<Decimal>,
    pub average: Option<Decimal>,
    pub trailing: Option<Decimal>,
    pub limit: Option<Decimal>,
}

impl WireOrder {
    pub fn read(row: &Row<'_>) -> Result<Self, Unreadable> {
        let some = |place| row.decimal(place).filter(|value| !value.is_zero());
        let read = || {
            let amount = row.decimal(6)?;
            Some(Self {
                id: row.id(0)?,
                cid: row.id(2),
                symbol: row.text(3)?,
                created_ms: row.int(4).unwrap_or(0),
                amount,
                original: row.decimal(7).unwrap_or(amount),
                kind: row.text(8)?,
                kind_before: row.text(9),
                flags: row.id(12).and_then(|flags| u32::try_from(flags).ok()).unwrap_or(0),
                status: row.text(13)?,
                price: some(16),
                average: some(17),
                trailing: some(18),
                limit: some(19),
            })
        };
        read().ok_or_else(|| row.lacks("an order"))
    }

    /// What has been filled.
    pub fn filled(&self) -> Decimal {
        (self.original.abs() - self.amount.abs()).max(Decimal::ZERO)
    }

    /// As the rest of the program knows orders; `fills` are its own, oldest first. `None`: a pair or type we have no
    /// word for.
    pub fn known(
        &self,
        venue: &VenueId,
        symbols: &Symbols,
        client_id: String,
        fills: Vec<Fill>,
    ) -> Option<VenueOrder> {
        let kind =
            order_type(self.kind_before.as_deref().unwrap_or(&self.kind)).or(order_type(&self.kind))?.0;
        let (price, stop_price) = match kind {
            OrderType::Limit => (self.price, None),
            OrderType::Stop => (None, self.price),
            OrderType::StopLimit => (self.limit, self.price),
            OrderType::Market | OrderType::TrailingStop => (None, None),
        };
        let quantity = self.original.abs();
        // trades read after the order may know of more than it did
        let filled = self
            .filled()
            .max(fills.iter().map(|fill| fill.quantity).fold(Decimal::ZERO, Decimal::saturating_add));
        let status = match standing(&self.status) {
            Standing::Working if filled >= quantity && !quantity.is_zero() => OrderStatus::Filled,
            Standing::Working => OrderStatus::Open,
            Standing::Executed => OrderStatus::Filled,
            Standing::Cancelled => OrderStatus::Canceled,
            Standing::Unlisted => OrderStatus::Unconfirmed,
        };
        let said = matches!(status, OrderStatus::Canceled | OrderStatus::Unconfirmed);
        Some(VenueOrder {
            client_id,
            venue_id: self.id.to_string(),
            instrument: InstrumentId::new(venue.clone(), symbols.symbol(&self.symbol)?),
            side: side_of(self.original),
            order_type: kind,
            quantity,
            price,
            stop_price,
            status,
            filled,
            average: self.average.filter(|_| !filled.is_zero()),
            post_only: self.flags & POST_ONLY != 0,
            reduce_only: self.flags & REDUCE_ONLY != 0,
            fills,
            reason: said.then(|| self.status.clone()),
            time_ms: self.created_ms,
        })
    }
}

/// A trade of the account. The fee follows in a second message: without it there is no [`Fill`] yet.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WireTrade {
    pub id: u64,
    pub symbol: String,
    pub order: u64,
    pub cid: Option<u64>,
    pub time_ms: i64,
    pub amount: Decimal,
    pub price: Decimal,
    pub maker: bool,
    /// Below zero: charged.
    pub fee: Option<(Decimal, String)>,
}

impl WireTrade {
    pub fn read(row: &Row<'_>) -> Result<Self, Unreadable> {
        let read = || {
            Some(Self {
                id: row.id(0)?,
                symbol: row.text(1)?,
                order: row.id(3)?,
                cid: row.id(11),
                time_ms: row.int(2)?,
                amount: row.decimal(4)?,
                price: row.decimal(5)?,
                maker: row.int(8) == Some(1),
                fee: row.decimal(9).zip(row.text(10)),
            })
        };
        read().ok_or_else(|| row.lacks("a trade of the account"))
    }

    /// `None`: no fee yet, or a pair we have no word for.
    pub fn fill(&self, venue: &VenueId, symbols: &Symbols, client_id: String) -> Option<Fill> {
        let (fee, currency) = self.fee.as_ref()?;
        Some(Fill {
            client_id,
            trade_id: self.id.to_string(),
            instrument: InstrumentId::new(venue.clone(), symbols.symbol(&self.symbol)?),
            side: side_of(self.amount),
            quantity: self.amount.abs(),
            price: self.price,
            // the venue writes what the wallet gains, we what is paid
            fee: if fee.is_zero() { Decimal::ZERO } else { -*fee },
            fee_currency: symbols.name(currency),
            maker: self.maker,
            time_ms: self.time_ms,
        })
    }
}

/// A wallet's row. `available` is not there until the venue has worked it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireWallet {
    pub wallet: String,
    /// The venue's code of the currency.
    pub code: String,
    pub total: Decimal,
    pub available: Option<Decimal>,
}

impl WireWallet {
    pub fn read(row: &Row<'_>) -> Result<Self, Unreadable> {
        let read = || {
            Some(Self {
                wallet: row.text(0)?,
                code: row.text(1)?,
                total: row.decimal(2)?,
                available: row.decimal(4),
            })
        };
        read().ok_or_else(|| row.lacks("a wallet"))
    }

    pub fn balance(&self, symbols: &Symbols) -> Option<Balance> {
        Some(Balance { currency: symbols.name(&self.code), total: self.total, available: self.available? })
    }
}

/// A position's row; a closed one has nothing of it left. `None`: a pair we have no word for.
pub fn position(row: &Row<'_>, symbols: &Symbols) -> Result<Option<Position>, Unreadable> {
    let fields = || Some((row.text(0)?, row.text(1)?, row.decimal(2)?));
    let (symbol, status, amount) = fields().ok_or_else(|| row.lacks("a position"))?;
    let symbol: Option<Symbol> = symbols.symbol(&symbol);
    Ok(symbol.map(|symbol| Position {
        symbol,
        quantity: if status == "CLOSED" { Decimal::ZERO } else { amount },
        entry_price: row.decimal(3).unwrap_or_default(),
        unrealised: row.decimal(6),
        liquidation_price: row.decimal(8),
        leverage: row.decimal(9),
    }))
}

/// The answer to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification<'a> {
    pub kind: String,
    /// Raw: an order, a list of them, or `null`.
    pub data: &'a str,
    pub code: Option<i64>,
    pub status: String,
    pub text: String,
}

impl<'a> Notification<'a> {
    /// `[MTS, TYPE, MESSAGE_ID, null, DATA, CODE, STATUS, TEXT]`.
    pub fn read(row: &Row<'a>) -> Result<Self, Unreadable> {
        let read = || {
            Some(Self {
                kind: row.text(1)?,
                data: row.raw(4),
                code: row.int(5),
                status: row.text(6)?,
                text: row.text(7).unwrap_or_default(),
            })
        };
        read().ok_or_else(|| row.lacks("a notification"))
    }

    /// Only `SUCCESS` is: the list of other words is open.
    pub fn is_success(&self) -> bool {
        self.status == "SUCCESS"
    }

    /// Numbers of the orders it speaks of, the venue's and ours, as far as they are told.
    pub fn numbers(&self) -> Vec<(Option<u64>, Option<u64>)> {
        let Ok(row) = Row::read(self.data) else { return Vec::new() };
        let rows = if row.is_nested() { Row::list(self.data).unwrap_or_default() } else { vec![row] };
        rows.iter().map(|row| (row.id(0), row.id(2))).collect()
    }

    /// The orders it speaks of; REST wraps one in a list, the stream does not.
    pub fn orders(&self) -> Vec<WireOrder> {
        let Ok(row) = Row::read(self.data) else { return Vec::new() };
        if row.is_nested() {
            let rows = Row::list(self.data).unwrap_or_default();
            return rows.iter().filter_map(|row| WireOrder::read(row).ok()).collect();
        }
        WireOrder::read(&row).into_iter().collect()
    }
}

#[cfg(test)]
#[path = "orders_tests.rs"]
mod tests;
