//! Every method of the desk that a session opens, by the action it stands under.

use std::collections::BTreeMap;

use desk::api::approval::SignRequest;
use desk::api::audit::AuditQuery;
use desk::api::backtest::{BacktestRequest, ExportFormat, ExportKind, ExportRequest, SizingView};
use desk::api::connection::{Addresses, DownloadRequest};
use desk::api::exchange_key::{KeySecrets, NewExchangeKey, RotateExchangeKey};
use desk::api::market::{CandlesQuery, ImportRequest, IndicatorQuery};
use desk::api::recommendation::{AnalyseRequest, Period};
use desk::api::risk::KillLevel;
use desk::api::script::SaveScript;
use desk::api::sweep::{SweepAxis, SweepExport, SweepPlan, SweepRequest, TableFormat, WalkForwardRequest};
use desk::{Action, Desk, Session};
use domain::{Decimal, Role, Side, Timeframe};

use crate::stage::*;

/// Name of a method and what came of calling it: `ok` or the error's code.
pub type Attempt = (&'static str, String);

/// `method!(desk.name(arguments))`: its name beside its outcome.
macro_rules! method {
    ($desk:ident . $name:ident ( $($argument:expr),* )) => {
        (stringify!($name), code($desk.$name($($argument),*).await))
    };
}

/// Calls every method of that action. Arguments are sound where that costs nothing; what is refused for another
/// reason than the role is no matter here.
pub async fn attempt(d: &Desk, s: &Session, action: Action) -> Vec<Attempt> {
    let nobody = || "CS-000000-0001".to_owned();
    match action {
        Action::Look => look(d, s).await,
        Action::SetPreferences => vec![method!(d.set_preferences(s, en()))],
        Action::ImportCandles => {
            let request =
                ImportRequest { path: "/nowhere.csv".to_owned(), instrument: sim(), timeframe: None };
            let report = Box::new(|_| {});
            vec![method!(d.import_candles(s, request, report)), method!(d.cancel_import(s))]
        }
        Action::Analyse => vec![method!(d.analyse(s, question("rsi_cross"))), method!(d.practice(s))],
        Action::Backtest => vec![
            method!(d.backtest(s, trial())),
            method!(d.sweep(s, many(), Box::new(|_| ()))),
            method!(d.cancel_sweep(s)),
            method!(d.resume_sweep(s, "W-0".to_owned(), Box::new(|_| ()))),
            method!(d.walk_forward(s, forward())),
            method!(d.walk_forward_followed(s, forward(), Box::new(|_| ()))),
            method!(d.cancel_walk_forward(s)),
            method!(d.check_script(s, "mine".to_owned(), String::new())),
        ],
        Action::WriteScript => {
            let (name, source, note) = ("mine".to_owned(), "return 1".to_owned(), String::new());
            let script = SaveScript { name: name.clone(), source, note, new: false };
            vec![method!(d.save_script(s, script)), method!(d.restore_script(s, name, 1))]
        }
        Action::Export => {
            let request = ExportRequest {
                backtest: "B-0".to_owned(),
                kind: ExportKind::Equity,
                format: ExportFormat::Csv,
                folder: None,
            };
            let table = SweepExport { sweep: "W-0".to_owned(), format: TableFormat::Csv, folder: None };
            vec![
                method!(d.audit_export(s, None)),
                method!(d.export_backtest(s, request)),
                method!(d.export_sweep(s, table)),
                method!(d.export_walk_forward(s, "F-0".to_owned(), None)),
            ]
        }
        Action::PlaceOrder => vec![method!(d.place_order(s, market(Side::Buy, Decimal::ONE)))],
        Action::ExecuteApproval => vec![method!(d.execute_approval(s, nobody(), Decimal::ONE))],
        Action::Cancel => vec![method!(d.cancel_order(s, nobody())), method!(d.cancel_all_orders(s))],
        Action::ClosePosition => vec![method!(d.close_position(s, sim()))],
        Action::Pause => vec![method!(d.pause(s, "lunch".to_owned())), method!(d.resume(s))],
        Action::Kill => vec![method!(d.kill(s, KillLevel::PauseEntries))],
        Action::Sign => {
            let request = SignRequest {
                approval: nobody(),
                reason: String::new(),
                statement_hash: String::new(),
                held_ms: 0,
            };
            vec![method!(d.sign_approval(s, request))]
        }
        Action::Reject => vec![method!(d.reject_approvals(s, vec![nobody()], String::new()))],
        Action::ManageUsers => {
            let newcomer = person(&format!("new-{}", s.user()), Role::Viewer);
            vec![method!(d.add_user(s, newcomer)), method!(d.disable_user(s, "nobody".to_owned()))]
        }
        Action::Connect => connections(d, s).await,
        Action::ManageKeys => exchange_keys(d, s).await,
    }
}

async fn connections(d: &Desk, s: &Session) -> Vec<Attempt> {
    let nowhere = || "nowhere".to_owned();
    let request = DownloadRequest { instrument: sim(), timeframe: Timeframe::H1, from_ms: 0, to_ms: None };
    vec![
        method!(d.connect_venue(s, nowhere(), Addresses::default())),
        method!(d.disconnect_venue(s, nowhere())),
        method!(d.reconnect_venue(s, nowhere())),
        method!(d.test_connection(s, nowhere(), Addresses::default(), None)),
        method!(d.follow(s, sim())),
        method!(d.unfollow(s, sim())),
        method!(d.download_candles(s, request, Box::new(|_| {}))),
        method!(d.cancel_download(s)),
    ]
}

async fn exchange_keys(d: &Desk, s: &Session) -> Vec<Attempt> {
    let label = || "none".to_owned();
    let secrets =
        || KeySecrets { key: "k".into(), secret: "s".into(), stream_key: None, stream_secret: None };
    let new = NewExchangeKey { label: label(), venue: "nowhere".to_owned(), secrets: secrets() };
    let rotate = RotateExchangeKey { label: label(), secrets: secrets(), grace_hours: 0 };
    vec![
        method!(d.add_exchange_key(s, new)),
        method!(d.rotate_exchange_key(s, rotate)),
        method!(d.revoke_exchange_key(s, label(), String::new())),
        method!(d.revoke_all_exchange_keys(s, String::new())),
    ]
}

async fn look(d: &Desk, s: &Session) -> Vec<Attempt> {
    let candles = || CandlesQuery { instrument: sim(), timeframe: Timeframe::H1, before_ms: None, limit: 50 };
    let rsi = IndicatorQuery { candles: candles(), name: "rsi".to_owned(), params: BTreeMap::new() };
    vec![
        method!(d.approvals(s)),
        method!(d.audit_page(s, AuditQuery { limit: 10, ..AuditQuery::default() })),
        method!(d.audit_verify(s)),
        method!(d.backtest_curves(s, "B-0".to_owned())),
        method!(d.backtests(s)),
        method!(d.candles(s, candles())),
        method!(d.connections(s)),
        method!(d.exchange_keys(s)),
        method!(d.venue_instruments(s, "nowhere".to_owned(), String::new())),
        method!(d.holdings(s)),
        method!(d.indicator(s, rsi)),
        method!(d.indicators(s)),
        method!(d.instruments(s)),
        method!(d.notices(s)),
        method!(d.preview_order(s, market(Side::Buy, Decimal::ONE))),
        method!(d.recommendations(s)),
        method!(d.risk(s)),
        method!(d.script(s, "mine".to_owned(), None)),
        method!(d.script_reference(s)),
        method!(d.script_versions(s, "mine".to_owned())),
        method!(d.scripts(s)),
        method!(d.snapshot(s)),
        method!(d.strategies(s)),
        method!(d.sweep_rows(s, "W-0".to_owned())),
        method!(d.sweep_curve(s, "W-0".to_owned(), 0)),
        method!(d.sweeps(s)),
        method!(d.timeline(s, "CS-000000-0001".to_owned())),
        method!(d.touch(s)),
        method!(d.users(s)),
        method!(d.watch_market(s, sim(), Timeframe::M1)),
        method!(d.watchlist(s)),
    ]
}

pub fn question(strategy: &str) -> AnalyseRequest {
    AnalyseRequest {
        instrument: sim(),
        timeframe: Timeframe::H1,
        period: Period::LastCandles { count: 300 },
        strategy: strategy.to_owned(),
        params: BTreeMap::new(),
    }
}

fn lengths() -> Vec<SweepAxis> {
    vec![SweepAxis { name: "length".to_owned(), values: vec![7.0, 14.0, 21.0] }]
}

/// [`trial`] with three lengths.
pub fn many() -> SweepRequest {
    SweepRequest { base: trial(), axes: lengths(), plan: SweepPlan::Grid }
}

/// [`many`], each week with what the ten days before it chose.
pub fn forward() -> WalkForwardRequest {
    WalkForwardRequest { base: trial(), axes: lengths(), train_days: 10, test_days: 7 }
}

pub fn trial() -> BacktestRequest {
    BacktestRequest {
        instrument: sim(),
        timeframe: Timeframe::H1,
        period: Period::LastDays { days: 30 },
        strategy: "rsi_cross".to_owned(),
        params: BTreeMap::new(),
        capital: 10_000.0,
        fee: 0.001,
        slippage_bps: 0.0,
        sizing: SizingView::AllIn,
        short: false,
        stop_loss: None,
        take_profit: None,
        time_zone: "UTC".to_owned(),
    }
}
