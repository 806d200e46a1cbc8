//! What holds for any candles, actions and settings.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use backtest::rsi_cross::{self, RsiCross};
use backtest::{Settings, Sizing, event, kernel};
use chrono_tz::Tz;
use domain::{Action, Candle, Candles, Timeframe};
use proptest::prelude::*;

/// Steps of up to a fifth, gaps between close and open, wicks on both sides.
fn candle_series() -> impl Strategy<Value = Candles> {
    let row = (-0.2..0.2_f64, -0.05..0.05_f64, 0.0..0.1_f64, 0.0..0.1_f64);
    prop::collection::vec(row, 1..120).prop_map(|rows| {
        let mut last = 100.0_f64;
        let candle = |(i, (step, gap, up, down)): (usize, (f64, f64, f64, f64))| {
            let open = last * (1.0 + gap);
            let close = open * (1.0 + step);
            last = close;
            let (high, low) = (open.max(close) * (1.0 + up), open.min(close) * (1.0 - down));
            Candle { time_ms: i as i64 * 60_000, open, high, low, close, volume: 1.0 }
        };
        Candles::from_candles(Timeframe::M1, rows.into_iter().enumerate().map(candle))
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let sizing = prop_oneof![
        Just(Sizing::AllIn),
        (0.01..=1.0_f64).prop_map(Sizing::Fraction),
        (0.01..300.0_f64).prop_map(Sizing::Quantity),
        (0.001..=1.0_f64).prop_map(Sizing::Risk),
    ];
    let level = || prop::option::of(0.005..0.9_f64);
    (1.0..1e6_f64, 0.0..0.05_f64, 0.0..200.0_f64, sizing, any::<bool>(), level(), level()).prop_map(
        |(capital, fee, slippage_bps, sizing, short, stop, take_profit)| {
            let stop_loss = if matches!(sizing, Sizing::Risk(_)) { stop.or(Some(0.05)) } else { stop };
            Settings { capital, fee, slippage_bps, sizing, short, stop_loss, take_profit }
        },
    )
}

fn case() -> impl Strategy<Value = (Candles, Vec<Action>, Settings)> {
    let action = prop_oneof![4 => Just(Action::Hold), 1 => Just(Action::Buy), 1 => Just(Action::Sell)];
    (candle_series(), settings()).prop_flat_map(move |(candles, settings)| {
        let actions = prop::collection::vec(action.clone(), candles.len());
        (Just(candles), actions, Just(settings))
    })
}

/// The same without what only the event path knows.
fn plain(settings: Settings) -> Settings {
    let sizing = match settings.sizing {
        Sizing::Risk(share) => Sizing::Fraction(share),
        other => other,
    };
    Settings { sizing, short: false, stop_loss: None, take_profit: None, ..settings }
}

fn near(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-9 * scale.abs().max(1.0)
}

proptest! {
    #[test]
    fn both_paths_give_the_same_to_the_last_bit((candles, actions, settings) in case()) {
        let settings = plain(settings);
        prop_assert!(kernel::covers(&settings));
        prop_assert_eq!(kernel::walk(&candles, &actions, &settings), event::walk(&candles, &actions, &settings));
    }

    #[test]
    fn a_strategy_fed_candle_by_candle_makes_the_same_walk(
        candles in candle_series(),
        settings in settings(),
        which in 0..strategies::registry().len(),
        place in 0.0..1.0_f64,
    ) {
        // Short periods, so that there is something to do in so few candles.
        let strategy = strategies::registry()[which];
        let near = |p: &strategies::ParamSchema| (p.min + place * (p.default - p.min).min(20.0)).clamp(p.min, p.max);
        let value = |p: &strategies::ParamSchema| if p.whole() { near(p).floor() } else { p.default };
        let params = strategy.schema().params.iter().map(|p| (p.name.clone(), value(p))).collect();
        let Ok(rule) = strategy.configure(&params) else { return Ok(()) };
        let actions = rule.actions(&candles);
        let live = event::walk_live(&candles, &mut *rule.live(), &settings);
        prop_assert_eq!(&live, &event::walk(&candles, &actions, &settings));
        let settings = plain(settings);
        let live = event::walk_live(&candles, &mut *rule.live(), &settings);
        prop_assert_eq!(&live, &kernel::walk(&candles, &actions, &settings));
    }

    #[test]
    fn the_rsi_cross_in_one_go_is_the_same_to_the_last_bit(
        candles in candle_series(),
        settings in settings(),
        length in 1..20_usize,
        levels in (0..101_u32, 0..101_u32),
    ) {
        let settings = plain(settings);
        let (oversold, overbought) = (f64::from(levels.0.min(levels.1)), f64::from(levels.0.max(levels.1)));
        let series = indicators::rsi::rsi(&candles.close, length);
        let action = |w: &[f64]| match (w[0], w[1]) {
            (before, now) if before <= oversold && now > oversold => Action::Buy,
            (before, now) if before >= overbought && now < overbought => Action::Sell,
            _ => Action::Hold,
        };
        let actions: Vec<_> = std::iter::once(Action::Hold).chain(series.windows(2).map(action)).collect();
        let mut room = rsi_cross::Room::default();
        // What one run leaves must not show in the next.
        rsi_cross::backtest(&candles, RsiCross { length: 3, oversold: 50.0, overbought: 50.0 }, &settings, &mut room);
        let found = rsi_cross::backtest(&candles, RsiCross { length, oversold, overbought }, &settings, &mut room);
        let found = found.unwrap();
        let walk = kernel::walk(&candles, &actions, &settings);
        prop_assert_eq!((&found.trades, found.open_position), (&walk.trades, walk.open_position));
        prop_assert_eq!(room.equity(), &walk.equity[..]);
        let whole = backtest::run(&candles, &actions, &settings, Tz::UTC).unwrap();
        let figures = whole.summary.figures;
        prop_assert_eq!(room.drawdown(), &whole.curves.drawdown[..]);
        prop_assert_eq!((found.final_equity, found.max_drawdown), (figures.final_equity, figures.max_drawdown));
        match (found.sharpe, figures.sharpe) {
            (Some(ours), Some(theirs)) => prop_assert!(near(ours, theirs, theirs), "{} {}", ours, theirs),
            (ours, theirs) => prop_assert_eq!(ours, theirs),
        }
    }

    #[test]
    fn money_is_neither_made_nor_lost((candles, actions, settings) in case()) {
        let result = backtest::run(&candles, &actions, &settings, Tz::UTC).unwrap();
        let (s, equity) = (&result.summary, &result.curves.equity);
        let realised: f64 = s.trade_list.iter().map(|t| t.pnl).sum();
        let unrealised = s.open_position.map_or(0.0, |p| p.unrealized_pnl);
        let turnover: f64 = s.trade_list.iter().map(|t| t.quantity * (t.entry_price + t.exit_price)).sum();
        let scale = settings.capital + turnover;
        prop_assert!(near(settings.capital + realised + unrealised, s.figures.final_equity, scale));
        // Replayed from the trades alone: cash + quantity * close at every close.
        for (i, close) in candles.close.iter().enumerate() {
            let (mut cash, mut quantity) = (settings.capital, 0.0);
            let closed = s.trade_list.iter().map(|t| {
                (t.side, t.quantity, t.entry_index, t.entry_price, Some((t.exit_index, t.exit_price)))
            });
            let open = s.open_position.map(|p| (p.side, p.quantity, p.entry_index, p.entry_price, None));
            for (side, q, at, price, exit) in closed.chain(open).filter(|t| t.2 as usize <= i) {
                let sign = side.sign();
                cash -= sign * q * price * (1.0 + sign * settings.fee);
                quantity += sign * q;
                if let Some((_, price)) = exit.filter(|(at, _)| *at as usize <= i) {
                    cash += sign * q * price * (1.0 - sign * settings.fee);
                    quantity -= sign * q;
                }
                prop_assert!(at as usize <= i);
            }
            prop_assert!(near(equity[i], cash + quantity * close, scale), "{i}: {} {}", equity[i], cash);
        }
    }

    #[test]
    fn the_past_does_not_know_the_future((candles, actions, settings) in case(), share in 0.0..1.0_f64) {
        let whole = backtest::run(&candles, &actions, &settings, Tz::UTC).unwrap();
        let cut = 1 + (share * (candles.len() - 1) as f64) as usize;
        let part = backtest::run(&candles.slice(0..cut), &actions[..cut], &settings, Tz::UTC).unwrap();
        prop_assert_eq!(&part.curves.equity[..], &whole.curves.equity[..cut]);
        prop_assert_eq!(&part.curves.drawdown[..], &whole.curves.drawdown[..cut]);
        let known: Vec<_> =
            whole.summary.trade_list.iter().filter(|t| (t.exit_index as usize) < cut).copied().collect();
        prop_assert_eq!(part.summary.trade_list, known);
    }

    #[test]
    fn nothing_is_bought_on_credit((candles, actions, settings) in case()) {
        let result = backtest::run(&candles, &actions, &settings, Tz::UTC).unwrap();
        let mut equity = settings.capital;
        for t in &result.summary.trade_list {
            let cost = t.quantity * t.entry_price * (1.0 + settings.fee);
            prop_assert!(cost <= equity * (1.0 + 1e-9), "cost {cost} of {equity}");
            prop_assert!(t.entry_index <= t.exit_index && t.quantity > 0.0);
            prop_assert!(near(t.ret, t.pnl / cost, 1.0));
            equity += t.pnl;
        }
        prop_assert!(result.curves.equity.iter().all(|e| *e >= -1e-9 * settings.capital));
    }

    #[test]
    fn the_document_has_the_keys_others_read((candles, actions, settings) in case()) {
        let result = backtest::run(&candles, &actions, &settings, Tz::UTC).unwrap();
        let json = serde_json::to_value(&result).unwrap();
        let keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = vec![
            "final_equity", "total_return", "annualized_return", "sharpe", "sortino", "calmar", "max_drawdown",
            "max_drawdown_start", "max_drawdown_end", "win_rate", "profit_factor", "expectancy", "exposure", "trades",
            "fees_paid", "buy_and_hold_return", "open_position", "trade_list", "equity_curve", "drawdown_curve",
            "distribution", "heatmap_return", "heatmap_winrate", "heatmap_counts",
        ];
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(sorted, expected);
        prop_assert_eq!(json["equity_curve"].as_array().unwrap().len(), candles.len());
        prop_assert_eq!(&json["equity_curve"][0][0], &serde_json::json!(candles.time_ms[0]));
        prop_assert_eq!(json["heatmap_counts"].as_array().unwrap().len(), 7);
        if let Some(trade) = json["trade_list"].get(0) {
            let mut keys: Vec<_> = trade.as_object().unwrap().keys().map(String::as_str).collect();
            keys.sort_unstable();
            prop_assert_eq!(keys, [
                "entry_index", "entry_ms", "entry_price", "exit_index", "exit_ms", "exit_price", "exit_reason", "fees",
                "pnl", "quantity", "return", "side",
            ]);
        }
    }
}
