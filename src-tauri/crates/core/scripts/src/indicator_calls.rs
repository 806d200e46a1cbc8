//! `ta`: every indicator of the registry as a function, run natively over whole columns.

use std::rc::Rc;
use std::sync::LazyLock;

use domain::{Candles, Timeframe};
use indicators::{Indicator, Params};
use mlua::{Function, Lua, MultiValue, Scope, Table, Value};

use crate::column::Column;
use crate::market::{Field, sealed};
use crate::run::{Room, Run};
use crate::{Fault, operand};

/// Steps a native indicator is counted with for each value, over those of making its columns.
const PASSES: usize = 4;

/// What an indicator is computed over.
enum Source {
    Candles,
    Column(Column),
}

/// The table `ta`. `market` is what the script knows as `candles`.
pub(crate) fn table<'scope, 'env>(
    lua: &Lua,
    scope: &'scope Scope<'scope, 'env>,
    run: &Rc<Run>,
    candles: &'env Candles,
    market: &Table,
) -> mlua::Result<Table> {
    let functions = lua.create_table()?;
    for indicator in indicators::registry() {
        let (here, market) = (Rc::clone(run), market.to_pointer());
        let call = move |lua: &Lua, arguments: MultiValue| {
            let call = Call { lua, run: &here, indicator };
            call.answer(candles, |table| table.to_pointer() == market, arguments)
        };
        functions.raw_set(indicator.spec.name, scope.create_function(call)?)?;
    }
    let here = Rc::clone(run);
    let index = lua.create_function(move |lua, (_, name): (Table, Value)| {
        let asked = match &name {
            Value::String(text) => text.to_string_lossy(),
            other => operand::described(other),
        };
        indicators::find(&asked).map_err(|unknown| here.fault(lua, Fault::Indicator(unknown)))?;
        functions.raw_get::<Function>(name)
    })?;
    sealed(lua, [("__index", index)])
}

struct Call<'a> {
    lua: &'a Lua,
    run: &'a Rc<Run>,
    indicator: &'static Indicator,
}

impl Call<'_> {
    fn answer(
        &self,
        candles: &Candles,
        is_market: impl Fn(&Table) -> bool,
        mut arguments: MultiValue,
    ) -> mlua::Result<MultiValue> {
        let source = self.source(&arguments.pop_front().unwrap_or(Value::Nil), is_market)?;
        let given = self.parameters(&arguments)?;
        let spec = &self.indicator.spec;
        let params = spec.resolve(&given).map_err(|error| self.fault(Fault::Indicator(error)))?;
        self.run.work(self.lua, PASSES * candles.len())?;
        let rooms = spec.columns.iter().map(|_| Column::reserve(self.lua, self.run, candles.len()));
        let rooms: Vec<Room> = rooms.collect::<mlua::Result<_>>()?;
        let columns = match source {
            Source::Candles => (self.indicator.batch)(&params, candles),
            Source::Column(column) if column.field() == Some(Field::Close) => {
                (self.indicator.batch)(&params, candles)
            }
            Source::Column(column) => over_one_column(self.indicator, &params, column.values()),
        };
        let made = columns.into_iter().zip(rooms).map(|(values, room)| {
            self.lua.create_userdata(Column::held(room, None, values)).map(Value::UserData)
        });
        made.collect()
    }

    fn source(&self, value: &Value, is_market: impl Fn(&Table) -> bool) -> mlua::Result<Source> {
        let name = self.indicator.spec.name;
        match value {
            Value::Table(table) if is_market(table) => return Ok(Source::Candles),
            Value::UserData(data) => {
                if let Ok(column) = data.borrow::<Column>() {
                    let enough = reads_closes_only(self.indicator);
                    let source = Source::Column(column.clone());
                    return if enough {
                        Ok(source)
                    } else {
                        Err(self.fault(Fault::NeedsCandles { indicator: name }))
                    };
                }
            }
            _ => {}
        }
        let expected =
            if reads_closes_only(self.indicator) { "`candles` or a column first" } else { "`candles` first" };
        Err(operand::wrong(self.lua, self.run, &format!("ta.{name}"), expected, value))
    }

    /// Parameters in the order of the indicator's own, or one table of them by name.
    fn parameters(&self, arguments: &MultiValue) -> mlua::Result<Params> {
        let spec = &self.indicator.spec;
        let call = format!("ta.{}", spec.name);
        let number = |value: &Value| {
            operand::number(value)
                .ok_or_else(|| operand::wrong(self.lua, self.run, &call, "numbers as parameters", value))
        };
        if let Some(Value::Table(named)) = arguments.front() {
            let pairs = named.pairs::<String, Value>();
            return pairs.map(|pair| pair.and_then(|(name, value)| Ok((name, number(&value)?)))).collect();
        }
        if let Some(extra) = arguments.get(spec.params.len()) {
            let expected = "no more parameters than the indicator has";
            return Err(operand::wrong(self.lua, self.run, &call, expected, extra));
        }
        let pairs = spec.params.iter().zip(arguments);
        pairs.map(|(param, value)| Ok((param.name.to_owned(), number(value)?))).collect()
    }

    fn fault(&self, fault: Fault) -> mlua::Error {
        self.run.fault(self.lua, fault)
    }
}

