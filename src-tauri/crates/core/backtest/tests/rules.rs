//! The rules one by one, on candles small enough to follow by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use backtest::{BacktestError, Direction, ExitReason, Settings, Sizing, Summary, Trade};
use chrono_tz::Tz;
use domain::Action::{Buy, Hold, Sell};
use domain::{Action, Candle, Candles, Timeframe};

/// Candles of open, high, low, close.
fn candles(rows: &[[f64; 4]]) -> Candles {
    let candle = |(i, [open, high, low, close]): (usize, &[f64; 4])| Candle {
        time_ms: i as i64 * 3_600_000,
        open: *open,
        high: *high,
        low: *low,
        close: *close,
        volume: 1.0,
    };
    Candles::from_candles(Timeframe::H1, rows.iter().enumerate().map(candle))
}

const FREE: Settings = Settings {
    capital: 1_000.0,
    fee: 0.0,
    slippage_bps: 0.0,
    sizing: Sizing::AllIn,
    short: false,
    stop_loss: None,
    take_profit: None,
};

fn flat(price: f64) -> [f64; 4] {
    [price; 4]
}

fn test(rows: &[[f64; 4]], actions: &[Action], settings: &Settings) -> (Summary, Vec<f64>) {
    let result = backtest::run(&candles(rows), actions, settings, Tz::UTC).unwrap();
    (result.summary, result.curves.equity)
}

fn only_trade(rows: &[[f64; 4]], settings: &Settings) -> Trade {
    let mut actions = vec![Hold; rows.len()];
    actions[0] = if settings.short { Sell } else { Buy };
    let (summary, _) = test(rows, &actions, settings);
    assert_eq!(summary.trade_list.len(), 1, "{:?}", summary.trade_list);
    summary.trade_list[0]
}

#[test]
fn a_signal_fills_at_the_next_open_and_the_last_one_is_dropped() {
    let rows = [flat(10.0), [20.0, 25.0, 20.0, 25.0], [40.0, 40.0, 30.0, 30.0], flat(50.0)];
    let (summary, equity) = test(&rows, &[Buy, Sell, Hold, Buy], &FREE);
    assert_eq!(equity, [1000.0, 1250.0, 2000.0, 2000.0]);
    let t = summary.trade_list[0];
    assert_eq!((t.entry_index, t.exit_index, t.entry_price, t.exit_price), (1, 2, 20.0, 40.0));
    assert_eq!((t.quantity, t.pnl, t.ret, t.side), (50.0, 1000.0, 1.0, Direction::Long));
    assert_eq!(summary.open_position, None);
    assert_eq!(summary.figures.exposure, 0.25);
}

#[test]
fn what_asks_for_the_state_already_held_is_ignored() {
    let rows = [flat(10.0), flat(10.0), flat(20.0), flat(40.0), flat(40.0)];
    let (summary, equity) = test(&rows, &[Sell, Buy, Buy, Hold, Hold], &FREE);
    assert_eq!(equity, [1000.0, 1000.0, 1000.0, 2000.0, 2000.0]);
    assert_eq!((summary.trade_list.len(), summary.open_position.unwrap().entry_index), (0, 2));
}

#[test]
fn both_fees_and_slippage_are_paid() {
    let rows = [flat(100.0), flat(100.0), flat(100.0)];
    let settings = Settings { fee: 0.01, slippage_bps: 100.0, sizing: Sizing::Quantity(2.0), ..FREE };
    let (summary, equity) = test(&rows, &[Buy, Sell, Hold], &settings);
    let t = summary.trade_list[0];
    assert_eq!((t.entry_price, t.exit_price), (101.0, 99.0));
    assert!((t.fees - 4.0).abs() < 1e-12, "{}", t.fees);
    assert!((t.pnl + 8.0).abs() < 1e-12, "{}", t.pnl);
    assert!((equity[2] - 992.0).abs() < 1e-9);
}

