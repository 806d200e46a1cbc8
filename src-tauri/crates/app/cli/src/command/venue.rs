//! `csign venue`: one venue, asked directly.

mod account;
mod candles;
mod failure;
mod market;
mod open;
mod order;
mod shape;
pub mod streamed;
mod watch;
mod watch_file;

pub use open::{Opened, open};

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::sign_in::signed_in;

#[derive(Debug, Args)]
pub struct Venue {
    /// bitfinex, binance, kraken or coinbase
    venue: String,
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    question: Question,
}

/// Where the venue is and who asks.
#[derive(Debug, Args)]
pub struct Place {
    /// scheme://host:port instead of the venue's own; plain http only on this machine
    #[arg(long, value_name = "URL", global = true)]
    rest_url: Option<String>,
    /// The same for streams; plain ws only on this machine
    #[arg(long, value_name = "URL", global = true)]
    ws_url: Option<String>,
    /// The same for the account's stream [default: --ws-url]
    #[arg(long, value_name = "URL", global = true)]
    ws_auth_url: Option<String>,
    /// A key kept in the vault [default: COUNTERSIGN_API_KEY and COUNTERSIGN_API_SECRET]
    #[arg(long, value_name = "LABEL", global = true)]
    key: Option<String>,
    /// What `instruments --json` prints, instead of asking the venue
    #[arg(long, value_name = "FILE", global = true)]
    instruments: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Question {
    /// What is traded, with steps and minimums
    Instruments,
    /// Price and 24-hour figures
    Ticker { symbol: String },
    /// The same for everything
    Tickers,
    /// The order book
    Book {
        symbol: String,
        #[arg(long, value_name = "N", default_value_t = 25)]
        depth: usize,
    },
    /// The latest trades
    Trades {
        symbol: String,
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
    },
    /// Candles of any range
    Candles(candles::Candles),
    /// Listen; one JSON object a line
    Watch(watch::Watch),
    /// What the account holds
    Balances,
    /// Open positions
    Positions,
    /// Working orders, or past ones
    Orders {
        #[arg(long)]
        history: bool,
        /// Only of this instrument; some venues tell past orders no other way
        #[arg(long, value_name = "SYMBOL")]
        symbol: Option<String>,
        #[arg(long, value_name = "N", default_value_t = 100)]
        limit: usize,
    },
    /// Own trades, oldest first
    MyTrades {
        #[arg(long, value_name = "SYMBOL")]
        symbol: Option<String>,
        /// ISO 8601 or epoch milliseconds [default: a day ago]
        #[arg(long, value_name = "T")]
        since: Option<String>,
    },
    /// Maker and taker fee
    Fees {
        #[arg(long, value_name = "SYMBOL")]
        symbol: Option<String>,
    },
    /// What the key may do
    KeyPermissions,
    /// Orders, to a simulator on this machine
    #[command(subcommand)]
    Order(order::Order),
}

pub async fn run(context: &Context, venue: Venue) -> Result<Answer, CliError> {
    let Venue { venue, mut place, question } = venue;
    match place.key.take() {
        Some(label) => {
            // the desk stays open as long as its key is used: nobody else draws nonces for it
            let asked = async |desk: &desk::Desk, session: &desk::Session| {
                let opened = open::open_with_key(desk, session, label, &venue, place).await?;
                ask(context, &opened, question).await
            };
            signed_in(context, asked).await
        }
        None => ask(context, &open::open(context, &venue, place).await?, question).await,
    }
}

async fn ask(context: &Context, opened: &Opened, question: Question) -> Result<Answer, CliError> {
    match question {
        Question::Instruments => market::instruments(context, opened).await,
        Question::Ticker { symbol } => market::ticker(context, opened, &symbol).await,
        Question::Tickers => market::tickers(context, opened).await,
        Question::Book { symbol, depth } => market::book(context, opened, &symbol, depth).await,
        Question::Trades { symbol, limit } => market::trades(context, opened, &symbol, limit).await,
        Question::Candles(c) => candles::run(context, opened, c).await,
        Question::Watch(w) => watch::run(context, opened, w).await,
        Question::Balances => account::balances(context, opened).await,
        Question::Positions => account::positions(context, opened).await,
        Question::Orders { history, symbol, limit } => {
            account::orders(context, opened, history, symbol.as_deref(), limit).await
        }
        Question::MyTrades { symbol, since } => {
            account::own_trades(context, opened, symbol.as_deref(), since.as_deref()).await
        }
        Question::Fees { symbol } => account::fees(context, opened, symbol.as_deref()).await,
        Question::KeyPermissions => account::key_permissions(context, opened).await,
        Question::Order(o) => order::run(context, opened, o).await,
    }
}
