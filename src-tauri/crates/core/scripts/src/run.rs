//! One run of a script: what it has used up, how far it may see, and whether it was stopped.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use mlua::{Buffer, Error, Lua, VmState};

use crate::error::Raised;
use crate::limits::Stop;
use crate::line::current_line;
use crate::{Fault, Limits};

/// Bytes the script allocates that count as a step.
const BYTES_A_STEP: usize = 64;
/// Values of a column that count as a step.
const VALUES_A_STEP: usize = 16;
/// Memory that may pile up before rubbish is collected.
const LEAST_COLLECTED: usize = 1 << 20;
/// Columns that may pile up before those dropped are collected, in eighths.
const COLUMNS_A_COLLECTION: usize = 8 * Room::COLUMN;
/// Calls, returns and loop turns between two looks at the memory.
const TICKS_A_WEIGHING: u32 = 8;
/// Steps between two looks at the caller's stop.
const STEPS_A_LOOK: u64 = 1024;

pub(crate) struct Run {
    file: String,
    candles: usize,
    limits: Limits,
    step_limit: u64,
    steps: Cell<u64>,
    /// Steps up to which there is nothing to see to.
    alarm: Cell<u64>,
    ticks: Cell<u32>,
    memory: Cell<usize>,
    collect_at: Cell<usize>,
    /// In eighths of a column, as is when to collect next.
    columns: Cell<usize>,
    collect_columns_at: Cell<usize>,
    stopped: RefCell<Option<Raised>>,
    seen_line: Cell<Option<u32>>,
    stop: RefCell<Option<Stop>>,
    /// Holds how many candles are known while `on_candle` runs; none before.
    known: RefCell<Option<Buffer>>,
    conditions: RefCell<Vec<Rc<Use>>>,
}

/// Whether a condition has been of use yet.
pub(crate) struct Use {
    line: Option<u32>,
    used: Cell<bool>,
}

impl Use {
    pub fn mark(&self) {
        self.used.set(true);
    }
}

/// Room taken, given back when dropped.
pub(crate) struct Room {
    run: Rc<Run>,
    eighths: usize,
}

impl Room {
    pub const COLUMN: usize = 8;
    pub const CONDITION: usize = 1;

    pub fn run(&self) -> &Rc<Run> {
        &self.run
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.run.columns.set(self.run.columns.get().saturating_sub(self.eighths));
    }
}

impl Run {
    pub fn new(file: &str, candles: usize, limits: Limits, stop: Option<Stop>) -> Rc<Self> {
        let step_limit = limits.steps_for(candles);
        Rc::new(Self {
            file: file.to_owned(),
            candles,
            limits,
            step_limit,
            steps: Cell::new(0),
            alarm: Cell::new(if stop.is_some() { STEPS_A_LOOK.min(step_limit) } else { step_limit }),
            ticks: Cell::new(0),
            memory: Cell::new(0),
            collect_at: Cell::new(LEAST_COLLECTED.min(limits.memory_bytes / 2)),
            columns: Cell::new(0),
            collect_columns_at: Cell::new(COLUMNS_A_COLLECTION),
            stopped: RefCell::new(None),
            seen_line: Cell::new(None),
            stop: RefCell::new(stop),
            known: RefCell::new(None),
            conditions: RefCell::new(Vec::new()),
        })
    }

    pub fn file(&self) -> &str {
        &self.file
    }

