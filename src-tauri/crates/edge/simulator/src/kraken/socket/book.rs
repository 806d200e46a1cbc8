//! The book channel: what changed within its depth, and the checksum over its top.

use domain::{Decimal, Symbol};

use crate::exchange::{BookLevel, BookView};
use crate::faults::{FaultKind, Point};
use crate::kraken::names::fixed;
use crate::kraken::time;
use crate::wire::Frame;
use crate::world::World;

const CHECKED: usize = 10;

/// One pair's book as the peer has it.
pub struct BookFeed {
    pub symbol: Symbol,
    pub depth: usize,
    told: BookView,
    decimals: (u32, u32),
}

impl BookFeed {
    pub fn new(symbol: Symbol, depth: usize) -> Self {
        Self { symbol, depth, told: BookView::default(), decimals: (0, 0) }
    }

    pub fn snapshot(&mut self, world: &mut World) -> Option<Frame> {
        let listing = world.exchange.listing(&self.symbol)?;
        self.decimals = (listing.price_decimals(), listing.quantity_decimals());
        self.told = world.exchange.book(&self.symbol, self.depth)?;
        let (bids, asks) = (self.told.bids.clone(), self.told.asks.clone());
        Some(self.frame(world, "snapshot", &bids, &asks))
    }

    /// What the peer must be told now; `None`: nothing it can see changed.
    pub fn update(&mut self, world: &mut World) -> Option<Frame> {
        let now = world.exchange.book(&self.symbol, self.depth)?;
        let bids = changes(&self.told.bids, &now.bids, self.depth, |a, b| a < b);
        let asks = changes(&self.told.asks, &now.asks, self.depth, |a, b| a > b);
        if bids.is_empty() && asks.is_empty() {
            return None;
        }
        self.told = now;
        Some(self.frame(world, "update", &bids, &asks))
    }

    /// Numbers with all their digits, as Kraken writes them here: a JSON value would lose the zeros.
    fn frame(&self, world: &mut World, kind: &str, bids: &[BookLevel], asks: &[BookLevel]) -> Frame {
        let levels = |levels: &[BookLevel]| {
            let one = |level: &BookLevel| {
                let (price, size) = (fixed(level.price, self.decimals.0), fixed(level.size, self.decimals.1));
                format!(r#"{{"price":{price},"qty":{size}}}"#)
            };
            levels.iter().map(one).collect::<Vec<_>>().join(",")
        };
        let wrong = kind == "update" && world.fault(FaultKind::WrongChecksum, Point::channel("book"));
        let checksum = self.checksum() ^ u32::from(wrong);
        let (symbol, now) = (&self.symbol, time::rfc3339(world.now_ms()));
        let (bids, asks) = (levels(bids), levels(asks));
        Frame::text(format!(
            r#"{{"channel":"book","type":"{kind}","data":[{{"symbol":"{symbol}","bids":[{bids}],"asks":[{asks}],"checksum":{checksum},"timestamp":"{now}"}}]}}"#
        ))
        .on("book")
    }

    fn checksum(&self) -> u32 {
        let digits = |value: Decimal, decimals: u32| {
            let plain = fixed(value, decimals).replace('.', "");
            plain.trim_start_matches('0').to_owned()
        };
        let level =
            |level: &BookLevel| digits(level.price, self.decimals.0) + &digits(level.size, self.decimals.1);
        let asks = self.told.asks.iter().take(CHECKED);
        let text: String = asks.chain(self.told.bids.iter().take(CHECKED)).map(level).collect();
        crc32fast::hash(text.as_bytes())
    }
}

/// Levels that are new or changed, and those taken away. What was pushed out by better ones goes without a word.
fn changes(
    old: &[BookLevel],
    new: &[BookLevel],
    depth: usize,
    worse: impl Fn(Decimal, Decimal) -> bool,
) -> Vec<BookLevel> {
    let worst = new.last().filter(|_| new.len() >= depth).map(|level| level.price);
    let gone = old.iter().filter(|level| {
        new.iter().all(|one| one.price != level.price)
            && !worst.is_some_and(|worst| worse(level.price, worst))
    });
    let gone = gone.map(|level| BookLevel { size: Decimal::ZERO, ..*level });
    let changed =
        new.iter().filter(|level| old.iter().all(|one| one.price != level.price || one.size != level.size));
    gone.chain(changed.copied()).collect()
}
