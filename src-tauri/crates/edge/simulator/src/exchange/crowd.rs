//! Everybody else: what they quote and take, a pure function of seed, market, price and step.

use domain::Side;

use super::grid::Grid;
use super::hash::{mix, mix_signed, unit};
use super::path::Path;

/// Length of a step, milliseconds.
pub const STEP_MS: i64 = 100;
/// Levels quoted on each side.
const DEPTH: i64 = 250;
/// Distance of levels, of the middle price.
const SPACING: f64 = 0.000_02;
/// One step in three sees somebody take.
const TAKES: f64 = 0.33;

/// A level quoted by the crowd. The price axis is cut into cells of equal width with one price in each, so that a level
/// stays where it is while the market moves past it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quoted {
    pub cell: i64,
    /// Rises when the crowd quotes the level anew.
    pub version: i64,
    /// The step at which it does.
    pub until: i64,
    pub side: Side,
    pub ticks: i64,
    pub lots: i64,
    pub orders: u32,
}

/// What the crowd takes at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taking {
    pub side: Side,
    pub lots: i64,
}

#[derive(Debug, Clone, Copy)]
pub struct Crowd {
    key: u64,
    cell_ticks: i64,
    base_dollars: f64,
}

impl Crowd {
    pub fn new(key: u64, path: &Path, grid: &Grid) -> Self {
        let cell_ticks = (grid.ticks(path.middle()) * SPACING).round().max(1.0) as i64;
        Self { key, cell_ticks, base_dollars: path.base_dollars() }
    }

    /// Cells quoted around a price in ticks, lowest and highest.
    pub fn window(&self, mid_ticks: f64) -> (i64, i64) {
        let centre = self.cell(mid_ticks);
        ((centre - DEPTH).max(1), centre + DEPTH)
    }

    /// The cell of a price in ticks.
    pub fn cell(&self, ticks: f64) -> i64 {
        (ticks / self.cell_ticks as f64) as i64
    }

    /// The level of a cell; `None` where the price itself stands.
    pub fn quote(&self, cell: i64, mid_ticks: f64, step: i64, grid: &Grid) -> Option<Quoted> {
        let key = mix_signed(self.key, cell);
        let ticks = cell * self.cell_ticks + (key % self.cell_ticks.cast_unsigned()).cast_signed();
        let away = ticks as f64 - mid_ticks;
        if away.abs() < 0.25 {
            return None;
        }
        let side = if away < 0.0 { Side::Buy } else { Side::Sell };
        let shape = mix(key, 1);
        let period = 15 + (shape % 150).cast_signed();
        let phase = (shape >> 32).cast_signed() % period;
        let version = (step + phase).div_euclid(period);
        let until = (version + 1) * period - phase;
        let drawn = mix_signed(mix(key, 2), version);
        let far = (away.abs() / self.cell_ticks as f64).min(60.0);
        let dollars = (500.0 + 12_000.0 * unit(drawn).powi(2)) * (1.0 + far * 0.05);
        let orders = 1 + (drawn % 5) as u32;
        Some(Quoted {
            cell,
            version,
            until,
            side,
            ticks,
            lots: grid.lots(dollars / self.base_dollars),
            orders,
        })
    }

    pub fn taking(&self, step: i64, grid: &Grid) -> Option<Taking> {
        let drawn = mix_signed(mix(self.key, 3), step);
        if unit(drawn) >= TAKES {
            return None;
        }
        let more = mix(drawn, 4);
        let side = if more & 1 == 0 { Side::Buy } else { Side::Sell };
        let dollars = 20.0 + 6_000.0 * unit(mix(more, 5)).powi(4);
        Some(Taking { side, lots: grid.lots(dollars / self.base_dollars) })
    }
}
