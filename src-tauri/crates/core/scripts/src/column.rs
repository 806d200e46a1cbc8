//! A column of numbers as a script sees it: one value a candle, worked on as a whole.

use std::rc::Rc;

use mlua::{Lua, MetaMethod, UserData, UserDataFields, UserDataMethods, Value};

use crate::condition::Condition;
use crate::market::Field;
use crate::operand::{self, Operand};
use crate::run::{Room, Run};
use crate::{Fault, arithmetic, rolling};

#[derive(Clone)]
pub(crate) struct Column(Rc<Held>);

struct Held {
    values: Vec<f64>,
    /// Set where this is one of the candles' own columns.
    field: Option<Field>,
    room: Room,
}

impl Column {
    /// Counts `len` values towards the run's work and takes room, then has them made.
    pub fn make(
        lua: &Lua,
        run: &Rc<Run>,
        len: usize,
        values: impl FnOnce() -> Vec<f64>,
    ) -> mlua::Result<Self> {
        let room = Self::reserve(lua, run, len)?;
        Ok(Self::held(room, None, values()))
    }

    pub fn of_candles(
        lua: &Lua,
        run: &Rc<Run>,
        field: Field,
        values: impl FnOnce() -> Vec<f64>,
    ) -> mlua::Result<Self> {
        let room = Self::reserve(lua, run, run.candles())?;
        Ok(Self::held(room, Some(field), values()))
    }

    pub fn reserve(lua: &Lua, run: &Rc<Run>, len: usize) -> mlua::Result<Room> {
        run.work(lua, len)?;
        run.reserve(lua, Room::COLUMN)
    }

    pub fn held(room: Room, field: Option<Field>, values: Vec<f64>) -> Self {
        Self(Rc::new(Held { values, field, room }))
    }

    pub fn values(&self) -> &[f64] {
        &self.0.values
    }

    pub fn field(&self) -> Option<Field> {
        self.0.field
    }

    pub fn run(&self) -> &Rc<Run> {
        self.0.room.run()
    }

    fn map(&self, lua: &Lua, change: impl Fn(f64) -> f64) -> mlua::Result<Self> {
        let values = self.values();
        Self::make(lua, self.run(), values.len(), || values.iter().map(|v| change(*v)).collect())
    }

    /// The value at candle `index`, counted from 1; before the first candle there is none (`NaN`).
    fn read(&self, lua: &Lua, index: &Value) -> mlua::Result<f64> {
        let run = self.run();
        let Some(known) = run.known() else { return Err(run.fault(lua, Fault::ColumnRead)) };
        let Some(index) = operand::number(index).filter(|n| n.fract() == 0.0) else {
            return Err(operand::wrong(lua, run, "column[i]", "the number of a candle", index));
        };
        if index > known as f64 {
            return Err(run.fault(lua, Fault::LookAhead { index: index as u64, known }));
        }
        let value = (index as usize).checked_sub(1).and_then(|i| self.values().get(i));
        Ok(value.copied().unwrap_or(f64::NAN))
    }

    fn compare(
        &self,
        lua: &Lua,
        call: &str,
        other: &Value,
        holds: impl Fn(f64, f64) -> bool,
    ) -> mlua::Result<Condition> {
        let run = self.run();
        let other = Operand::expect(lua, run, call, other)?;
        let mine = self.values();
        Condition::make(lua, run, mine.len(), || match other {
            Operand::Number(level) => mine.iter().map(|v| holds(*v, level)).collect(),
            Operand::Column(other) => mine.iter().zip(other.values()).map(|(a, b)| holds(*a, *b)).collect(),
        })
    }

    /// Where this column was on the one side of the other, or on it, and is on the other side.
    fn cross(&self, lua: &Lua, call: &str, other: &Value, up: bool) -> mlua::Result<Condition> {
        let run = self.run();
        let other = Operand::expect(lua, run, call, other)?;
        let crossed = |before: (f64, f64), now: (f64, f64)| match up {
            true => before.0 <= before.1 && now.0 > now.1,
            false => before.0 >= before.1 && now.0 < now.1,
        };
        let mine = self.values();
        Condition::make(lua, run, mine.len(), || match &other {
            Operand::Number(level) => {
                joined(mine.windows(2).map(|w| crossed((w[0], *level), (w[1], *level))))
            }
            Operand::Column(other) => {
                let pairs = mine.windows(2).zip(other.values().windows(2));
                joined(pairs.map(|(a, b)| crossed((a[0], b[0]), (a[1], b[1]))))
            }
        })
    }

