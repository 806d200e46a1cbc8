#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::bitfinex::names::cid;
use crate::bitfinex::row::Row;
use crate::session::{Step, Told as Word};

fn ledger() -> Ledger {
    let names = Arc::new(Names::default());
    names.learn("CS-1");
    Ledger::new(VenueId::new("bitfinex"), names, Shared::default(), 100, 0)
}

fn order(left: &str, status: &str) -> WireOrder {
    let text = format!(
        r#"[7,null,{},"tBTCUSD",1,1,{left},1,"EXCHANGE LIMIT",null,null,null,0,"{status}",null,null,100,0,0,0]"#,
        cid("CS-1")
    );
    WireOrder::read(&Row::read(&text).unwrap()).unwrap()
}

fn trade(id: u64, amount: &str, fee: bool) -> WireTrade {
    let fee = if fee { "-0.1,\"USD\"" } else { "null,null" };
    let text =
        format!(r#"[{id},"tBTCUSD",{id},7,{amount},100,"EXCHANGE LIMIT",100,1,{fee},{}]"#, cid("CS-1"));
    WireTrade::read(&Row::read(&text).unwrap()).unwrap()
}

fn words(steps: &mut Steps) -> Vec<String> {
    let word = |step| match step {
        Step::Tell(Word::Account(AccountEvent::Order(report))) => match report {
            ExecutionReport::Acknowledged { venue_id, .. } => format!("ack {venue_id}"),
            ExecutionReport::Filled(fill) => format!("fill {} {}", fill.trade_id, fill.quantity),
            ExecutionReport::Cancelled { reason, .. } => format!("end {reason}"),
            ExecutionReport::Rejected { reason, .. } => format!("no {reason}"),
        },
        other => format!("{other:?}"),
    };
    steps.drain().map(word).collect()
}

#[test]
fn an_end_waits_for_the_fills_before_it() {
    let (mut ledger, mut steps) = (ledger(), Steps::default());
    ledger.order(&order("0.4", "CANCELED was: PARTIALLY FILLED @ 100.0(0.6)"), 0, &mut steps);
    assert_eq!(words(&mut steps), ["ack 7"]);
    ledger.trade(&trade(1, "0.6", false), 10, &mut steps);
    assert_eq!(words(&mut steps), Vec::<String>::new());
    assert_eq!(ledger.due(99), []);
    assert_eq!(ledger.due(100), [(7, "tBTCUSD".to_owned())]);
    ledger.trades_of(7, &[trade(1, "0.6", true)], 120, &mut steps);
    assert_eq!(words(&mut steps), ["fill 1 0.6", "end CANCELED was: PARTIALLY FILLED @ 100.0(0.6)"]);
    assert_eq!(ledger.due(1_000_000), []);
}

#[test]
fn an_order_whose_trades_never_come_ends_all_the_same_and_says_so() {
    let (mut ledger, mut steps) = (ledger(), Steps::default());
    ledger.order(&order("0.4", "CANCELED"), 0, &mut steps);
    for round in 0..TRIES {
        assert_eq!(ledger.due(10_000 * i64::from(round + 1)).len(), 1);
        ledger.trades_of(7, &[], 0, &mut steps);
    }
    let words = words(&mut steps);
    assert_eq!((words.len(), words[2].as_str()), (3, "end CANCELED"));
    assert_eq!(ledger.due(i64::MAX - 10_000), []);
}

proptest! {
    /// However often and in whatever order messages come, each fact is told once, and the end last.
    #[test]
    fn duplicates_and_disorder_tell_each_fact_once(
        picks in prop::collection::vec(0_usize..8, 1..60),
    ) {
        let (mut ledger, mut steps) = (ledger(), Steps::default());
        let message = |ledger: &mut Ledger, pick: usize, steps: &mut Steps| match pick {
            0 => ledger.order(&order("1", "ACTIVE"), 0, steps),
            1 => ledger.order(&order("0.4", "PARTIALLY FILLED @ 100(0.6)"), 0, steps),
            2 => ledger.order(&order("0.1", "CANCELED was: PARTIALLY FILLED"), 0, steps),
            3 => ledger.trade(&trade(1, "0.6", false), 0, steps),
            4 => ledger.trade(&trade(1, "0.6", true), 0, steps),
            5 => ledger.trade(&trade(2, "0.3", false), 0, steps),
            6 => ledger.trade(&trade(2, "0.3", true), 0, steps),
            _ => ledger.trades_of(7, &[trade(1, "0.6", true), trade(2, "0.3", true)], 0, steps),
        };
        for pick in picks.into_iter().chain([2, 7]) {
            message(&mut ledger, pick, &mut steps);
        }
        let told = words(&mut steps);
        let mut sorted = told.clone();
        sorted.sort();
        prop_assert_eq!(sorted, ["ack 7", "end CANCELED was: PARTIALLY FILLED", "fill 1 0.6", "fill 2 0.3"]);
        prop_assert_eq!(told.last().map(String::as_str), Some("end CANCELED was: PARTIALLY FILLED"));
    }
}