    /// How many candles the run goes over.
    pub fn candles(&self) -> usize {
        self.candles
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    pub fn stopped(&self) -> Option<Raised> {
        self.stopped.borrow().clone()
    }

    /// The line the script was last seen at, for faults that come without one.
    pub fn seen_line(&self) -> Option<u32> {
        self.seen_line.get()
    }

    /// Puts this run in charge of the interpreter: each call, return and loop turn is counted, and rubbish is collected
    /// here and nowhere else, so that what is allocated can be counted too.
    pub fn watch(self: &Rc<Self>, lua: &Lua) -> mlua::Result<()> {
        lua.gc_stop();
        lua.set_memory_limit(self.limits.memory_bytes)?;
        self.memory.set(lua.used_memory());
        let run = Rc::clone(self);
        lua.set_interrupt(move |lua| run.tick(lua).map(|()| VmState::Continue));
        Ok(())
    }

    fn tick(&self, lua: &Lua) -> mlua::Result<()> {
        let ticks = self.ticks.get().wrapping_add(1);
        self.ticks.set(ticks);
        if ticks.is_multiple_of(TICKS_A_WEIGHING) {
            self.weigh(lua)?;
        }
        self.spend(lua, 1)
    }

    fn weigh(&self, lua: &Lua) -> mlua::Result<()> {
        let used = lua.used_memory();
        let grown = used.saturating_sub(self.memory.replace(used));
        self.spend(lua, (grown / BYTES_A_STEP) as u64)?;
        if used > self.collect_at.get() { self.collect(lua) } else { Ok(()) }
    }

    fn collect(&self, lua: &Lua) -> mlua::Result<()> {
        self.seen_line.set(current_line(lua, &self.file));
        Self::clear(lua)?;
        let used = lua.used_memory();
        self.memory.set(used);
        let limit = self.limits.memory_bytes;
        let soon = (2 * used).max(used + LEAST_COLLECTED).min(limit / 4 * 3);
        self.collect_at.set(soon.max(used + limit / 16));
        self.spend(lua, (used / BYTES_A_STEP) as u64)
    }

    /// A full collection; it starts the automatic one again, which is not wanted.
    fn clear(lua: &Lua) -> mlua::Result<()> {
        lua.gc_collect()?;
        lua.gc_stop();
        Ok(())
    }

    /// Counts `steps`, and stops the run where they are too many.
    pub fn spend(&self, lua: &Lua, steps: u64) -> mlua::Result<()> {
        let now = self.steps.get().saturating_add(steps);
        self.steps.set(now);
        if now <= self.alarm.get() { Ok(()) } else { self.alarmed(lua, now) }
    }

    fn alarmed(&self, lua: &Lua, now: u64) -> mlua::Result<()> {
        if now > self.step_limit {
            return Err(self.end(lua, Fault::OutOfSteps { limit: self.step_limit }));
        }
        if self.stopped.borrow().is_some() || self.asked_to_stop() {
            return Err(self.end(lua, Fault::Stopped));
        }
        self.alarm.set(now.saturating_add(STEPS_A_LOOK).min(self.step_limit));
        Ok(())
    }

    fn asked_to_stop(&self) -> bool {
        self.stop.borrow_mut().as_mut().is_some_and(|stop| stop())
    }

    /// Counts a native function's way through `values` values.
    pub fn work(&self, lua: &Lua, values: usize) -> mlua::Result<()> {
        self.spend(lua, 1 + (values / VALUES_A_STEP) as u64)
    }

    /// Takes room for a column or a condition, collecting what the script has dropped if need be.
    pub fn reserve(self: &Rc<Self>, lua: &Lua, eighths: usize) -> mlua::Result<Room> {
        if self.columns.get() + eighths > self.collect_columns_at.get() {
            Self::clear(lua)?;
            self.collect_columns_at.set(self.columns.get() + COLUMNS_A_COLLECTION);
        }
        let columns = self.columns.get() + eighths;
        if columns > self.limits.columns.saturating_mul(Room::COLUMN) {
            return Err(self.end(lua, Fault::OutOfColumns { limit: self.limits.columns }));
        }
        self.columns.set(columns);
        Ok(Room { run: Rc::clone(self), eighths })
    }

    /// A fault at the line that is running; the script may catch it.
    pub fn fault(&self, lua: &Lua, fault: Fault) -> Error {
        Error::external(Raised { line: current_line(lua, &self.file), fault })
    }

    /// A fault that ends the run: caught or not, it is what the run ended with. The first one counts.
    fn end(&self, lua: &Lua, fault: Fault) -> Error {
        let first = self.stopped.borrow().clone();
        let first = first.unwrap_or_else(|| Raised { line: current_line(lua, &self.file), fault });
        *self.stopped.borrow_mut() = Some(first.clone());
        self.alarm.set(0);
        Error::external(first)
    }

    /// From here on `on_candle` runs, and `known` says how many candles it may see.
    pub fn see(&self, known: Option<Buffer>) {
        *self.known.borrow_mut() = known;
    }

    /// How many candles may be seen; none while whole columns are worked on.
    pub fn known(&self) -> Option<u64> {
        let known = self.known.borrow();
        known.as_ref().map(|buffer| u64::from(u32::from_le_bytes(buffer.read_bytes::<4>(0))))
    }

    pub fn condition(&self, lua: &Lua) -> Rc<Use> {
        let made = Rc::new(Use { line: current_line(lua, &self.file), used: Cell::new(false) });
        self.conditions.borrow_mut().push(Rc::clone(&made));
        made
    }

    /// Refuses what looks joined and is not: `a and b` leaves one of two conditions without use.
    pub fn all_used(&self) -> Result<(), Raised> {
        let conditions = self.conditions.borrow();
        match conditions.iter().find(|condition| !condition.used.get()) {
            Some(idle) => Err(Raised { line: idle.line, fault: Fault::UnusedCondition }),
            None => Ok(()),
        }
    }
}
