//! Against deceiving oneself: no future, fees unless said otherwise, holding beside it, warnings, and how much is luck.

use serde_json::Value;

use crate::csign::Csign;

/// 1,500 hourly candles on three waves.
fn waves() -> String {
    let price = |i: i64| {
        let t = i as f64;
        200.0
            + 30.0 * (t / 90.0).sin()
            + 9.0 * (t / 11.0).sin()
            + 3.0 * (t / 2.7).sin()
            + (i * 7919 % 101) as f64 / 40.0
    };
    let row = |i: i64| {
        let (open, close) = (price(i), price(i + 1));
        let (high, low) = (open.max(close) + 0.5, open.min(close) - 0.5);
        format!("{},{open},{high},{low},{close},{}\n", 1_499_997_600_000 + i * 3_600_000, 1 + i % 7)
    };
    (0..1500).map(row).collect()
}

fn backtest(csign: &Csign, file: &str, strategy: &str, more: &[&str]) -> Value {
    csign.json(&[&["backtest", "--strategy", strategy, "--input", file], more].concat())
}

#[test]
fn no_strategy_sees_the_future() {
    let csign = Csign::new();
    let file = csign.write("waves.csv", waves());
    let cut_ms = 1_499_997_600_000_i64 + 1100 * 3_600_000;
    let mut traded = 0;
    for strategy in csign.json(&["strategies"]).as_array().unwrap() {
        let name = strategy["name"].as_str().unwrap();
        let whole = backtest(&csign, &file, name, &[]);
        let cut = backtest(&csign, &file, name, &["--end", &cut_ms.to_string()]);
        let known = cut["equity_curve"].as_array().unwrap();
        assert_eq!(known.len(), 1100, "{name}");
        assert_eq!(known[..], whole["equity_curve"].as_array().unwrap()[..1100], "{name}");
        let closed = cut["trade_list"].as_array().unwrap();
        assert_eq!(closed[..], whole["trade_list"].as_array().unwrap()[..closed.len()], "{name}");
        traded += usize::from(!closed.is_empty());
    }
    assert!(traded >= 6, "{traded} strategies traded");
}

#[test]
fn fees_holding_and_warnings_are_there_without_being_asked_for() {
    let csign = Csign::new();
    let file = csign.write("waves.csv", waves());
    let result = backtest(&csign, &file, "rsi_cross", &[]);
    assert!(result["fees_paid"].as_f64().unwrap() > 0.0);
    assert!(result["buy_and_hold_return"].as_f64().unwrap().abs() > 0.0);
    let trades = result["trades"].as_u64().unwrap();
    assert!((1..30).contains(&trades), "{trades}");
    let free = backtest(&csign, &file, "rsi_cross", &["--fee", "0"]);
    assert!(free["final_equity"].as_f64() > result["final_equity"].as_f64());
    let table = csign.run(&["backtest", "--strategy", "rsi_cross", "--input", &file]).out;
    let told =
        format!("warning: {trades} trades are too few for the figures to mean much; 30 are the least.");
    assert!(table.contains("buy and hold") && table.contains(&told), "{table}");
}

#[test]
fn every_sweep_says_how_much_of_it_is_luck() {
    let csign = Csign::new();
    let file = csign.write("waves.csv", waves());
    let line = [
        "sweep",
        "--strategy",
        "rsi_cross",
        "--input",
        &file,
        "--grid",
        "length=4..18",
        "--grid",
        "oversold=25..45..5",
    ];
    let sweep = csign.json(&line);
    for figure in ["pbo", "deflated_sharpe"] {
        assert!((0.0..=1.0).contains(&sweep[figure].as_f64().unwrap()), "{figure}: {}", sweep[figure]);
    }
    let table = csign.run(&line).out;
    assert!(table.contains("75 combinations tried; deflated Sharpe"), "{table}");
}
