//! Rows as they come, checked against each other, and turned into candles at the end.

use domain::{Candle, Candles, Timeframe};

use super::{ImportFault, Parsed};

/// One gigabyte of columns; fifty years of one-minute candles.
const MAX_ROWS: usize = 26_000_000;

/// With fewer rows than this, a wide smallest step may be chance rather than another timeframe.
const ENOUGH_ROWS: usize = 10;

/// A fault found after the rows were read, with the line of the row it is about (0: the file).
pub(super) type LateFault = (u64, ImportFault);

pub(super) struct Table {
    /// The timeframe in here is a stand-in until `finish`.
    columns: Candles,
    given: Option<Timeframe>,
    descending: bool,
    smallest_step_ms: i64,
    /// (row, line) wherever the line is not the one after the former row's.
    line_marks: Vec<(usize, u64)>,
    next_line: u64,
}

impl Table {
    pub fn new(given: Option<Timeframe>) -> Self {
        Self {
            columns: Candles::new(given.unwrap_or(Timeframe::M1)),
            given,
            descending: false,
            smallest_step_ms: i64::MAX,
            line_marks: Vec::new(),
            next_line: 0,
        }
    }

    pub fn rows(&self) -> usize {
        self.columns.len()
    }

    /// Adds a row that stands on `line`; the candle itself has been checked.
    pub fn push(&mut self, line: u64, candle: Candle) -> Result<(), ImportFault> {
        let time_ms = candle.time_ms;
        if let Some(timeframe) = self.given
            && timeframe.floor(time_ms) != time_ms
        {
            return Err(ImportFault::OffGrid { time_ms, timeframe });
        }
        if let Some(previous_ms) = self.columns.time_ms.last().copied() {
            if time_ms == previous_ms {
                return Err(ImportFault::DuplicateTime { time_ms });
            }
            let falls = time_ms < previous_ms;
            if self.rows() == 1 {
                self.descending = falls;
            } else if falls != self.descending {
                return Err(ImportFault::Unordered { previous_ms, time_ms });
            }
            self.smallest_step_ms = self.smallest_step_ms.min((time_ms - previous_ms).abs());
        }
        if self.rows() == MAX_ROWS {
            return Err(ImportFault::TooManyRows { limit: MAX_ROWS });
        }
        if line != self.next_line {
            self.line_marks.push((self.rows(), line));
        }
        self.next_line = line + 1;
        self.columns.push(candle);
        Ok(())
    }

    pub fn finish(mut self) -> Result<Parsed, LateFault> {
        let timeframe = self.timeframe().map_err(|fault| (0, fault))?;
        if let Some(row) = self.columns.time_ms.iter().position(|t| timeframe.floor(*t) != *t) {
            let time_ms = self.columns.time_ms[row];
            return Err((self.line_of(row), ImportFault::OffGrid { time_ms, timeframe }));
        }
        if self.descending {
            self.columns.time_ms.reverse();
            let c = &mut self.columns;
            for column in [&mut c.open, &mut c.high, &mut c.low, &mut c.close, &mut c.volume] {
                column.reverse();
            }
        }
        self.columns.timeframe = timeframe;
        Ok(Parsed { candles: self.columns, timeframe, reversed: self.descending })
    }

    fn timeframe(&self) -> Result<Timeframe, ImportFault> {
        let found = Timeframe::from_ms(self.smallest_step_ms);
        match (self.rows(), self.given) {
            (0, _) => Err(ImportFault::Empty),
            (1, None) => Err(ImportFault::TimeframeNeeded),
            (_, None) => found.ok_or(ImportFault::UnknownTimeframe { step_ms: self.smallest_step_ms }),
            (rows, Some(given)) => match found {
                Some(found) if rows >= ENOUGH_ROWS && found > given => {
                    Err(ImportFault::TimeframeMismatch { given, found })
                }
                _ => Ok(given),
            },
        }
    }

    fn line_of(&self, row: usize) -> u64 {
        let after = self.line_marks.partition_point(|(marked, _)| *marked <= row);
        match after.checked_sub(1).and_then(|i| self.line_marks.get(i)) {
            Some((marked, line)) => line + (row - marked) as u64,
            None => 0,
        }
    }
}
