//! `Countersigned` exists only for what was signed.

use approvals::keyring::SignatureFault;
use approvals::{
    Countersigned, Cover, KeyRing, MandateStatement, MandateUse, OrderStatement, SignedBy, Uncovered, sign,
};
use domain::{
    Decimal, InstrumentId, Mode, OrderRequest, OrderRole, OrderType, Role, Side, TimeInForce, VenueId,
};

use super::draft::{key, signed_by};
use super::world::{World, public_key};

const NOW: i64 = 1_571_277_600_000;

fn d(tenths: i64) -> Decimal {
    Decimal::new(tenths, 1)
}

fn keys() -> KeyRing {
    let mut keys = KeyRing::new();
    for (name, role) in
        [("maja", Role::Admin), ("erik", Role::Admin), ("dora", Role::Admin), ("tom", Role::Trader)]
    {
        keys.user_created(name, Some(role));
        keys.key_created(&format!("{name}-1"), public_key(&format!("{name}-1")), Some(name));
    }
    keys.key_created("maja-2", public_key("maja-2"), Some("maja"));
    keys.key_created("instance", public_key("instance"), None);
    keys.user_disabled("dora");
    keys
}

fn approval() -> OrderStatement {
    let mut world = World::new();
    let n = world.propose("CS-1", Side::Buy, d(25), 1, 300_000);
    OrderStatement { expires_ms: NOW + 1, ..world.approvals[n].statement.clone() }
}

fn entry() -> OrderRequest {
    OrderRequest {
        client_id: "cs-1".to_owned(),
        mode: Mode::Live,
        account: "main".to_owned(),
        instrument: InstrumentId::new(VenueId::new("kraken"), "BTC/USD".parse().unwrap()),
        side: Side::Buy,
        order_type: OrderType::Limit,
        role: OrderRole::Entry,
        quantity: d(25),
        price: Some(d(1010)),
        stop_price: None,
        time_in_force: TimeInForce::Gtc,
        post_only: false,
        reduce_only: false,
        oco_group: None,
        hidden: false,
        trail: None,
    }
}

fn exit(role: OrderRole, price: Option<Decimal>, stop_price: Option<Decimal>) -> OrderRequest {
    let order_type = OrderType::Stop;
    OrderRequest { role, side: Side::Sell, order_type, price, stop_price, reduce_only: true, ..entry() }
}

fn approved(
    request: OrderRequest,
    statement: &OrderStatement,
    signers: &[&str],
) -> Result<Countersigned, Uncovered> {
    let signatures: Vec<SignedBy> = signers.iter().map(|id| signed_by(statement, id)).collect();
    Countersigned::by_approval(request, statement, &signatures, signers.len(), &keys(), NOW)
}

#[test]
fn an_approved_order_carries_its_request_and_its_cover() {
    let order = approved(entry(), &approval(), &["maja-1", "erik-1"]).unwrap();
    assert_eq!(order.cover(), &Cover::Approval("CS-1".to_owned()));
    assert_eq!(order.request(), &entry());
    assert_eq!(order.into_request(), entry());
    for exit in [
        exit(OrderRole::Stop, None, Some(d(900))),
        exit(OrderRole::Target, Some(d(1105)), None),
        exit(OrderRole::Exit, None, None),
    ] {
        // what closes a position may come after the end
        let late = OrderStatement { expires_ms: NOW - 1, ..approval() };
        assert!(approved(exit, &late, &["maja-1"]).is_ok());
    }
}

