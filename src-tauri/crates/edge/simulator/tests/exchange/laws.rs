//! What holds whatever is done: property tests over random calls.

use std::collections::BTreeMap;

use domain::{Decimal, OrderType, Side, Symbol, TimeInForce};
use proptest::prelude::*;
use simulator::exchange::{
    AccountId, Amendment, Amount, Event, Exchange, FeeCurrency, NewOrder, Setup, State, Wallet,
};

use crate::stage::{START_MS, btc};

#[derive(Debug, Clone)]
enum Call {
    Place { account: usize, order: Shape },
    Amend { nth: usize, quantity: Option<u32>, offset: Option<i32> },
    Cancel { nth: usize },
    Advance { ms: i64 },
    Trade { offset: i32 },
}

#[derive(Debug, Clone)]
struct Shape {
    buy: bool,
    kind: usize,
    /// Thousandths of a coin.
    quantity: u32,
    /// Dollars off the last price.
    offset: i32,
    tif: usize,
    flags: u8,
    group: Option<u8>,
    half: bool,
}

fn shape() -> impl Strategy<Value = Shape> {
    let offset = -400..400_i32;
    (
        any::<bool>(),
        0..5_usize,
        1..3_000_u32,
        offset,
        0..3_usize,
        any::<u8>(),
        proptest::option::of(0..3_u8),
        0..8_u8,
    )
        .prop_map(|(buy, kind, quantity, offset, tif, flags, group, half)| Shape {
            buy,
            kind,
            quantity,
            offset,
            tif,
            flags,
            group,
            half: half == 0,
        })
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        6 => (0..2_usize, shape()).prop_map(|(account, order)| Call::Place { account, order }),
        2 => (any::<usize>(), proptest::option::of(1..3_000_u32), proptest::option::of(-300..300_i32))
            .prop_map(|(nth, quantity, offset)| Call::Amend { nth, quantity, offset }),
        2 => any::<usize>().prop_map(|nth| Call::Cancel { nth }),
        3 => (1..1_200_i64).prop_map(|ms| Call::Advance { ms }),
        1 => (-500..500_i32).prop_map(|offset| Call::Trade { offset }),
    ]
}

fn order(exchange: &Exchange, shape: &Shape) -> NewOrder {
    let last = exchange.last_price(&btc()).unwrap();
    let near = (last + Decimal::from(shape.offset)).round_dp(2);
    let side = if shape.buy { Side::Buy } else { Side::Sell };
    let kinds =
        [OrderType::Market, OrderType::Limit, OrderType::Stop, OrderType::StopLimit, OrderType::TrailingStop];
    let tifs = [TimeInForce::Gtc, TimeInForce::Ioc, TimeInForce::Fok];
    let margin = shape.flags & 16 != 0;
    NewOrder {
        amount: Amount::Base(Decimal::new(i64::from(shape.quantity), 3)),
        price: Some(near),
        stop_price: Some(near),
        trail: Some(Decimal::from(50)),
        time_in_force: tifs[shape.tif],
        post_only: shape.flags & 1 != 0 && shape.flags & 2 != 0,
        hidden: shape.flags & 4 != 0,
        reduce_only: margin && shape.flags & 8 != 0,
        wallet: if margin { Wallet::Margin } else { Wallet::Spot },
        expires_ms: (shape.flags & 32 != 0 && shape.flags & 64 != 0).then(|| exchange.now_ms() + 900),
        oco_group: shape.group.map(|group| group.to_string()),
        ..NewOrder::new(btc(), side, kinds[shape.kind], Decimal::ONE)
    }
}

fn act(exchange: &mut Exchange, accounts: &[AccountId], call: &Call) {
    let working: Vec<_> =
        accounts.iter().flat_map(|a| exchange.open_orders(*a).map(|order| (*a, order.id))).collect();
    let chosen = |nth: usize| (!working.is_empty()).then(|| working[nth % working.len()]);
    match call {
        Call::Place { account, order: shape } => {
            let order = order(exchange, shape);
            let _ = if shape.half {
                exchange.place_filling_half(accounts[*account], order)
            } else {
                exchange.place(accounts[*account], order)
            };
        }
        Call::Amend { nth, quantity, offset } => {
            let last = exchange.last_price(&btc()).unwrap();
            let price = offset.map(|offset| (last + Decimal::from(offset)).round_dp(2));
            let quantity = quantity.map(|quantity| Decimal::new(i64::from(quantity), 3));
            if let Some((account, id)) = chosen(*nth) {
                let _ = exchange.amend(account, id, Amendment { quantity, price, ..Amendment::default() });
            }
        }
        Call::Cancel { nth } => {
            if let Some((account, id)) = chosen(*nth) {
                exchange.cancel(account, id).unwrap();
            }
        }
        Call::Advance { ms } => exchange.advance(exchange.now_ms() + ms),
        Call::Trade { offset } => {
            let last = exchange.last_price(&btc()).unwrap();
            exchange.force_trade(&btc(), last + Decimal::from(*offset), Decimal::ONE).unwrap();
        }
    }
}