#[test]
fn a_stop_fills_at_its_price_and_a_gap_at_the_open() {
    let settings = Settings { stop_loss: Some(0.1), ..FREE };
    let touched = only_trade(&[flat(100.0), flat(100.0), [95.0, 95.0, 80.0, 85.0], flat(85.0)], &settings);
    assert_eq!(
        (touched.exit_index, touched.exit_price, touched.exit_reason),
        (2, 90.0, ExitReason::StopLoss)
    );
    let gap = only_trade(&[flat(100.0), flat(100.0), [70.0, 95.0, 60.0, 90.0], flat(85.0)], &settings);
    assert_eq!((gap.exit_index, gap.exit_price, gap.exit_reason), (2, 70.0, ExitReason::StopLoss));
    let same_candle = only_trade(&[flat(100.0), [100.0, 100.0, 90.0, 99.0], flat(99.0)], &settings);
    assert_eq!((same_candle.entry_index, same_candle.exit_index, same_candle.exit_price), (1, 1, 90.0));
    let slipped = Settings { slippage_bps: 100.0, ..settings };
    let slipped = only_trade(&[flat(100.0), flat(100.0), [95.0, 95.0, 80.0, 85.0]], &slipped);
    assert!((slipped.exit_price - 101.0 * 0.9 * 0.99).abs() < 1e-12);
}

#[test]
fn a_target_fills_at_its_price_or_better() {
    let settings = Settings { take_profit: Some(0.1), slippage_bps: 0.0, ..FREE };
    let touched = only_trade(&[flat(100.0), flat(100.0), [105.0, 120.0, 100.0, 118.0]], &settings);
    assert!((touched.exit_price - 110.0).abs() < 1e-9);
    assert_eq!(touched.exit_reason, ExitReason::TakeProfit);
    let gap = only_trade(&[flat(100.0), flat(100.0), [130.0, 140.0, 120.0, 125.0]], &settings);
    assert_eq!((gap.exit_price, gap.exit_reason), (130.0, ExitReason::TakeProfit));
}

#[test]
fn a_candle_that_touches_stop_and_target_is_a_loss_and_said_to_be_ambiguous() {
    let settings = Settings { stop_loss: Some(0.1), take_profit: Some(0.1), ..FREE };
    let rows = [flat(100.0), flat(100.0), [100.0, 150.0, 50.0, 120.0], flat(120.0)];
    let (summary, _) = test(&rows, &[Buy, Hold, Hold, Hold], &settings);
    assert_eq!(summary.trade_list[0].exit_reason, ExitReason::StopLoss);
    let codes: Vec<_> = summary.warnings.iter().map(|w| w.code.as_str()).collect();
    assert_eq!(codes, ["backtest.few_trades", "backtest.ambiguous_candles"]);
}

#[test]
fn an_open_beyond_the_target_comes_before_a_stop_inside_the_candle() {
    let settings = Settings { stop_loss: Some(0.1), take_profit: Some(0.1), ..FREE };
    let t = only_trade(&[flat(100.0), flat(100.0), [120.0, 150.0, 50.0, 60.0]], &settings);
    assert_eq!((t.exit_price, t.exit_reason), (120.0, ExitReason::TakeProfit));
}

#[test]
fn shorts_earn_when_prices_fall_and_turn_round_at_one_open() {
    let settings = Settings { short: true, ..FREE };
    let rows = [flat(100.0), flat(100.0), flat(50.0), flat(50.0), flat(100.0)];
    let (summary, equity) = test(&rows, &[Sell, Hold, Buy, Hold, Hold], &settings);
    assert_eq!(equity, [1000.0, 1000.0, 1500.0, 1500.0, 3000.0]);
    let t = summary.trade_list[0];
    assert_eq!((t.side, t.entry_index, t.exit_index, t.pnl, t.ret), (Direction::Short, 1, 3, 500.0, 0.5));
    let open = summary.open_position.unwrap();
    assert_eq!((open.side, open.entry_index, open.unrealized_pnl), (Direction::Long, 3, 1500.0));
}

