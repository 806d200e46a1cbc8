//! All that reads what Kraken writes.

use std::sync::Arc;

use domain::{Symbol, Timeframe, VenueId};

use super::fault::verdict;
use super::ids::Ids;
use super::parse::envelope::Fault;
use super::parse::{account, market};
use super::private_stream::PrivateStream;
use super::stream::PublicStream;
use super::symbols::Pairs;
use crate::Channel;
use crate::feed::Health;
use crate::fuzzing::play;

const PUBLIC: &str = "<BTC/USD 1 8\n<ETH/USD 2 8";

const PRIVATE: &str = r#"<token
{"method":"subscribe","success":true,"req_id":1,"result":{"channel":"executions"}}
{"method":"subscribe","success":true,"req_id":2,"result":{"channel":"balances"}}
<{"orders":[],"fills":[]}
<[]"#;

/// Whatever the bytes are.
pub fn hear(bytes: &[u8]) {
    let venue = VenueId::new(super::NAME);
    public(bytes, &venue);
    private(bytes);
    // with and without the precision of prices, which checksums need
    for greeting in [PUBLIC, ""] {
        play(PublicStream::new(&channels(), Arc::new(Health::default())), greeting, bytes);
    }
    play(PrivateStream::new(venue, Arc::new(Ids::default()), Arc::default()), PRIVATE, bytes);
}

fn channels() -> Vec<Channel> {
    let symbols = ["BTC/USD", "ETH/USD"].into_iter().filter_map(|name| name.parse::<Symbol>().ok());
    let of = |symbol: Symbol| {
        let candles = |timeframe| Channel::Candles { symbol: symbol.clone(), timeframe };
        [
            Channel::Book { symbol: symbol.clone(), depth: 10 },
            Channel::Trades { symbol: symbol.clone() },
            Channel::Ticker { symbol: symbol.clone() },
            candles(Timeframe::M1),
            candles(Timeframe::M3),
        ]
    };
    symbols.flat_map(of).collect()
}

fn public(bytes: &[u8], venue: &VenueId) {
    match market::pairs(bytes) {
        Ok(rows) => {
            let _ = Pairs::from_rows(venue, rows).all().len();
        }
        Err(Fault::Said(words)) => {
            let _ = format!("{:?}", verdict(venue, &words, 0));
        }
        Err(Fault::Unreadable(_)) => {}
    }
    let _ = market::tickers(bytes, 0, |name| name.parse().ok().or_else(|| "BTC/USD".parse().ok()));
    let _ = (market::candles(bytes), market::book(bytes, 0), market::trades(bytes));
}

fn private(bytes: &[u8]) {
    let _ =
        (account::placed(bytes), account::canceled(bytes), account::amended(bytes), account::token(bytes));
    let _ = (account::orders(bytes), account::trades(bytes));
    let _ = account::balances(bytes, str::to_owned);
    let _ = account::positions(bytes, |_| "BTC/USD".parse().ok());
    let _ = (account::fee_rates(bytes), account::granted(bytes));
}
