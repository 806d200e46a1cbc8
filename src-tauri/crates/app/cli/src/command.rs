//! The subcommands, one file each.

mod approvals;
mod audit;
mod backtest;
mod candles;
mod coming;
mod doctor;
mod indicator;
mod indicators;
mod journal;
mod keys;
mod model;
mod recommend;
mod risk;
mod set_up;
mod simulate;
mod strategies;
mod strategy;
mod sweep;
mod trade;
mod user;
mod venue;
mod walk_forward;

use clap::Subcommand;

use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use coming::Coming;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Import, list and export candles
    #[command(subcommand)]
    Candles(candles::Candles),
    /// List the indicators with their parameters
    Indicators,
    /// Compute an indicator
    Indicator(indicator::Indicator),
    /// Fit a model: ar or kalman
    #[command(subcommand)]
    Model(model::Model),
    /// List the strategies
    Strategies,
    /// Look at a strategy
    #[command(subcommand)]
    Strategy(strategy::Strategy),
    /// Ask a strategy for BUY, SELL or NO-TRADE
    Recommend(recommend::Recommend),
    /// Run a strategy over past candles
    Backtest(backtest::Backtest),
    /// Backtest every combination of a grid of parameters
    Sweep(sweep::Sweep),
    /// Choose parameters on the past of each window, test them on what came after
    WalkForward(walk_forward::WalkForward),
    /// What waits for a signature: list, approve, reject
    #[command(subcommand)]
    Approvals(approvals::Approvals),
    /// Execute what was signed
    #[command(subcommand)]
    Trade(trade::Trade),
    /// Limits, pause and the kill switch
    #[command(subcommand)]
    Risk(risk::Risk),
    /// Who may use this desk
    #[command(subcommand)]
    User(user::User),
    /// Prove or export the countersigned chain
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Replay what happened
    #[command(subcommand)]
    Journal(journal::Journal),
    /// Check data directory, database, keyring and clock
    Doctor,
    /// Ask a venue directly
    Venue(venue::Venue),
    /// Serve a venue's protocol on this machine, with play money
    Simulate(simulate::Simulate),
    /// Coming: bots that trade within their mandate
    Bot(Coming),
    /// Keys of exchange accounts: sealed on this machine, rotated, revoked
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Coming: the desk over HTTP and WebSocket
    Serve(Coming),
}

pub async fn run(context: &Context, command: Command) -> Result<Answer, CliError> {
    match command {
        Command::Candles(c) => candles::run(context, c).await,
        Command::Indicators => indicators::run(context),
        Command::Indicator(i) => indicator::run(context, i).await,
        Command::Model(m) => model::run(context, m).await,
        Command::Strategies => strategies::run(context),
        Command::Strategy(s) => strategy::run(context, s),
        Command::Recommend(r) => recommend::run(context, r).await,
        Command::Backtest(b) => backtest::run(context, b).await,
        Command::Sweep(s) => sweep::run(context, s).await,
        Command::WalkForward(w) => walk_forward::run(context, w).await,
        Command::Approvals(a) => approvals::run(context, a).await,
        Command::Trade(t) => trade::run(context, t).await,
        Command::Risk(r) => risk::run(context, r).await,
        Command::User(u) => user::run(context, u).await,
        Command::Audit(a) => audit::run(context, a).await,
        Command::Journal(j) => journal::run(context, j).await,
        Command::Doctor => doctor::run(context).await,
        Command::Venue(v) => venue::run(context, v).await,
        Command::Simulate(s) => simulate::run(s).await,
        Command::Bot(_) => coming::refuse("bot"),
        Command::Keys(k) => keys::run(context, k).await,
        Command::Serve(_) => coming::refuse("serve"),
    }
}
