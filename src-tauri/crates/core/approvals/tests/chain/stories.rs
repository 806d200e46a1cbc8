//! Generated stories: whatever a desk that keeps the rules does, its file is proven.

use approvals::canonical::object;
use approvals::entry::body;
use approvals::{ChainVerifier, verify_file};
use domain::{Actor, Decimal, Fill, InstrumentId, OrderRole, Side, VenueId};
use proptest::prelude::*;
use proptest::sample::Index;

use super::draft::{file, seal};
use super::finale;
use super::world::{World, public_key};

#[derive(Debug, Clone)]
pub enum Step {
    Wait(i64),
    Propose { buy: bool, cap: u32, required: u32 },
    Sign { approval: Index, admin: usize },
    End { approval: Index, rejected: bool },
    Enter { approval: Index, percent: u32 },
    Leave { approval: Index, role: OrderRole, percent: u32 },
    Mandate { buy: bool, reduce_only: bool, most: Option<u32> },
    RevokeMandate(Index),
    UnderMandate { mandate: Index, quantity: u32 },
    Send(Index),
    Unconfirm(Index),
    Acknowledge(Index),
    Fill { order: Index, percent: u32 },
    Close { order: Index, refused: bool },
    Rotate(usize),
    Head,
    Note(String),
}

fn step() -> impl Strategy<Value = Step> {
    let percent = || prop_oneof![1_u32..=100, Just(100)];
    let role = prop_oneof![Just(OrderRole::Stop), Just(OrderRole::Target), Just(OrderRole::Exit)];
    prop_oneof![
        1 => (0_i64..400_000).prop_map(Step::Wait),
        3 => (any::<bool>(), 1_u32..100_000, 1_u32..=2)
            .prop_map(|(buy, cap, required)| Step::Propose { buy, cap, required }),
        6 => (any::<Index>(), 0_usize..3).prop_map(|(approval, admin)| Step::Sign { approval, admin }),
        1 => (any::<Index>(), any::<bool>()).prop_map(|(approval, rejected)| Step::End { approval, rejected }),
        6 => (any::<Index>(), percent()).prop_map(|(approval, percent)| Step::Enter { approval, percent }),
        3 => (any::<Index>(), role, percent())
            .prop_map(|(approval, role, percent)| Step::Leave { approval, role, percent }),
        1 => (any::<bool>(), any::<bool>(), prop::option::of(1_u32..5_000))
            .prop_map(|(buy, reduce_only, most)| Step::Mandate { buy, reduce_only, most }),
        1 => any::<Index>().prop_map(Step::RevokeMandate),
        3 => (any::<Index>(), 1_u32..9_000)
            .prop_map(|(mandate, quantity)| Step::UnderMandate { mandate, quantity }),
        8 => any::<Index>().prop_map(Step::Send),
        1 => any::<Index>().prop_map(Step::Unconfirm),
        4 => any::<Index>().prop_map(Step::Acknowledge),
        8 => (any::<Index>(), percent()).prop_map(|(order, percent)| Step::Fill { order, percent }),
        3 => (any::<Index>(), any::<bool>()).prop_map(|(order, refused)| Step::Close { order, refused }),
        1 => (0_usize..3).prop_map(Step::Rotate),
        1 => Just(Step::Head),
        1 => any::<String>().prop_map(Step::Note),
    ]
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 0..90)
}

fn share(of: Decimal, percent: u32) -> Decimal {
    (of * Decimal::new(percent.into(), 2)).round_dp(8)
}

/// Plays the steps that the rules allow where they come.
pub fn play(steps: &[Step]) -> World {
    let mut world = World::new();
    for (n, step) in steps.iter().enumerate() {
        let id = format!("s{n}");
        play_step(&mut world, step, &id);
    }
    world
}

fn pick(index: &Index, length: usize) -> Option<usize> {
    (length > 0).then(|| index.index(length))
}

fn play_step(world: &mut World, step: &Step, id: &str) {
    match step {
        Step::Wait(ms) => world.now += ms,
        Step::Propose { buy, cap, required } => {
            let side = if *buy { Side::Buy } else { Side::Sell };
            world.propose(id, side, Decimal::new((*cap).into(), 3), *required, 300_000);
        }
        Step::Sign { approval, admin } => {
            if let Some(approval) = pick(approval, world.approvals.len()) {
                world.sign(approval, *admin);
            }
        }
        Step::End { approval, rejected } => {
            if let Some(approval) = pick(approval, world.approvals.len()) {
                world.end(approval, *rejected);
            }
        }
        Step::Enter { approval, percent } => {
            let Some(approval) = pick(approval, world.approvals.len()) else { return };
            let quantity = share(world.free_quantity(approval), *percent);
            if quantity > Decimal::ZERO {
                let price = [990, 1000, 1010][*percent as usize % 3];
                world.intend(approval, id, OrderRole::Entry, quantity, Decimal::new(price, 1));
            }
        }
        Step::Leave { approval, role, percent } => {
            let Some(approval) = pick(approval, world.approvals.len()) else { return };
            let quantity = share(world.approvals[approval].statement.quantity_cap, *percent);
            if world.is_signed(approval) && quantity > Decimal::ZERO {
                world.intend(approval, id, *role, quantity, Decimal::ONE);
            }
        }
        Step::Mandate { buy, reduce_only, most } => {
            let sides = [if *buy { Side::Buy } else { Side::Sell }];
            world.mandate(id, &sides, *reduce_only, most.map(|n| Decimal::new(n.into(), 2)), 300_000);
        }
        Step::RevokeMandate(mandate) => {
            if let Some(mandate) = pick(mandate, world.mandates.len()) {
                world.revoke(mandate);
            }
        }
        Step::UnderMandate { mandate, quantity } => {
            let Some(mandate) = pick(mandate, world.mandates.len()) else { return };
            let (now, signed) = (world.now, &world.mandates[mandate]);
            let most = signed.statement.max_quantity_per_order.unwrap_or(Decimal::MAX);
            let quantity = Decimal::new((*quantity).into(), 2).min(most);
            if !signed.revoked && now + 1 < signed.statement.expires_ms {
                world.intend_under(mandate, id, quantity);
            }
        }
        Step::Rotate(admin) => world.rotate(*admin),
        Step::Head => world.write_head(),
        Step::Note(text) => {
            world.write(Actor::System, "login.failed", object([("user", text.as_str().into())]));
        }
        _ => play_order_step(world, step, id),
    }
}

