//! Model A: an autoregression on the differences of the last closes forecasts the next few; acts where the forecast
//! return is large enough.

use std::sync::LazyLock;

use domain::{Action, Candle, Candles, Signal};

use crate::exits::Exits;
use crate::live::{Live, last_reading, walk};
use crate::models::ar::{Trend, forecast_sd, mean_squared_residual};
use crate::models::normal::probability_within;
use crate::models::rolling_ar::RollingAr;
use crate::resolve::{count, number, resolve};
use crate::strategy::signal;
use crate::{Configured, ParamSchema, Params, ReasonTemplate, Strategy, StrategyError, StrategySchema, Unit};

const NAME: &str = "ar_forecast";

const FORECAST: &[&str] = &["order", "window", "steps", "expected_return_pct", "threshold_pct"];

pub(crate) static REASONS: [ReasonTemplate; 4] = [
    ReasonTemplate {
        code: "ar_forecast.buy",
        values: FORECAST,
        text: "AR({order}) on the last {window} closes expects {expected_return_pct} % over {steps} candles, more than \
               the threshold of {threshold_pct} %.",
    },
    ReasonTemplate {
        code: "ar_forecast.sell",
        values: FORECAST,
        text: "AR({order}) on the last {window} closes expects {expected_return_pct} % over {steps} candles, a fall \
               beyond the threshold of {threshold_pct} %.",
    },
    ReasonTemplate {
        code: "ar_forecast.hold",
        values: FORECAST,
        text: "AR({order}) on the last {window} closes expects {expected_return_pct} % over {steps} candles, within \
               the threshold of {threshold_pct} %.",
    },
    ReasonTemplate {
        code: "ar_forecast.undetermined",
        values: &["order", "window"],
        text: "The last {window} closes do not determine an AR({order}): they do not vary, or vary by a fixed pattern.",
    },
];

static SCHEMA: LazyLock<StrategySchema> = LazyLock::new(|| {
    let threshold = "Acts when the forecast return is farther from zero than this; cover both fees with it";
    let own = [
        ParamSchema::integer("order", 4.0, (1.0, 12.0), Unit::None, "Past differences the forecast looks at"),
        ParamSchema::candles(
            "window",
            300.0,
            (50.0, 5000.0),
            "Closes the model is fitted to, anew at each candle",
        ),
        ParamSchema::candles("steps", 5.0, (1.0, 100.0), "How far ahead it looks"),
        ParamSchema::number("threshold", 0.003, (0.0, 0.5), 0.001, Unit::Fraction, threshold),
        ParamSchema::choice(
            "trend",
            1,
            &["none", "constant"],
            "Whether the differences have a mean of their own",
        ),
    ];
    StrategySchema {
        name: NAME.to_owned(),
        label: "AR forecast".to_owned(),
        description:
            "Fits an autoregression to the differences of the last closes, forecasts the next ones, and acts \
                      when the forecast return passes a threshold."
                .to_owned(),
        practice: false,
        params: own.into_iter().chain(Exits::params()).collect(),
    }
});

pub(crate) struct ArForecast;

impl Strategy for ArForecast {
    fn schema(&self) -> &StrategySchema {
        &SCHEMA
    }

    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError> {
        let params = resolve(&SCHEMA, params)?;
        Ok(Box::new(Rule {
            order: count(&params, "order"),
            window: count(&params, "window"),
            steps: count(&params, "steps"),
            threshold: number(&params, "threshold"),
            trend: if count(&params, "trend") == 0 { Trend::None } else { Trend::Constant },
            exits: Exits::new(&SCHEMA, &params)?,
        }))
    }
}

#[derive(Clone, Copy)]
struct Rule {
    order: usize,
    window: usize,
    steps: usize,
    threshold: f64,
    trend: Trend,
    exits: Exits,
}

struct State {
    rule: Rule,
    model: RollingAr,
}

impl State {
    fn new(rule: Rule) -> Self {
        Self { rule, model: RollingAr::new(rule.window, rule.order, rule.trend) }
    }

    /// Forecast close over the close, less 1; `None` where the window determines no model.
    fn read(&mut self, candle: &Candle) -> Option<f64> {
        self.model.push(candle.close);
        let change = self.model.expected_change(self.rule.steps)?;
        Some(change / candle.close).filter(|expected| expected.is_finite())
    }
}

impl Live for State {
    fn on_candle(&mut self, candle: &Candle) -> Action {
        self.read(candle).map_or(Action::Hold, |expected| self.rule.decide(expected))
    }
}

impl Rule {
    fn decide(&self, expected_return: f64) -> Action {
        if expected_return > self.threshold {
            Action::Buy
        } else if expected_return < -self.threshold {
            Action::Sell
        } else {
            Action::Hold
        }
    }
}

impl Configured for Rule {
    fn warm_up(&self) -> usize {
        self.window
    }

    fn actions(&self, candles: &Candles) -> Vec<Action> {
        walk(State::new(*self), candles)
    }

    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(State::new(*self))
    }

    /// Confidence is the probability that a normal forecast error of the model's size is smaller than the forecast
    /// change: `erf(|change| / (sd * sqrt 2))`.
    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let mut state = State::new(*self);
        let expected = last_reading(NAME, self.warm_up(), candles, |c| state.read(c))?;
        let [order, length, steps] = [self.order, self.window, self.steps].map(|n| n as f64);
        let Some((expected_return, fit)) = expected.zip(state.model.fit()) else {
            let reason = REASONS[3].with(&[order, length]);
            return Ok(signal(candles, Action::Hold, 0.0, reason, None, &[]));
        };
        let action = self.decide(expected_return);
        let template = match action {
            Action::Buy => &REASONS[0],
            Action::Sell => &REASONS[1],
            Action::Hold => &REASONS[2],
        };
        let reason = template.with(&[order, length, steps, 100.0 * expected_return, 100.0 * self.threshold]);
        let (lags, window) = (&fit.lags[..self.order], &candles.close[candles.len() - self.window..]);
        let close = window[self.window - 1];
        let sigma2 = mean_squared_residual(window, fit.constant, lags);
        let sd = forecast_sd(lags, sigma2, self.steps);
        let confidence = probability_within(expected_return * close / sd.max(f64::MIN_POSITIVE));
        let forecast_close = close * (1.0 + expected_return);
        let mut figures = vec![
            ("expected_return", expected_return),
            ("forecast_close", forecast_close),
            ("forecast_sd", sd),
            ("sigma2", sigma2),
            ("const", fit.constant),
        ];
        let names: Vec<String> = (1..=self.order).map(|i| format!("L{i}")).collect();
        figures.extend(names.iter().map(String::as_str).zip(fit.lags));
        Ok(signal(candles, action, confidence, reason, self.exits.levels(candles, action), &figures))
    }
}
