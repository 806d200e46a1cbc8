//! A backtest in one sentence.

use domain::Reason;

use crate::{Figures, Trade};

pub(crate) fn reason(code: &str, values: &[(&str, f64)], text: String) -> Reason {
    Reason {
        code: code.to_owned(),
        values: values.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect(),
        text,
    }
}

/// Codes, all with `total_return` and `buy_and_hold_return`, and with `win_rate`, `average_win`, `average_loss` where
/// there are such trades: `no_trades`, `wins_often_and_loses`, `loses`, `loses_less_than_holding`,
/// `gains_less_than_holding`, `wins_rarely_and_gains`, `gains`.
pub(crate) fn of(figures: &Figures, trades: &[Trade]) -> Reason {
    let (total, hold) = (figures.total_return, figures.buy_and_hold_return);
    let mut values = vec![("total_return", total), ("buy_and_hold_return", hold)];
    values.extend(figures.win_rate.map(|rate| ("win_rate", rate)));
    let average_win = mean_return(trades, true);
    let average_loss = mean_return(trades, false);
    values.extend(average_win.map(|win| ("average_win", win)));
    values.extend(average_loss.map(|loss| ("average_loss", loss)));
    let often = figures.win_rate.is_some_and(|rate| rate >= 0.5);
    let (code, lead) = if trades.is_empty() {
        ("backtest.no_trades", "It closed no trade")
    } else if total < 0.0 && often {
        ("backtest.wins_often_and_loses", "It wins often and still loses")
    } else if total < 0.0 && total > hold {
        ("backtest.loses_less_than_holding", "It loses, less than holding does")
    } else if total < 0.0 {
        ("backtest.loses", "It loses")
    } else if total < hold {
        ("backtest.gains_less_than_holding", "It gains, less than holding does")
    } else if !often {
        ("backtest.wins_rarely_and_gains", "It wins rarely and still gains")
    } else {
        ("backtest.gains", "It gains, and no less than holding does")
    };
    let wins = average_win.map(|win| format!("average win {}", percent(win)));
    let losses = average_loss.map(|loss| format!("average loss {}", percent(loss)));
    let outcome = Some(format!("return {}, holding {}", percent(total), percent(hold)));
    let parts: Vec<String> = [outcome, wins, losses].into_iter().flatten().collect();
    reason(code, &values, format!("{lead}: {}.", parts.join(", ")))
}

fn mean_return(trades: &[Trade], won: bool) -> Option<f64> {
    let chosen = || trades.iter().filter(|t| t.won() == won);
    let count = chosen().count();
    (count > 0).then(|| chosen().map(|t| t.ret).sum::<f64>() / count as f64)
}

/// A signed percentage with the true minus sign; what rounds to zero has no sign.
fn percent(fraction: f64) -> String {
    let digits = format!("{:.1}\u{2009}%", fraction.abs() * 100.0);
    match fraction {
        f if (f.abs() * 1000.0).round() == 0.0 => digits,
        f if f < 0.0 => format!("\u{2212}{digits}"),
        _ => format!("+{digits}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::trade::tests::trade_returning;
    use crate::{Curves, Settings};
    use domain::{Candle, Candles, Timeframe};

    /// The verdict on these returns where equity ends at `equity` from 100 and the market at `market` from 100.
    fn verdict(returns: &[f64], equity: f64, market: f64) -> Reason {
        let candle =
            |time_ms, close: f64| Candle { time_ms, open: 100.0, high: 1e3, low: 1.0, close, volume: 0.0 };
        let candles = Candles::from_candles(Timeframe::D1, [candle(0, 100.0), candle(86_400_000, market)]);
        let trades: Vec<_> = returns.iter().map(|r| trade_returning(*r)).collect();
        let settings = Settings { capital: 100.0, ..Settings::default() };
        let curves = Curves::of(&candles, vec![100.0, equity], 100.0);
        of(&Figures::of(&candles, &settings, &trades, &curves), &trades)
    }

    #[test]
    fn each_outcome_has_its_sentence() {
        let code = |returns: &[f64], equity, market| verdict(returns, equity, market).code;
        assert_eq!(code(&[], 100.0, 100.0), "backtest.no_trades");
        assert_eq!(code(&[0.1, 0.1, -0.5], 60.0, 50.0), "backtest.wins_often_and_loses");
        assert_eq!(code(&[-0.1], 90.0, 50.0), "backtest.loses_less_than_holding");
        assert_eq!(code(&[-0.1], 90.0, 120.0), "backtest.loses");
        assert_eq!(code(&[0.1], 110.0, 120.0), "backtest.gains_less_than_holding");
        assert_eq!(code(&[0.5, -0.1, -0.1], 130.0, 120.0), "backtest.wins_rarely_and_gains");
        assert_eq!(code(&[0.1], 110.0, 90.0), "backtest.gains");
    }

    #[test]
    fn the_sentence_states_its_figures() {
        let v = verdict(&[0.042, 0.042, -0.109], 36.61, 320.72);
        assert_eq!(
            v.text,
            "It wins often and still loses: return \u{2212}63.4\u{2009}%, holding +220.7\u{2009}%, average win \
             +4.2\u{2009}%, average loss \u{2212}10.9\u{2009}%."
        );
        assert!((v.values.get("average_loss").unwrap() + 0.109).abs() < 1e-12);
        assert_eq!(percent(-0.0004), "0.0\u{2009}%");
    }
}
