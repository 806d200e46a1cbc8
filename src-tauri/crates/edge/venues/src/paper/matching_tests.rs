#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use domain::{
    Book, Decimal, Instrument, InstrumentId, Level, Mode, OrderRequest, OrderRole, OrderType, Side,
    TimeInForce, Trade, VenueId,
};
use proptest::prelude::*;

use super::acceptance::{Stopped, on_submit};
use super::ledger::{CancelReason, LedgerRecord};
use super::matching::{Frictions, Moment, on_market};
use super::state::State;

fn instrument() -> Instrument {
    let id = InstrumentId::new(VenueId::builtin(), "SIM-A/USD".parse().unwrap());
    let fee = Decimal::new(1, 3);
    Instrument {
        id,
        tick: Decimal::new(1, 2),
        lot: Decimal::new(1, 4),
        min_quantity: Decimal::new(1, 4),
        min_notional: Decimal::ONE,
        maker_fee: fee,
        taker_fee: Decimal::new(2, 3),
    }
}

#[derive(Debug, Clone)]
enum Step {
    Submit(Box<OrderRequest>),
    Market { book: Book, prints: Vec<Trade> },
    Cancel(usize),
}

fn price(offset: i64) -> Decimal {
    Decimal::new(10_000 + offset, 2)
}

prop_compose! {
    fn order()(
        kind in 0..5_u8, buy: bool, lots in 1..400_000_i64, limit in -30..30_i64, stop in -30..30_i64,
        tif in 0..4_u8, post_only in prop::bool::weighted(0.2), reduce_only in prop::bool::weighted(0.2),
        group in prop::option::weighted(0.4, 0..3_u8),
    ) -> OrderRequest {
        let order_type = [OrderType::Market, OrderType::Limit, OrderType::Limit, OrderType::Stop,
            OrderType::StopLimit][usize::from(kind)];
        OrderRequest {
            client_id: String::new(),
            mode: Mode::Paper,
            account: "paper".to_owned(),
            instrument: instrument().id,
            side: if buy { Side::Buy } else { Side::Sell },
            order_type,
            role: OrderRole::Entry,
            quantity: Decimal::new(lots, 4),
            price: matches!(order_type, OrderType::Limit | OrderType::StopLimit).then(|| price(limit)),
            stop_price: matches!(order_type, OrderType::Stop | OrderType::StopLimit).then(|| price(stop)),
            time_in_force: [TimeInForce::Gtc, TimeInForce::Gtc, TimeInForce::Ioc, TimeInForce::Fok][usize::from(tif)],
            post_only,
            reduce_only,
            oco_group: group.map(|g| format!("group-{g}")),
            hidden: false,
            trail: None,
        }
    }
}

prop_compose! {
    fn market()(mid in -30..30_i64, sizes in prop::collection::vec(1..150_000_i64, 0..12), prints in
        prop::collection::vec((-35..35_i64, 1..100_000_i64), 0..3)) -> Step {
        let level = |i: usize, away: i64, lots: i64| {
            Level { price: price(mid + away * (1 + i as i64 / 2)), size: Decimal::new(lots, 4) }
        };
        let side = |rest: usize, away: i64| sizes.iter().enumerate().filter(|(i, _)| i % 2 == rest)
            .map(|(i, lots)| level(i, away, *lots)).collect();
        let print = |(at, lots): &(i64, i64)| Trade {
            id: String::new(), time_ms: i64::MAX, side: Side::Buy, price: price(*at), size: Decimal::new(*lots, 4),
        };
        Step::Market { book: Book { bids: side(0, -1), asks: side(1, 1), time_ms: 0 }, prints: prints.iter().map(print).collect() }
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => order().prop_map(|o| Step::Submit(Box::new(o))),
        5 => market(),
        1 => (0..40_usize).prop_map(Step::Cancel),
    ];
    prop::collection::vec(step, 1..60)
}

fn frictions() -> impl Strategy<Value = Frictions> {
    (prop_oneof![Just(0), Just(150)], prop_oneof![Just(0), 1..20_i64])
        .prop_map(|(latency_ms, bps)| Frictions { latency_ms, slippage_bps: Decimal::from(bps) })
}

fn opening() -> Vec<LedgerRecord> {
    [("USD", 3_000), ("SIM-A", 20)]
        .map(|(currency, amount)| LedgerRecord::Deposited {
            id: format!("opening {currency}"),
            currency: currency.to_owned(),
            amount: Decimal::from(amount),
            time_ms: 0,
        })
        .to_vec()
}

/// A venue of nothing but the pure parts.
struct Bench {
    state: State,
    records: Vec<LedgerRecord>,
    book: Book,
    now_ms: i64,
    frictions: Frictions,
}

