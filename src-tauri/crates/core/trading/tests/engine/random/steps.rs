//! Random steps. Most make an input that could be taken; some make one that never should be.

use approvals::sign;
use domain::{Actor, Decimal, Fill, OrderRole, OrderStatus, OrderType, Side};
use proptest::prelude::*;
use trading::{Input, KillLevel, Order, Policy, Proposal, Ticket};

use super::super::fixture::*;

#[derive(Debug, Clone)]
pub enum Step {
    Propose { side: bool, quantity: u32, limit: Option<i8>, by: u8 },
    Sign { approval: u8, by: u8 },
    Reject { approval: u8, by: u8 },
    Execute { approval: u8, quantity: u32, by: u8 },
    Trade { quantity: u32 },
    Manual { side: bool, quantity: u32, limit: Option<i8>, bracket: bool, by: u8 },
    Close { by: u8 },
    Cancel { order: u8 },
    CancelAll,
    Send { order: u8 },
    Unconfirmed { order: u8 },
    Acknowledge { order: u8 },
    Fill { order: u8, percent: u8, price: i8 },
    FillAgain,
    LateFill { order: u8 },
    Cancelled { order: u8 },
    Refused { order: u8 },
    Move { ticks: i8, ms: u32 },
    Halt { kind: u8, by: u8 },
    Mandate { kind: u8, by: u8 },
    People { kind: u8 },
    Head,
    Nonsense { kind: u8, number: i64 },
}

pub fn step() -> impl Strategy<Value = Step> {
    let quantity = 1_u32..60_000;
    let limit = || proptest::option::of(-30_i8..30);
    prop_oneof![
        3 => (any::<bool>(), quantity.clone(), limit(), 0..5_u8)
            .prop_map(|(side, quantity, limit, by)| Step::Propose { side, quantity, limit, by }),
        4 => (any::<u8>(), 0..4_u8).prop_map(|(approval, by)| Step::Sign { approval, by }),
        1 => (any::<u8>(), 0..4_u8).prop_map(|(approval, by)| Step::Reject { approval, by }),
        4 => (any::<u8>(), quantity.clone(), 0..4_u8)
            .prop_map(|(approval, quantity, by)| Step::Execute { approval, quantity, by }),
        4 => (1_u32..300).prop_map(|quantity| Step::Trade { quantity }),
        4 => (any::<bool>(), quantity, limit(), any::<bool>(), 0..4_u8)
            .prop_map(|(side, quantity, limit, bracket, by)| Step::Manual { side, quantity, limit, bracket, by }),
        2 => (0..4_u8).prop_map(|by| Step::Close { by }),
        2 => any::<u8>().prop_map(|order| Step::Cancel { order }),
        1 => Just(Step::CancelAll),
        10 => any::<u8>().prop_map(|order| Step::Send { order }),
        1 => any::<u8>().prop_map(|order| Step::Unconfirmed { order }),
        4 => any::<u8>().prop_map(|order| Step::Acknowledge { order }),
        14 => (any::<u8>(), any::<u8>(), -20_i8..20)
            .prop_map(|(order, percent, price)| Step::Fill { order, percent, price }),
        1 => Just(Step::FillAgain),
        1 => any::<u8>().prop_map(|order| Step::LateFill { order }),
        8 => any::<u8>().prop_map(|order| Step::Cancelled { order }),
        1 => any::<u8>().prop_map(|order| Step::Refused { order }),
        3 => (-40_i8..40, 0..400_000_u32).prop_map(|(ticks, ms)| Step::Move { ticks, ms }),
        1 => (0..6_u8, 0..4_u8).prop_map(|(kind, by)| Step::Halt { kind, by }),
        1 => (0..4_u8, 0..4_u8).prop_map(|(kind, by)| Step::Mandate { kind, by }),
        1 => (0..6_u8).prop_map(|kind| Step::People { kind }),
        1 => Just(Step::Head),
        2 => (0..8_u8, any::<i64>()).prop_map(|(kind, number)| Step::Nonsense { kind, number }),
    ]
}

