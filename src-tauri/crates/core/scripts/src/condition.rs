//! A condition as a script sees it: true or false at each candle.

use std::rc::Rc;

use mlua::{Lua, MetaMethod, UserData, UserDataFields, UserDataMethods, Value};

use crate::run::{Room, Run, Use};
use crate::{Fault, operand};

#[derive(Clone)]
pub(crate) struct Condition(Rc<Held>);

struct Held {
    values: Vec<bool>,
    used: Rc<Use>,
    room: Room,
}

impl Condition {
    /// Counts `len` values towards the run's work and room, then has them made. There must be as many.
    pub fn make(
        lua: &Lua,
        run: &Rc<Run>,
        len: usize,
        values: impl FnOnce() -> Vec<bool>,
    ) -> mlua::Result<Self> {
        run.work(lua, len)?;
        let room = run.reserve(lua, Room::CONDITION)?;
        let mut values = values();
        // of no candles at all, the first is not there to be false
        values.truncate(len);
        Ok(Self(Rc::new(Held { values, used: run.condition(lua), room })))
    }

    pub fn values(&self) -> &[bool] {
        &self.0.values
    }

    pub fn mark_used(&self) {
        self.0.used.mark();
    }

    fn run(&self) -> &Rc<Run> {
        self.0.room.run()
    }

    fn shifted(&self, lua: &Lua, by: &Value) -> mlua::Result<Self> {
        self.mark_used();
        let by = operand::candles(lua, self.run(), "shift", 0, by)?.min(self.values().len());
        let values = self.values();
        Self::make(lua, self.run(), values.len(), || {
            let mut out = vec![false; by];
            out.extend_from_slice(&values[..values.len() - by]);
            out
        })
    }

    /// Where it held at this candle or one of the `length - 1` before.
    fn within(&self, lua: &Lua, length: &Value) -> mlua::Result<Self> {
        self.mark_used();
        let length = operand::candles(lua, self.run(), "within", 1, length)?;
        let values = self.values();
        Self::make(lua, self.run(), values.len(), || {
            let mut since = usize::MAX;
            let held = |now: &bool| {
                since = if *now { 0 } else { since.saturating_add(1) };
                since < length
            };
            values.iter().map(held).collect()
        })
    }
}

impl UserData for Condition {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_meta_field(MetaMethod::Type, "condition");
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("shift", |lua, a, by: Value| a.shifted(lua, &by));
        methods.add_method("within", |lua, a, n: Value| a.within(lua, &n));
        methods.add_meta_method(MetaMethod::Index, |lua, a, _: Value| -> mlua::Result<bool> {
            Err(a.run().fault(lua, Fault::ColumnRead))
        });
        methods.add_meta_method(MetaMethod::Len, |lua, a, ()| -> mlua::Result<u64> {
            Err(a.run().fault(lua, Fault::ColumnRead))
        });
        methods.add_meta_method(MetaMethod::ToString, |_, _, ()| Ok("condition"));
        methods.add_meta_method(MetaMethod::Eq, |lua, a, _: Value| -> mlua::Result<bool> {
            Err(a.run().fault(lua, Fault::Comparison { operator: "==" }))
        });
    }
}
