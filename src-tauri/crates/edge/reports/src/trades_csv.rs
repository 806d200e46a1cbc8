//! The trade list as CSV (RFC 4180). No value of it ever needs quotes.

use std::fmt::Write;

use backtest::Trade;

use crate::calendar::iso_utc;

const HEADER: &str = "entry_index,exit_index,entry_ms,exit_ms,entry_time,exit_time,side,entry_price,exit_price,\
                      quantity,pnl,return,fees,exit_reason\n";

/// One row a trade; the names of the command line's JSON, and both times in UTC. Figures read back to the last bit.
pub(crate) fn trades_csv(trades: &[Trade]) -> String {
    let mut csv = HEADER.to_owned();
    for t in trades {
        // Writing to a String cannot fail.
        let _ = writeln!(
            csv,
            "{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
            t.entry_index,
            t.exit_index,
            t.entry_ms,
            t.exit_ms,
            iso_utc(t.entry_ms),
            iso_utc(t.exit_ms),
            t.side.as_str(),
            t.entry_price,
            t.exit_price,
            t.quantity,
            t.pnl,
            t.ret,
            t.fees,
            t.exit_reason.as_str(),
        );
    }
    csv
}
