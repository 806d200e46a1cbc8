//! What a report says about its test besides the result.

use backtest::{Settings, Sizing};
use domain::Timeframe;

use crate::number;

/// What was tested, on what, with what.
#[derive(Debug, Clone, PartialEq)]
pub struct Meta {
    pub strategy: String,
    /// Names and values in the order of the strategy's schema.
    pub parameters: Vec<(String, String)>,
    pub symbol: String,
    /// The venue, or the file the candles came from.
    pub venue: String,
    pub timeframe: Timeframe,
    pub settings: Settings,
}

impl Meta {
    /// Names and values of the set-up, in reading order.
    pub(crate) fn set_up(&self) -> Vec<(String, String)> {
        let s = &self.settings;
        let own = |name: &str, value: String| (name.to_owned(), value);
        let mut rows = vec![own("Market", format!("{} {} {}", self.symbol, self.venue, self.timeframe))];
        rows.extend(self.parameters.iter().cloned());
        rows.push(own("Capital", number::grouped(s.capital, 2)));
        rows.push(own("Fee", number::percent(s.fee, 3)));
        rows.push(own("Slippage", format!("{} bps", number::grouped(s.slippage_bps, 1))));
        rows.push(own("Sizing", sizing(s.sizing)));
        rows.push(own("Shorts", if s.short { "yes" } else { "no" }.to_owned()));
        rows.extend(s.stop_loss.map(|d| own("Stop-loss", number::percent(d, 2))));
        rows.extend(s.take_profit.map(|d| own("Take-profit", number::percent(d, 2))));
        rows
    }
}

fn sizing(sizing: Sizing) -> String {
    match sizing {
        Sizing::AllIn => "all in".to_owned(),
        Sizing::Fraction(f) => format!("{} of the cash", number::percent(f, 1)),
        Sizing::Quantity(q) => format!("{q} units"),
        Sizing::Risk(r) => format!("{} of the cash at risk", number::percent(r, 2)),
    }
}