/// The indicator over a column in place of closes. What the column begins with that is not a number yet, as an
/// indicator's warm-up, is left out, so that an average of an average has something to start from.
fn over_one_column(indicator: &Indicator, params: &Params, column: &[f64]) -> Vec<Vec<f64>> {
    let undefined = column.iter().take_while(|v| v.is_nan()).count();
    let closes = column[undefined..].to_vec();
    let n = closes.len();
    let mut candles = Candles::new(Timeframe::H1);
    (candles.open, candles.high, candles.low) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    (candles.close, candles.volume, candles.time_ms) = (closes, vec![0.0; n], vec![0; n]);
    let columns = (indicator.batch)(params, &candles);
    if undefined == 0 {
        return columns;
    }
    let padded = |values: Vec<f64>| std::iter::repeat_n(f64::NAN, undefined).chain(values).collect();
    columns.into_iter().map(padded).collect()
}

static CLOSES_ONLY: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let closes_only = indicators::registry().iter().filter(|indicator| {
        let with = |rest: f64| {
            let params = indicator.spec.resolve(&Params::new()).unwrap_or_default();
            (indicator.batch)(&params, &probe(rest)).concat()
        };
        let (a, b) = (with(1.0), with(2.0));
        a.iter().any(|v| v.is_finite()) && a.iter().zip(&b).all(|(a, b)| a.to_bits() == b.to_bits())
    });
    closes_only.map(|indicator| indicator.spec.name).collect()
});

/// Whether nothing but closes makes a difference to the indicator, found by trying: a new one needs no line here.
pub(crate) fn reads_closes_only(indicator: &Indicator) -> bool {
    CLOSES_ONLY.contains(&indicator.spec.name)
}

/// Candles that differ in all but their closes as `rest` does.
fn probe(rest: f64) -> Candles {
    let candle = |i: u32| {
        let close = 100.0 + f64::from(i * 7919 % 101) / 10.0;
        let reach = rest * f64::from(1 + i * 31 % 7);
        let (open, volume) = (close + reach / 3.0, reach);
        domain::Candle { time_ms: i64::from(i), open, high: close + reach, low: close - reach, close, volume }
    };
    Candles::from_candles(Timeframe::H1, (0..600).map(candle))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_reads_more_than_closes_is_found_by_trying() {
        let only = |name| reads_closes_only(indicators::find(name).unwrap());
        assert!(["sma", "ema", "rsi"].into_iter().all(only));
        assert!(!only("atr"));
    }

    #[test]
    fn an_average_of_an_indicator_starts_where_the_indicator_does() {
        let ema = indicators::find("ema").unwrap();
        let params = ema.spec.resolve(&Params::from([("length".to_owned(), 2.0)])).unwrap();
        let late = over_one_column(ema, &params, &[f64::NAN, f64::NAN, 1.0, 2.0, 4.0]);
        let early = over_one_column(ema, &params, &[1.0, 2.0, 4.0]);
        assert_eq!(
            late[0][2..].iter().map(|v| v.to_bits()).collect::<Vec<_>>(),
            early[0].iter().map(|v| v.to_bits()).collect::<Vec<_>>()
        );
        assert!(late[0][..2].iter().all(|v| v.is_nan()));
    }
}
