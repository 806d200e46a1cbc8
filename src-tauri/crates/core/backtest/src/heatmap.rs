//! Trades by weekday and hour of their entry.

use chrono::{DateTime, Datelike, Timelike};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::Trade;

pub const DAYS: usize = 7;
pub const HOURS: usize = 24;

/// Three grids of 7 weekdays (Monday first) by 24 hours, of the candle that filled the entry, in `zone`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Heatmaps {
    /// IANA name.
    pub zone: String,
    /// Mean return as a fraction; `None` where no trade was entered.
    pub mean_return: Vec<Vec<Option<f64>>>,
    /// Winning share; `None` where no trade was entered.
    pub win_rate: Vec<Vec<Option<f64>>>,
    pub counts: Vec<Vec<u32>>,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    count: u32,
    wins: u32,
    sum: f64,
}

impl Cell {
    fn per_trade(self, value: f64) -> Option<f64> {
        (self.count > 0).then(|| value / f64::from(self.count))
    }
}

impl Heatmaps {
    /// The same trades in another zone make another grid; nothing else changes.
    pub fn of(trades: &[Trade], zone: Tz) -> Self {
        let mut cells = [[Cell::default(); HOURS]; DAYS];
        for trade in trades {
            let Some(entry) = DateTime::from_timestamp_millis(trade.entry_ms) else { continue };
            let local = entry.with_timezone(&zone);
            let cell = &mut cells[local.weekday().num_days_from_monday() as usize][local.hour() as usize];
            cell.count += 1;
            cell.wins += u32::from(trade.won());
            cell.sum += trade.ret;
        }
        Self {
            zone: zone.name().to_owned(),
            mean_return: grid(&cells, |c| c.per_trade(c.sum)),
            win_rate: grid(&cells, |c| c.per_trade(f64::from(c.wins))),
            counts: grid(&cells, |c| c.count),
        }
    }
}

fn grid<T>(cells: &[[Cell; HOURS]; DAYS], value: impl Fn(Cell) -> T) -> Vec<Vec<T>> {
    cells.iter().map(|day| day.iter().map(|cell| value(*cell)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trade::tests::trade_at;

    #[test]
    fn an_entry_stands_at_its_local_weekday_and_hour() {
        // 2019-10-17 (Thursday) 20:00 UTC is Friday 01:30 in Kolkata.
        let t = 1_571_342_400_000;
        let trades = [trade_at(t, 0.5), trade_at(t, -0.25), trade_at(t + 86_400_000, 0.0)];
        let utc = Heatmaps::of(&trades, Tz::UTC);
        assert_eq!(
            (utc.mean_return[3][20], utc.win_rate[3][20], utc.counts[3][20]),
            (Some(0.125), Some(0.5), 2)
        );
        assert_eq!((utc.mean_return[4][20], utc.win_rate[4][20]), (Some(0.0), Some(0.0)));
        assert_eq!((utc.mean_return[0][0], utc.win_rate[0][0], utc.counts[0][0]), (None, None, 0));
        let kolkata = Heatmaps::of(&trades, Tz::Asia__Kolkata);
        assert_eq!((kolkata.counts[4][1], kolkata.counts[5][1], kolkata.counts[3][20]), (2, 1, 0));
    }

    #[test]
    fn the_hour_repeated_when_clocks_go_back_counts_twice_in_one_cell() {
        // 2019-10-27: 00:30 and 01:30 UTC are both 02:30 in Stockholm.
        let t = 1_572_136_200_000;
        let map = Heatmaps::of(&[trade_at(t, 0.1), trade_at(t + 3_600_000, 0.1)], Tz::Europe__Stockholm);
        assert_eq!(map.counts[6][2], 2);
    }
}