#[test]
fn an_order_beside_what_was_approved_is_named() {
    type Change = fn(&mut OrderRequest);
    let cases: &[(&str, Change)] = &[
        ("mode", |r| r.mode = Mode::Paper),
        ("account", |r| r.account = "other".to_owned()),
        ("venue", |r| r.instrument.venue = VenueId::builtin()),
        ("instrument", |r| r.instrument.symbol = "ETH/USD".parse().unwrap()),
        ("hidden", |r| r.hidden = true),
        ("trail", |r| r.trail = Some(d(5))),
    ];
    for (field, change) in cases {
        let mut request = entry();
        change(&mut request);
        let error = approved(request, &approval(), &["maja-1"]).unwrap_err();
        assert!(matches!(&error, Uncovered::Differs { field: f, .. } if f == field), "{error}");
    }
    let refused = |change: Change| {
        let mut request = entry();
        change(&mut request);
        approved(request, &approval(), &["maja-1"]).unwrap_err()
    };
    let cover = || "approval CS-1".to_owned();
    assert!(matches!(refused(|r| r.side = Side::Sell), Uncovered::Side { asked: Side::Sell, .. }));
    assert!(matches!(refused(|r| r.order_type = OrderType::Market), Uncovered::OrderType { .. }));
    assert_eq!(refused(|r| r.quantity = d(0)), Uncovered::NoQuantity { asked: d(0) });
    let over = Uncovered::OverCap { cover: cover(), asked: d(26), limit: d(25) };
    assert_eq!(refused(|r| r.quantity = d(26)), over);
    assert!(matches!(refused(|r| r.price = None), Uncovered::Unpriced { order_type: OrderType::Limit, .. }));
    let (low, high) = (d(990), d(1010));
    for price in [d(989), d(1011)] {
        let mut request = entry();
        request.price = Some(price);
        let expected = Uncovered::OutOfBand { cover: cover(), price, low, high };
        assert_eq!(approved(request, &approval(), &["maja-1"]), Err(expected));
    }
    let late = OrderStatement { expires_ms: NOW, ..approval() };
    let expected = Uncovered::Expired { cover: cover(), expires_ms: NOW, now_ms: NOW };
    assert_eq!(approved(entry(), &late, &["maja-1"]), Err(expected));
    let stop = exit(OrderRole::Stop, None, Some(d(901)));
    assert!(matches!(approved(stop, &approval(), &["maja-1"]), Err(Uncovered::ExitPrice { .. })));
    let strict = OrderStatement { post_only: true, ..approval() };
    assert!(matches!(approved(entry(), &strict, &["maja-1"]), Err(Uncovered::NotPostOnly { .. })));
    let strict = OrderStatement { reduce_only: true, ..approval() };
    assert!(matches!(approved(entry(), &strict, &["maja-1"]), Err(Uncovered::NotReduceOnly { .. })));
}

#[test]
fn only_living_keys_of_different_admins_count() {
    let statement = approval();
    let fault = |signers: &[&str]| match approved(entry(), &statement, signers).unwrap_err() {
        Uncovered::Signature { fault, .. } => fault.code(),
        other => other.code(),
    };
    assert_eq!(fault(&["tom-1"]), "not_allowed");
    assert_eq!(fault(&["dora-1"]), "not_allowed");
    assert_eq!(fault(&["instance"]), "not_allowed");
    assert_eq!(fault(&["ghost"]), "unknown_key");
    assert_eq!(fault(&["maja-1", "maja-2"]), "uncovered_order");
    assert_eq!(fault(&[]), "uncovered_order");

    let by = signed_by(&statement, "maja-1");
    let other = OrderStatement { quantity_cap: d(26), ..statement.clone() };
    let error =
        Countersigned::by_approval(entry(), &other, std::slice::from_ref(&by), 1, &keys(), NOW).unwrap_err();
    assert!(matches!(error, Uncovered::Signature { fault: SignatureFault::BadSignature { .. }, .. }));
    let mut revoked = keys();
    revoked.key_revoked("maja-1");
    let error = Countersigned::by_approval(entry(), &statement, &[by], 1, &revoked, NOW).unwrap_err();
    assert!(matches!(error, Uncovered::Signature { fault: SignatureFault::KeyRevoked { .. }, .. }));
}

#[test]
fn a_time_beyond_what_can_be_written_gives_no_signature_that_fits_another_statement() {
    let forever = OrderStatement { expires_ms: i64::MAX, ..approval() };
    let other = OrderStatement { account: "other".to_owned(), ..forever.clone() };
    assert_ne!(sign(&forever, &key("maja-1")), sign(&other, &key("maja-1")));
}

fn mandate() -> MandateStatement {
    MandateStatement {
        mandate: "MD-1".to_owned(),
        mode: Mode::Paper,
        account: "paper".to_owned(),
        venue: VenueId::builtin(),
        instrument: "SIM-A/USD".to_owned(),
        sides: vec![Side::Buy],
        reduce_only: false,
        bot: Some("3".to_owned()),
        max_quantity_per_order: Some(d(50)),
        max_notional_per_order: Some(d(6_000)),
        max_notional_per_day: Some(d(20_000)),
        max_orders_per_day: Some(20),
        max_loss: Some(d(500)),
        policy: "v1".to_owned(),
        starts_ms: NOW,
        expires_ms: NOW + 1,
    }
}

fn bot_order() -> OrderRequest {
    let instrument = InstrumentId::new(VenueId::builtin(), "SIM-A/USD".parse().unwrap());
    let (mode, account, order_type) = (Mode::Paper, "paper".to_owned(), OrderType::Market);
    OrderRequest { mode, account, instrument, order_type, quantity: d(50), price: None, ..entry() }
}