impl Bench {
    fn new(frictions: Frictions, records: Vec<LedgerRecord>) -> Self {
        let state = State::replay(&records).unwrap();
        Self { state, records, book: Book::default(), now_ms: 0, frictions }
    }

    fn take_in(&mut self, records: Vec<LedgerRecord>) {
        for r in &records {
            self.state.apply(r).unwrap();
        }
        self.records.extend(records);
    }

    fn submit(&mut self, order: &OrderRequest) {
        if self.state.taken(&order.client_id).is_some() {
            return;
        }
        let got = on_submit(&self.state.live, self.frictions, order, &instrument(), &self.book, self.now_ms);
        match got {
            Ok(records) => self.take_in(records),
            Err(Stopped::Refused(_)) => {}
            Err(Stopped::Fault(fault)) => panic!("{fault}"),
        }
    }

    fn step(&mut self, number: usize, step: &Step) {
        self.now_ms += 100;
        match step {
            Step::Submit(order) => {
                self.submit(&OrderRequest { client_id: format!("o{number}"), ..(**order).clone() });
            }
            Step::Market { book, prints } => {
                self.book = book.clone();
                let id = instrument().id;
                let moment = Moment { instrument: &id, book, prints, time_ms: self.now_ms };
                let records = on_market(&self.state.live, self.frictions, &moment).unwrap();
                self.take_in(records);
            }
            Step::Cancel(which) => {
                let open: Vec<u64> = self.state.live.orders.keys().copied().collect();
                if let Some(sequence) = open.get(*which) {
                    let client_id = self.state.live.orders[sequence].order.client_id.clone();
                    let (sequence, reason, time_ms) = (*sequence, CancelReason::Requested, self.now_ms);
                    self.take_in(vec![LedgerRecord::Cancelled { sequence, client_id, reason, time_ms }]);
                }
            }
        }
    }
}

/// Money and goods are what was put in, moved by the fills, and nothing is below zero.
fn check(bench: &Bench) -> Result<(), TestCaseError> {
    let mut totals: BTreeMap<String, Decimal> = BTreeMap::new();
    let mut filled: BTreeMap<u64, Decimal> = BTreeMap::new();
    let mut last_trade = String::new();
    for record in &bench.records {
        match record {
            LedgerRecord::Deposited { currency, amount, .. } => {
                *totals.entry(currency.clone()).or_default() += *amount;
            }
            LedgerRecord::Filled { sequence, fill } => {
                let sign = if fill.side == Side::Buy { Decimal::ONE } else { -Decimal::ONE };
                *totals.entry("SIM-A".to_owned()).or_default() += sign * fill.quantity;
                *totals.entry("USD".to_owned()).or_default() -= sign * fill.price * fill.quantity + fill.fee;
                *filled.entry(*sequence).or_default() += fill.quantity;
                prop_assert!(fill.trade_id > last_trade);
                prop_assert!(fill.quantity > Decimal::ZERO && (fill.quantity % instrument().lot).is_zero());
                prop_assert!((fill.price % instrument().tick).is_zero());
                last_trade.clone_from(&fill.trade_id);
            }
            _ => {}
        }
    }
    for balance in bench.state.balances() {
        prop_assert_eq!(balance.total, totals[&balance.currency], "{}", balance.currency);
        prop_assert!(balance.total >= Decimal::ZERO);
        prop_assert!(balance.available >= Decimal::ZERO && balance.available <= balance.total);
    }
    for record in &bench.records {
        if let LedgerRecord::Accepted { sequence, order, .. } = record {
            let order_filled = filled.get(sequence).copied().unwrap_or_default();
            prop_assert!(order_filled <= order.quantity);
            prop_assert_eq!(bench.state.lookup(&order.client_id).map(|o| o.filled), Some(order_filled));
        }
    }
    Ok(())
}