const NAMES: [&str; 5] = ["maja", "erik", "tom", "vera", "nobody"];

fn who(by: u8) -> Actor {
    user(NAMES[usize::from(by)])
}

fn lots(quantity: u32) -> Decimal {
    Decimal::new(i64::from(quantity) * 10, 4)
}

fn pick<T>(from: Vec<T>, at: u8) -> Option<T> {
    let index = usize::from(at).checked_rem(from.len())?;
    from.into_iter().nth(index)
}

fn order_id(desk: &Desk, at: u8, wanted: impl Fn(&Order) -> bool) -> String {
    let ids = desk.engine.state().orders.values().filter(|o| wanted(o)).map(|o| o.request.client_id.clone());
    pick(ids.collect(), at).unwrap_or_else(|| "no-such-order".into())
}

fn approval_id(desk: &Desk, at: u8) -> String {
    let mut ids: Vec<String> = desk.engine.state().undecided_approvals().map(|a| a.id().to_owned()).collect();
    if ids.is_empty() {
        ids = desk.engine.state().approvals.keys().cloned().collect();
    }
    pick(ids, at).unwrap_or_else(|| "CS-0".into())
}

/// What a venue could fill of an order: it honours reduce-only, and of two linked legs fills one quantity.
fn fillable(desk: &Desk, order: &Order) -> Decimal {
    let state = desk.engine.state();
    if order.request.side == Side::Buy {
        return order.unfilled();
    }
    let linked = order.protects.as_ref().and_then(|e| state.brackets.get(e)).map(|b| b.placed - b.filled);
    order.unfilled().min(linked.unwrap_or(Decimal::MAX)).min(desk.held())
}

fn fill(desk: &mut Desk, id: &str, percent: u8, ticks: i8) -> Input {
    let Ok(order) = desk.engine.state().order(id).cloned() else {
        return Input::Cancelled { client_id: id.into(), reason: String::new() };
    };
    let most = fillable(desk, &order);
    let part = instrument().round_quantity(most * Decimal::new(i64::from(percent), 2));
    let quantity = if percent > 100 || part.is_zero() { most } else { part };
    let price = (desk.price + Decimal::new(ticks.into(), 2)).to_string();
    Input::Filled { fill: desk.a_fill(id, &quantity.to_string(), &price) }
}