    fn shifted(&self, lua: &Lua, by: &Value) -> mlua::Result<Self> {
        let by = operand::candles(lua, self.run(), "shift", 0, by)?.min(self.values().len());
        let values = self.values();
        Self::make(lua, self.run(), values.len(), || {
            let mut out = vec![f64::NAN; by];
            out.extend_from_slice(&values[..values.len() - by]);
            out
        })
    }

    fn rolled(
        &self,
        lua: &Lua,
        call: &str,
        length: &Value,
        roll: fn(&[f64], usize) -> Vec<f64>,
    ) -> mlua::Result<Self> {
        let length = operand::candles(lua, self.run(), call, 1, length)?;
        let values = self.values();
        if length > values.len() {
            return Self::make(lua, self.run(), values.len(), || vec![f64::NAN; values.len()]);
        }
        self.run().work(lua, 4 * values.len())?;
        Self::make(lua, self.run(), values.len(), || roll(values, length))
    }
}

/// Nothing crosses at the first candle.
fn joined(crossings: impl ExactSizeIterator<Item = bool>) -> Vec<bool> {
    let mut held = Vec::with_capacity(crossings.len() + 1);
    held.push(false);
    held.extend(crossings);
    held
}

impl UserData for Column {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_meta_field(MetaMethod::Type, "column");
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        arithmetic::add(methods);
        methods.add_method("above", |lua, a, b: Value| a.compare(lua, "above", &b, |a, b| a > b));
        methods.add_method("below", |lua, a, b: Value| a.compare(lua, "below", &b, |a, b| a < b));
        methods.add_method("at_least", |lua, a, b: Value| a.compare(lua, "at_least", &b, |a, b| a >= b));
        methods.add_method("at_most", |lua, a, b: Value| a.compare(lua, "at_most", &b, |a, b| a <= b));
        methods.add_method("crosses_above", |lua, a, b: Value| a.cross(lua, "crosses_above", &b, true));
        methods.add_method("crosses_below", |lua, a, b: Value| a.cross(lua, "crosses_below", &b, false));
        methods.add_method("shift", |lua, a, by: Value| a.shifted(lua, &by));
        methods.add_method("highest", |lua, a, n: Value| a.rolled(lua, "highest", &n, rolling::highest));
        methods.add_method("lowest", |lua, a, n: Value| a.rolled(lua, "lowest", &n, rolling::lowest));
        methods.add_method("sum", |lua, a, n: Value| a.rolled(lua, "sum", &n, rolling::sum));
        methods.add_method("mean", |lua, a, n: Value| a.rolled(lua, "mean", &n, rolling::mean));
        methods.add_method("abs", |lua, a, ()| a.map(lua, f64::abs));
        methods.add_method("sqrt", |lua, a, ()| a.map(lua, f64::sqrt));
        methods.add_method("log", |lua, a, ()| a.map(lua, f64::ln));
        methods.add_meta_method(MetaMethod::Index, |lua, a, index: Value| match index {
            Value::String(name) => {
                let call = format!("column.{}", name.to_string_lossy());
                let expected = "the name of a method (docs/SCRIPTS.md lists them), called with a colon";
                Err(operand::wrong(lua, a.run(), &call, expected, &Value::String(name)))
            }
            index => a.read(lua, &index),
        });
        methods.add_meta_method(MetaMethod::Len, |lua, a, ()| match a.run().known() {
            Some(known) => Ok(known),
            None => Err(a.run().fault(lua, Fault::ColumnRead)),
        });
        methods.add_meta_method(MetaMethod::ToString, |_, _, ()| Ok("column"));
        for (name, operator) in [(MetaMethod::Lt, "<"), (MetaMethod::Le, "<="), (MetaMethod::Eq, "==")] {
            methods.add_meta_method(name, move |lua, a, _: Value| -> mlua::Result<bool> {
                Err(a.run().fault(lua, Fault::Comparison { operator }))
            });
        }
    }
}