/// No fill is worse than its order's limit.
fn check_limits(bench: &Bench) -> Result<(), TestCaseError> {
    for order in bench.records.iter().filter_map(|r| match r {
        LedgerRecord::Accepted { order, .. } => Some(order),
        _ => None,
    }) {
        for fill in bench.state.lookup(&order.client_id).map(|o| o.fills).unwrap_or_default() {
            if let Some(limit) = order.price {
                let within = if order.side == Side::Buy { fill.price <= limit } else { fill.price >= limit };
                prop_assert!(within, "{} against {}", fill.price, limit);
            }
            prop_assert!(!(order.post_only && order.order_type == OrderType::Limit) || fill.maker);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn money_and_goods_are_conserved_and_never_below_zero(frictions in frictions(), steps in steps()) {
        let mut bench = Bench::new(frictions, opening());
        for (i, step) in steps.iter().enumerate() {
            bench.step(i, step);
            check(&bench)?;
        }
        check_limits(&bench)?;
    }

    #[test]
    fn the_same_events_give_the_same_records(frictions in frictions(), steps in steps()) {
        let run = || {
            let mut bench = Bench::new(frictions, opening());
            steps.iter().enumerate().for_each(|(i, s)| bench.step(i, s));
            serde_json::to_string(&bench.records).unwrap()
        };
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn any_prefix_of_the_ledger_is_a_venue_that_goes_on(
        frictions in frictions(), steps in steps(), cut: prop::sample::Index,
    ) {
        let mut bench = Bench::new(frictions, opening());
        let mut states = vec![State::default()];
        for r in opening() {
            let mut next = states[states.len() - 1].clone();
            next.apply(&r).unwrap();
            states.push(next);
        }
        for (i, step) in steps.iter().enumerate() {
            let before = bench.records.len();
            bench.step(i, step);
            for r in &bench.records[before..] {
                let mut next = states[states.len() - 1].clone();
                next.apply(r).unwrap();
                states.push(next);
            }
        }
        prop_assert_eq!(&states[states.len() - 1], &bench.state);
        let kept = cut.index(bench.records.len() + 1);
        let text = serde_json::to_string(&bench.records[..kept]).unwrap();
        let read: Vec<LedgerRecord> = serde_json::from_str(&text).unwrap();
        let mut again = Bench::new(frictions, read);
        prop_assert_eq!(&again.state, &states[kept]);
        if kept >= opening().len() {
            again.now_ms = bench.now_ms;
            for (i, step) in steps.iter().enumerate() {
                again.step(i, step);
                check(&again)?;
            }
        }
    }

    #[test]
    fn orders_of_a_group_never_fill_more_than_the_largest_of_them(steps in steps()) {
        let mut bench = Bench::new(Frictions::default(), opening());
        let mut joined: BTreeMap<String, Vec<OrderRequest>> = BTreeMap::new();
        for (i, step) in steps.iter().enumerate() {
            // Only groups whose orders are all there before the first fill have one quantity to share.
            if let Step::Submit(o) = step
                && o.oco_group.as_ref().is_some_and(|g| bench.state.live.groups.contains_key(g))
            {
                continue;
            }
            let known = bench.records.len();
            bench.step(i, step);
            for r in &bench.records[known..] {
                if let LedgerRecord::Accepted { order, .. } = r && let Some(g) = &order.oco_group {
                    joined.entry(g.clone()).or_default().push((**order).clone());
                }
            }
        }
        for (group, orders) in joined {
            let filled: Decimal = orders.iter().filter_map(|o| bench.state.lookup(&o.client_id)).map(|o| o.filled).sum();
            let largest = orders.iter().map(|o| o.quantity).max().unwrap();
            prop_assert!(filled <= largest, "{}: {} of {}", group, filled, largest);
        }
    }

    #[test]
    fn submitting_again_does_nothing(steps in steps()) {
        let mut once = Bench::new(Frictions::default(), opening());
        let mut twice = Bench::new(Frictions::default(), opening());
        for (i, step) in steps.iter().enumerate() {
            once.step(i, step);
            twice.step(i, step);
            if let Step::Submit(o) = step && twice.state.taken(&format!("o{i}")).is_some() {
                twice.submit(&OrderRequest { client_id: format!("o{i}"), ..(**o).clone() });
            }
        }
        prop_assert_eq!(once.records, twice.records);
    }
}

/// The stories above would prove little if hardly anything happened in them.
#[test]
fn generated_stories_reach_every_kind_of_record() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..300 {
        let (frictions, steps) = (frictions(), steps()).new_tree(&mut runner).unwrap().current();
        let mut bench = Bench::new(frictions, opening());
        steps.iter().enumerate().for_each(|(i, s)| bench.step(i, s));
        for record in &bench.records {
            let kind = match record {
                LedgerRecord::Deposited { .. } => "deposited".to_owned(),
                LedgerRecord::Accepted { .. } => "accepted".to_owned(),
                LedgerRecord::Rested { .. } => "rested".to_owned(),
                LedgerRecord::Triggered { .. } => "triggered".to_owned(),
                LedgerRecord::Filled { fill, .. } => if fill.maker { "maker" } else { "taker" }.to_owned(),
                LedgerRecord::Cancelled { reason, .. } => reason.as_str().to_owned(),
            };
            *seen.entry(kind).or_default() += 1;
        }
    }
    let wanted = [
        "accepted",
        "rested",
        "triggered",
        "maker",
        "taker",
        "requested",
        "oco",
        "ioc",
        "fok",
        "post_only",
        "no_liquidity",
        "balance",
    ];
    for kind in wanted {
        assert!(seen.get(kind).copied().unwrap_or_default() >= 5, "{kind}: {seen:?}");
    }
}