impl Step {
    pub fn make(self, desk: &mut Desk) -> (Actor, Input) {
        let n = desk.journal.len();
        let fresh = format!("c{n}");
        let side = |buy| if buy { Side::Buy } else { Side::Sell };
        match self {
            Self::Propose { side: buy, quantity, limit, by } => {
                let price = limit.map(|ticks| desk.price + Decimal::new(ticks.into(), 2));
                let mut p = Proposal {
                    quantity: lots(quantity),
                    price,
                    side: side(buy),
                    ..proposal(&format!("CS-{n}"), "1")
                };
                p.order_type = if limit.is_some() { OrderType::Limit } else { OrderType::Market };
                (p.stop, p.target) = (Some(desk.price - d("2")), Some(desk.price + d("4")));
                (who(by), desk.propose(p))
            }
            Self::Sign { approval, by } => {
                let id = approval_id(desk, approval);
                let name = NAMES[usize::from(by)];
                let input = if desk.engine.state().approval(&id).is_ok() {
                    desk.signing(&id, name)
                } else {
                    Input::Reject { approval: id, reason: String::new() }
                };
                (user(name), input)
            }
            Self::Reject { approval, by } => {
                let approval = approval_id(desk, approval);
                (who(by), Input::Reject { approval, reason: "no".into() })
            }
            Self::Execute { approval, quantity, by } => {
                let id = approval_id(desk, approval);
                let cap =
                    desk.engine.state().approval(&id).map(|a| a.proposal.quantity).unwrap_or(Decimal::ONE);
                let quantity = lots(quantity).min(cap + d("0.001")).to_string();
                (who(by), desk.execute(&id, &quantity, &fresh))
            }
            Self::Trade { quantity } => {
                let id = format!("CS-{n}");
                let mut p = Proposal { quantity: lots(quantity * 10), ..proposal(&id, "1") };
                (p.stop, p.target) = (Some(desk.price - d("2")), Some(desk.price + d("4")));
                let quantity = p.quantity.to_string();
                let _ = desk.apply_quietly(user("tom"), desk.propose(p));
                if desk.engine.state().approval(&id).is_err() {
                    return (user("vera"), Input::CancelAll);
                }
                let _ = desk.apply_quietly(user("maja"), desk.signing(&id, "maja"));
                (user("tom"), desk.execute(&id, &quantity, &fresh))
            }
            Self::Manual { side: buy, quantity, limit, bracket, by } => {
                let price = limit.map(|ticks| (desk.price + Decimal::new(ticks.into(), 2)).to_string());
                let held = instrument().round_quantity(desk.held() / d("2"));
                let quantity = if buy || held.is_zero() { lots(quantity) } else { held };
                let mut t = Ticket { ..ticket(side(buy), &quantity.to_string(), price.as_deref()) };
                (t.stop, t.target) = if bracket { (Some(desk.price - d("3")), None) } else { (None, None) };
                if !buy {
                    t.stop = None;
                }
                (who(by), desk.place(&fresh, t))
            }
            Self::Close { by } => (who(by), desk.close(&fresh)),
            Self::Cancel { order } => {
                (user("tom"), Input::CancelRequested { client_id: order_id(desk, order, Order::is_working) })
            }
            Self::CancelAll => (user("tom"), Input::CancelAll),
            Self::Send { order } => {
                let client_id = order_id(desk, order, |o| o.status == OrderStatus::Intended);
                (Actor::Gateway, Input::Sent { client_id, attempt: 1 })
            }
            Self::Unconfirmed { order } => {
                let client_id = order_id(desk, order, Order::is_working);
                (Actor::Gateway, Input::Unconfirmed { client_id, attempt: 1 })
            }
            Self::Acknowledge { order } => {
                let client_id = order_id(desk, order, |o| o.venue_id.is_none());
                let venue_id = format!("V-{client_id}");
                (venue(), Input::Acknowledged { client_id, venue_id })
            }
            Self::Fill { order, percent, price } => {
                let id = order_id(desk, order, |o| o.is_working() && o.attempts > 0);
                (venue(), fill(desk, &id, percent, price))
            }
            Self::FillAgain => match desk.engine.state().fills.last().cloned() {
                Some(fill) => (venue(), Input::Filled { fill }),
                None => (venue(), Input::Tick { marks: vec![] }),
            },
            Self::LateFill { order } => {
                let late = |o: &Order| o.status == OrderStatus::Canceled && o.request.side == Side::Buy;
                let id = order_id(desk, order, late);
                (venue(), fill(desk, &id, 10, 0))
            }
            Self::Cancelled { order } => {
                let asked = |o: &Order| o.is_working() && (o.cancel_requested || order % 8 == 0);
                let client_id = order_id(desk, order, asked);
                (venue(), Input::Cancelled { client_id, reason: "as asked".into() })
            }
            Self::Refused { order } => {
                let unfilled = |o: &Order| o.is_working() && o.filled.is_zero();
                let client_id = order_id(desk, order, unfilled);
                (venue(), Input::Refused { client_id, reason: "no".into() })
            }
            Self::Move { ticks, ms } => {
                desk.price += Decimal::new(ticks.into(), 2);
                desk.now_ms += i64::from(ms);
                (Actor::System, Input::Tick { marks: desk.marks() })
            }
            Self::Halt { kind, by } => (who(by), halt(kind)),
            Self::Mandate { kind, by } => (who(by), mandates(desk, kind, by, n)),
            Self::People { kind } => people(kind, n),
            Self::Head => {
                let statement = desk.head_statement();
                let signature = sign(&statement, &signing_key("instance"));
                (Actor::System, Input::HeadSigned { statement, key: "instance".into(), signature })
            }
            Self::Nonsense { kind, number } => nonsense(desk, kind, number),
        }
    }
}