fn setup(received: bool) -> Setup {
    let mut setup = Setup::usual();
    setup.listings.retain(|listing| listing.symbol == btc());
    setup.listings[0].margin = true;
    if received {
        setup.rules.fee_currency = FeeCurrency::Received;
    }
    setup
}

fn start(seed: u64, received: bool) -> (Exchange, Vec<AccountId>) {
    let mut exchange = Exchange::new(setup(received), seed, START_MS);
    let accounts = vec![exchange.open_account(), exchange.open_account()];
    (exchange, accounts)
}

/// What a listener knows who heard every event.
#[derive(Default)]
struct Listener {
    books: BTreeMap<(Symbol, bool), BTreeMap<Decimal, Decimal>>,
    sequence: u64,
    balances: BTreeMap<(AccountId, Wallet, String), Decimal>,
    last_trade: u64,
}

impl Listener {
    fn of(exchange: &Exchange) -> Self {
        let mut listener = Self::default();
        let book = exchange.book(&btc(), 10_000).unwrap();
        listener.sequence = book.sequence;
        for (levels, is_ask) in [(book.bids, false), (book.asks, true)] {
            let side = levels.iter().map(|level| (level.price, level.size)).collect();
            listener.books.insert((btc(), is_ask), side);
        }
        listener
    }

    fn hear(&mut self, event: &Event) {
        match event {
            Event::BookChanged(change) => {
                assert_eq!(change.sequence, self.sequence + 1, "the book's changes are counted without gaps");
                self.sequence = change.sequence;
                let side = self.books.entry((change.symbol.clone(), change.side == Side::Sell)).or_default();
                if change.size.is_zero() {
                    side.remove(&change.price).expect("only a level that was told can go");
                } else {
                    side.insert(change.price, change.size);
                }
                self.check_not_crossed();
            }
            Event::PublicTrade(trade) => {
                assert!(trade.id > self.last_trade, "trade ids rise");
                self.last_trade = trade.id;
            }
            Event::BalanceChanged { balance, change } => {
                let key = (balance.account, balance.wallet, balance.currency.clone());
                let known = self.balances.entry(key).or_default();
                *known += change;
                assert_eq!(*known, balance.total, "changes add up to the total");
            }
            _ => {}
        }
    }

    fn check_not_crossed(&self) {
        let best_bid = self.books[&(btc(), false)].last_key_value();
        let best_ask = self.books[&(btc(), true)].first_key_value();
        if let (Some((bid, _)), Some((ask, _))) = (best_bid, best_ask) {
            assert!(bid < ask, "crossed: {bid} bid, {ask} asked");
        }
    }
}

fn check_orders(exchange: &Exchange, accounts: &[AccountId]) {
    for account in accounts {
        for order in exchange.orders(*account) {
            assert!(order.filled <= order.quantity, "{order:?}");
            assert_eq!(order.state == State::Filled, order.filled == order.quantity, "{order:?}");
            let fills = exchange.fills(*account).filter(|fill| fill.order == order.id);
            assert_eq!(fills.map(|fill| fill.quantity).sum::<Decimal>(), order.filled, "{order:?}");
        }
        for balance in exchange.balances(*account) {
            if balance.wallet == Wallet::Spot {
                assert!(balance.total >= Decimal::ZERO, "{balance:?}");
                assert!(balance.available >= Decimal::ZERO, "{balance:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn books_never_cross_and_nothing_is_made_or_lost(
        seed in any::<u64>(),
        received in any::<bool>(),
        calls in proptest::collection::vec(call(), 1..50),
    ) {
        let (mut exchange, accounts) = start(seed, received);
        let money = exchange.money_in_all();
        let mut listener = Listener::of(&exchange);
        for call in &calls {
            act(&mut exchange, &accounts, call);
            for event in exchange.take_events() {
                listener.hear(&event);
            }
            prop_assert_eq!(exchange.money_in_all(), money.clone());
            check_orders(&exchange, &accounts);
        }
        let book = exchange.book(&btc(), 10_000).unwrap();
        let told = |is_ask: bool| listener.books[&(btc(), is_ask)].clone();
        let bids: BTreeMap<_, _> = book.bids.iter().map(|level| (level.price, level.size)).collect();
        let asks: BTreeMap<_, _> = book.asks.iter().map(|level| (level.price, level.size)).collect();
        prop_assert_eq!(bids, told(false));
        prop_assert_eq!(asks, told(true));
    }

    #[test]
    fn the_same_seed_and_calls_give_the_same_events(
        seed in any::<u64>(),
        calls in proptest::collection::vec(call(), 1..25),
    ) {
        let run = || {
            let (mut exchange, accounts) = start(seed, false);
            calls.iter().for_each(|call| act(&mut exchange, &accounts, call));
            exchange.take_events()
        };
        prop_assert_eq!(run(), run());
    }
}