fn play_order_step(world: &mut World, step: &Step, id: &str) {
    let (Step::Send(index)
    | Step::Unconfirm(index)
    | Step::Acknowledge(index)
    | Step::Fill { order: index, .. }
    | Step::Close { order: index, .. }) = step
    else {
        return;
    };
    let Some(n) = pick(index, world.orders.len()) else { return };
    let (client_id, sent) = (world.orders[n].client_id.clone(), world.orders[n].sent);
    match step {
        Step::Send(_) => world.send(n),
        Step::Unconfirm(_) => {
            world.write(Actor::Gateway, body::ORDER_UNCONFIRMED, body::order_unconfirmed(&client_id, 1))
        }
        Step::Acknowledge(_) if sent => {
            world.write(
                Actor::Venue("kraken".to_owned()),
                body::ORDER_ACKNOWLEDGED,
                body::order_acknowledged(&client_id, id),
            );
        }
        Step::Fill { percent, .. } if sent => {
            let quantity = share(world.orders[n].unfilled, *percent);
            if quantity > Decimal::ZERO {
                world.fill(n, id, quantity);
            }
        }
        Step::Close { refused, .. } => world.close(n, *refused),
        _ => {}
    }
}

impl World {
    pub fn send(&mut self, order: usize) {
        let body = body::order_sent(&self.orders[order].client_id, 1);
        self.write(Actor::Gateway, body::ORDER_SENT, body);
        self.orders[order].sent = true;
    }

    pub fn fill(&mut self, order: usize, trade_id: &str, quantity: Decimal) {
        let fill = Fill {
            client_id: self.orders[order].client_id.clone(),
            trade_id: trade_id.to_owned(),
            instrument: InstrumentId::new(VenueId::new("kraken"), "BTC/USD".parse().unwrap()),
            side: Side::Buy,
            quantity,
            price: Decimal::new(100, 0),
            fee: Decimal::new(-1, 3),
            fee_currency: "USD".to_owned(),
            maker: false,
            time_ms: self.now,
        };
        self.write(Actor::Venue("kraken".to_owned()), body::ORDER_FILLED, body::order_filled(&fill));
        let order = &mut self.orders[order];
        order.unfilled -= quantity;
        if let Some(approval) = order.approval.filter(|_| order.closed) {
            self.approvals[approval].used += quantity;
        }
    }

    pub fn close(&mut self, order: usize, refused: bool) {
        let client_id = self.orders[order].client_id.clone();
        if refused {
            self.write(Actor::Gateway, body::ORDER_REFUSED, body::order_refused(&client_id, "no funds"));
        } else {
            self.write(Actor::Gateway, body::ORDER_CANCELLED, body::order_cancelled(&client_id, "asked"));
        }
        let order = &mut self.orders[order];
        if let Some(approval) = order.approval.filter(|_| !order.closed) {
            self.approvals[approval].used -= order.unfilled;
        }
        order.closed = true;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_story_that_keeps_the_rules_is_proven(steps in steps()) {
        let mut world = play(&steps);
        finale::play(&mut world);
        let sealed = seal(&world.drafts);
        let report = verify_file(file(&sealed).as_slice(), Some(public_key("instance"))).unwrap();
        let count = |kind: &str| world.drafts.iter().filter(|d| d.kind == kind).count() as u64;
        let signed = [body::ORDER_SIGNED, body::MANDATE_SIGNED, body::HEAD_SIGNED].map(count);
        prop_assert_eq!(report.entries, world.drafts.len() as u64);
        prop_assert_eq!(report.signatures, signed.iter().sum::<u64>() + 1);
        prop_assert_eq!((report.orders, report.covered), (world.orders.len() as u64, world.orders.len() as u64));
        prop_assert_eq!(report.head.hash, sealed.last().unwrap().hash);

        let mut verifier = ChainVerifier::new(None);
        for entry in &sealed {
            verifier.feed(&entry.entry, &entry.hash).unwrap();
        }
        let live = verifier.finish().unwrap();
        prop_assert_eq!(live.signatures + 1, report.signatures);
        prop_assert_eq!(live.head, report.head);
    }

    #[test]
    fn a_story_with_any_bit_changed_is_refused(steps in steps(), at in any::<Index>(), bit in 0_u32..8) {
        let mut bytes = file(&seal(&play(&steps).drafts));
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(verify_file(bytes.as_slice(), None).is_err(), "byte {} bit {}", at, bit);
    }
}