fn halt(kind: u8) -> Input {
    match kind {
        0 => Input::Pause { reason: "a pause".into() },
        1 => Input::Kill { level: KillLevel::PauseEntries },
        2 => Input::Kill { level: KillLevel::CancelOrders },
        3 => Input::Kill { level: KillLevel::Flatten },
        _ => Input::Resume,
    }
}

fn mandates(desk: &Desk, kind: u8, by: u8, n: usize) -> Input {
    let key = format!("{}-1", NAMES[usize::from(by)]);
    match kind {
        0 => Input::RevokeMandate { mandate: "M-PAPER".into(), reason: "test".into() },
        1 => Input::RevokeMandate { mandate: "M-EXIT".into(), reason: "test".into() },
        _ => {
            let mut statement = mandate(&format!("M-{n}"), kind == 2);
            statement.policy = desk.engine.state().policy_name();
            let signature = sign(&statement, &signing_key(&key));
            Input::SignMandate { statement, key, signature }
        }
    }
}

fn people(kind: u8, n: usize) -> (Actor, Input) {
    match kind {
        0 => (user("erik"), Input::KeyRevoked { key: "erik-1".into(), reason: "lost".into() }),
        1 => (user("maja"), Input::UserDisabled { user: "vera".into() }),
        2 => (user("maja"), Input::UserCreated { user: format!("u{n}"), role: domain::Role::Viewer }),
        3 => (user("tom"), Input::LoggedIn { user: "tom".into() }),
        4 => (Actor::System, Input::LoginFailed { user: "tom".into() }),
        _ => (
            user("maja"),
            Input::PolicyChanged { policy: Policy { max_trades_per_day: 30, ..Policy::default() } },
        ),
    }
}

fn nonsense(desk: &mut Desk, kind: u8, number: i64) -> (Actor, Input) {
    let amount = Decimal::from_i128_with_scale(i128::from(number), (number.unsigned_abs() % 28) as u32);
    let price = desk.price.to_string();
    match kind {
        0 => (user("tom"), desk.place("n1", Ticket { quantity: amount, ..ticket(Side::Buy, "1", None) })),
        1 => (
            user("tom"),
            desk.place("n1", Ticket { price: Some(amount), ..ticket(Side::Buy, "1", Some(&price)) }),
        ),
        2 => (user("tom"), desk.propose(Proposal { stop: Some(amount), ..proposal("N-1", "1") })),
        3 => (
            Actor::System,
            Input::Tick { marks: vec![trading::Mark { instrument: sim_a(), price: -amount.abs() }] },
        ),
        4 => {
            let id = order_id(desk, number as u8, |o| o.request.role == OrderRole::Entry);
            let fill = Fill {
                client_id: id,
                trade_id: "n".into(),
                instrument: sim_a(),
                side: Side::Sell,
                quantity: amount,
                price: amount,
                fee: amount,
                fee_currency: "USD".into(),
                maker: false,
                time_ms: number,
            };
            (venue(), Input::Filled { fill })
        }
        5 => (
            user("maja"),
            Input::PolicyChanged { policy: Policy { drift_band: amount, ..Policy::default() } },
        ),
        6 => {
            (user("maja"), Input::SettingChanged { name: "x".into(), value: number.saturating_mul(9).into() })
        }
        _ => (Actor::System, Input::Noted { kind: "order.filled".into(), body: number.into() }),
    }
}