fn unused() -> MandateUse {
    MandateUse { bot: Some("3".to_owned()), ..MandateUse::default() }
}

fn mandated(
    request: OrderRequest,
    statement: &MandateStatement,
    used: &MandateUse,
    price: Option<Decimal>,
) -> Result<Countersigned, Uncovered> {
    let by = signed_by(statement, "erik-1");
    Countersigned::by_mandate(request, statement, &by, &keys(), used, NOW, price)
}

#[test]
fn a_bot_trades_inside_its_mandate_and_nowhere_else() {
    let (m, price) = (mandate(), Some(d(1200)));
    let ok = mandated(bot_order(), &m, &unused(), price).unwrap();
    assert_eq!(ok.cover(), &Cover::Mandate("MD-1".to_owned()));
    let refused = |used: MandateUse, price| mandated(bot_order(), &m, &used, price).unwrap_err();
    assert!(matches!(refused(MandateUse::default(), price), Uncovered::WrongBot { asked: None, .. }));
    assert!(matches!(refused(unused(), None), Uncovered::NoPrice { .. }));
    assert!(matches!(refused(unused(), Some(d(1201))), Uncovered::OverOrderNotional { .. }));
    let spent = MandateUse { notional: Decimal::new(1_401, 0), ..unused() };
    assert!(matches!(refused(spent, price), Uncovered::OverDayNotional { .. }));
    let spent = MandateUse { notional: Decimal::new(1_400, 0), ..unused() };
    assert!(mandated(bot_order(), &m, &spent, price).is_ok());
    assert!(matches!(refused(MandateUse { orders: 20, ..unused() }, price), Uncovered::OverDayOrders { .. }));
    assert!(mandated(bot_order(), &m, &MandateUse { orders: 19, ..unused() }, price).is_ok());
    let lost = MandateUse { loss: d(500), ..unused() };
    assert!(matches!(refused(lost.clone(), price), Uncovered::OverLoss { .. }));
    let closing = OrderRequest { role: OrderRole::Exit, side: Side::Sell, ..bot_order() };
    assert!(mandated(closing, &m, &lost, price).is_ok());

    let big = OrderRequest { quantity: d(51), ..bot_order() };
    assert!(matches!(mandated(big, &m, &unused(), price), Err(Uncovered::OverCap { .. })));
    let sell = OrderRequest { side: Side::Sell, ..bot_order() };
    assert!(matches!(mandated(sell, &m, &unused(), price), Err(Uncovered::Side { .. })));
    let later = MandateStatement { starts_ms: NOW + 1, expires_ms: NOW + 2, ..mandate() };
    assert!(matches!(mandated(bot_order(), &later, &unused(), price), Err(Uncovered::NotStarted { .. })));
    let over = MandateStatement { expires_ms: NOW, ..mandate() };
    assert!(matches!(mandated(bot_order(), &over, &unused(), price), Err(Uncovered::Expired { .. })));
    assert!(matches!(mandated(entry(), &m, &unused(), price), Err(Uncovered::Differs { field: "mode", .. })));
    let by = signed_by(&m, "tom-1");
    let trader = Countersigned::by_mandate(bot_order(), &m, &by, &keys(), &unused(), NOW, price);
    assert_eq!(trader.unwrap_err().code(), "not_allowed");
}

#[test]
fn an_exit_mandate_closes_anything_and_opens_nothing() {
    let m = MandateStatement {
        instrument: "*".to_owned(),
        sides: vec![Side::Buy, Side::Sell],
        reduce_only: true,
        bot: None,
        max_quantity_per_order: None,
        max_notional_per_order: None,
        max_notional_per_day: None,
        max_orders_per_day: None,
        max_loss: None,
        ..mandate()
    };
    let kill = OrderRequest { role: OrderRole::Exit, reduce_only: true, ..bot_order() };
    for side in [Side::Buy, Side::Sell] {
        let request = OrderRequest { side, ..kill.clone() };
        assert!(mandated(request, &m, &MandateUse::default(), None).is_ok());
    }
    let opens = OrderRequest { reduce_only: true, ..bot_order() };
    let unbound = OrderRequest { reduce_only: false, ..kill };
    for request in [opens, unbound] {
        let refused = mandated(request, &m, &MandateUse::default(), None).unwrap_err();
        assert!(matches!(refused, Uncovered::NotReduceOnly { .. }), "{refused}");
    }
}
