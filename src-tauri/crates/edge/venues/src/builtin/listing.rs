//! What the built-in market lists.

use domain::{Decimal, Instrument, InstrumentId, Symbol, SymbolError, VenueId};

/// The nature of one built-in instrument.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Listing {
    pub symbol: &'static str,
    /// About where the price lives, in quote currency.
    pub price: f64,
    /// Decimals of the tick.
    pub price_decimals: u32,
    /// Decimals of the lot.
    pub lot_decimals: u32,
    /// Usual standard deviation of a minute's move, as a fraction.
    pub minute_volatility: f64,
    /// Usual volume of a minute, in base currency.
    pub minute_volume: f64,
}

pub const LISTINGS: [Listing; 3] = [
    Listing {
        symbol: "SIM-A/USD",
        price: 104.0,
        price_decimals: 2,
        lot_decimals: 4,
        minute_volatility: 0.000_40,
        minute_volume: 260.0,
    },
    Listing {
        symbol: "SIM-B/USD",
        price: 12.4,
        price_decimals: 3,
        lot_decimals: 2,
        minute_volatility: 0.000_50,
        minute_volume: 1_500.0,
    },
    Listing {
        symbol: "SIM-C/USD",
        price: 1_900.0,
        price_decimals: 1,
        lot_decimals: 3,
        minute_volatility: 0.000_35,
        minute_volume: 18.0,
    },
];

impl Listing {
    /// The instrument with its steps and fees.
    pub fn instrument(&self) -> Result<Instrument, SymbolError> {
        let symbol: Symbol = self.symbol.parse()?;
        let lot = Decimal::new(1, self.lot_decimals);
        Ok(Instrument {
            id: InstrumentId::new(VenueId::builtin(), symbol),
            tick: Decimal::new(1, self.price_decimals),
            lot,
            min_quantity: lot,
            min_notional: Decimal::ONE,
            maker_fee: Decimal::new(1, 3),
            taker_fee: Decimal::new(1, 3),
        })
    }

    /// Ticks in one unit of the quote currency.
    pub fn ticks_per_unit(&self) -> f64 {
        10_u32.pow(self.price_decimals).into()
    }

    /// Lots in one unit of the base currency.
    pub fn lots_per_unit(&self) -> f64 {
        10_u32.pow(self.lot_decimals).into()
    }
}