#[test]
fn a_short_has_its_stop_above_and_its_target_below() {
    let settings = Settings { short: true, stop_loss: Some(0.1), take_profit: Some(0.2), ..FREE };
    let stopped = only_trade(&[flat(100.0), flat(100.0), [105.0, 112.0, 100.0, 105.0]], &settings);
    assert!((stopped.exit_price - 110.0).abs() < 1e-9);
    assert_eq!(stopped.exit_reason, ExitReason::StopLoss);
    let won = only_trade(&[flat(100.0), flat(100.0), [95.0, 96.0, 75.0, 78.0]], &settings);
    assert_eq!((won.exit_price, won.exit_reason), (80.0, ExitReason::TakeProfit));
}

#[test]
fn a_short_that_loses_everything_ends_at_nothing() {
    let settings = Settings { short: true, fee: 0.01, ..FREE };
    let rows = [flat(100.0), flat(100.0), [100.0, 500.0, 100.0, 150.0], flat(90.0), flat(90.0)];
    let (summary, equity) = test(&rows, &[Sell, Hold, Sell, Hold, Hold], &settings);
    assert_eq!(equity[2..], [0.0, 0.0, 0.0]);
    let t = summary.trade_list[0];
    assert_eq!((t.exit_reason, summary.trade_list.len()), (ExitReason::Liquidation, 1));
    assert!((t.pnl + 1000.0).abs() < 1e-9, "{}", t.pnl);
    assert_eq!((summary.figures.annualized_return, summary.figures.max_drawdown), (Some(-1.0), 1.0));
    let gap = [flat(100.0), flat(100.0), flat(500.0), flat(500.0)];
    let (gap, equity) = test(&gap, &[Sell, Buy, Hold, Hold], &settings);
    assert_eq!((gap.trade_list[0].exit_reason, equity[3]), (ExitReason::Liquidation, 0.0));
}

#[test]
fn bad_input_is_named() {
    let good = candles(&[flat(1.0), flat(2.0)]);
    let run = |candles: &Candles, actions: &[Action], settings: &Settings| {
        backtest::run(candles, actions, settings, Tz::UTC).map(|_| ()).unwrap_err()
    };
    let empty = Candles::new(Timeframe::H1);
    assert_eq!(run(&empty, &[], &FREE), BacktestError::NoCandles);
    assert_eq!(run(&good, &[Buy], &FREE), BacktestError::ActionCount { candles: 2, actions: 1 });
    let mut short = good.clone();
    short.low.pop();
    let error = BacktestError::ColumnLength { column: "low", found: 1, expected: 2 };
    assert_eq!(run(&short, &[Buy, Hold], &FREE), error);
    let mut zero = good.clone();
    zero.close[1] = 0.0;
    let error = BacktestError::Price { index: 1, column: "close", value: 0.0 };
    assert_eq!(run(&zero, &[Buy, Hold], &FREE), error);
    let mut nan = good.clone();
    nan.high[0] = f64::NAN;
    assert!(backtest::run(&nan, &[Buy, Hold], &FREE, Tz::UTC).is_ok(), "high is not used without stops");
    let stops = Settings { stop_loss: Some(0.1), ..FREE };
    assert!(matches!(run(&nan, &[Buy, Hold], &stops), BacktestError::Price { index: 0, column: "high", .. }));
    let mut twice = good.clone();
    twice.time_ms[1] = 0;
    assert_eq!(run(&twice, &[Buy, Hold], &FREE), BacktestError::Order { index: 1, time_ms: 0 });
    let greedy = Settings { capital: -1.0, ..FREE };
    assert!(matches!(run(&good, &[Buy, Hold], &greedy), BacktestError::Setting { name: "capital", .. }));
}
