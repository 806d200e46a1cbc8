//! Model A: an autoregression on the differences of the last closes forecasts the next few; acts where the forecast
//! return is large enough.

use std::sync::LazyLock;

use domain::{Action, Candles, Signal};

use crate::exits::Exits;
use crate::models::ar::{Trend, forecast_sd};
use crate::models::normal::probability_within;
use crate::models::rolling_ar::{Coefficients, RollingAr};
use crate::resolve::{count, number, resolve};
use crate::strategy::{last_index, signal};
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

struct Rule {
    order: usize,
    window: usize,
    steps: usize,
    threshold: f64,
    trend: Trend,
    exits: Exits,
}

/// The model at one candle.
struct Reading {
    fit: Coefficients,
    /// Forecast close over the close, less 1.
    expected_return: f64,
}

impl Rule {
    fn model(&self, candles: &Candles) -> RollingAr {
        RollingAr::new(&candles.close, self.window, self.order, self.trend)
    }

    fn read(&self, model: &RollingAr, candles: &Candles, t: usize) -> Option<Reading> {
        let fit = model.fit_at(t)?;
        let mut change = 0.0;
        model.forecast_at(t, &fit, self.steps, |step| change += step);
        let expected_return = change / candles.close[t];
        expected_return.is_finite().then_some(Reading { fit, expected_return })
    }

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
        let model = self.model(candles);
        let action =
            |t| self.read(&model, candles, t).map_or(Action::Hold, |r| self.decide(r.expected_return));
        (0..candles.len()).map(action).collect()
    }

    /// Confidence is the probability that a normal forecast error of the model's size is smaller than the forecast
    /// change: `erf(|change| / (sd * sqrt 2))`.
    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let last = last_index(NAME, self.warm_up(), candles)?;
        let model = self.model(candles);
        let [order, window, steps] = [self.order, self.window, self.steps].map(|n| n as f64);
        let Some(Reading { fit, expected_return }) = self.read(&model, candles, last) else {
            let reason = REASONS[3].with(&[order, window]);
            return Ok(signal(candles, Action::Hold, 0.0, reason, None, &[]));
        };
        let action = self.decide(expected_return);
        let template = match action {
            Action::Buy => &REASONS[0],
            Action::Sell => &REASONS[1],
            Action::Hold => &REASONS[2],
        };
        let reason = template.with(&[order, window, steps, 100.0 * expected_return, 100.0 * self.threshold]);
        let close = candles.close[last];
        let sigma2 = model.sigma2_at(last, &fit);
        let sd = forecast_sd(&fit.lags[..self.order], sigma2, self.steps);
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
