use approvals::{Value, sign};
use domain::{Actor, Mode, Role};
use trading::{Engine, Input, KillLevel, Policy, Stamped};

use super::fixture::*;

#[test]
fn nothing_happens_before_the_chain_is_opened_and_it_opens_once() {
    let mut engine = Engine::new(Policy::default());
    let input = Input::UserCreated { user: "maja".into(), role: Role::Admin };
    let refusal = engine.apply(&Stamped { time_ms: START_MS, actor: Actor::System, input }).unwrap_err();
    assert_eq!(refusal.code(), "chain_not_opened");
    let mut desk = Desk::bare(Policy::default());
    assert_eq!(desk.entries[0].entry.kind, "chain.opened");
    let again = desk.journal[0].input.clone();
    assert_eq!(desk.refuse(Actor::System, again), "chain_already_opened");
}

#[test]
fn the_system_makes_the_first_admin_and_admins_make_the_rest() {
    let mut desk = Desk::bare(Policy::default());
    let make = |user: &str, role| Input::UserCreated { user: user.into(), role };
    assert_eq!(desk.refuse(Actor::System, make("tom", Role::Trader)), "first_user_not_admin");
    assert_eq!(desk.refuse(user("maja"), make("maja", Role::Admin)), "not_allowed");
    desk.take(Actor::System, make("maja", Role::Admin));
    assert_eq!(desk.refuse(Actor::System, make("tom", Role::Trader)), "not_allowed");
    desk.take(user("maja"), make("tom", Role::Trader));
    assert_eq!(desk.refuse(user("maja"), make("tom", Role::Admin)), "user_exists");
    assert_eq!(desk.refuse(user("tom"), make("eve", Role::Admin)), "not_allowed");
    assert_eq!(desk.refuse(user("maja"), make("two words", Role::Admin)), "bad_name");
    assert_eq!(desk.refuse(user("maja"), Input::UserDisabled { user: "maja".into() }), "last_admin");
}

#[test]
fn a_disabled_user_may_nothing() {
    let mut desk = Desk::new();
    desk.take(user("maja"), Input::UserDisabled { user: "tom".into() });
    assert_eq!(desk.refuse(user("tom"), desk.propose(proposal("CS-1", "1"))), "not_allowed");
    assert_eq!(desk.refuse(user("tom"), Input::LoggedIn { user: "tom".into() }), "user_disabled");
    assert_eq!(desk.refuse(user("tom"), Input::Pause { reason: String::new() }), "not_allowed");
}

#[test]
fn a_viewer_may_nothing_that_moves_anything() {
    let mut desk = Desk::new();
    let vera = || user("vera");
    assert_eq!(desk.refuse(vera(), desk.propose(proposal("CS-1", "1"))), "not_allowed");
    assert_eq!(desk.refuse(vera(), desk.place("c1", ticket(domain::Side::Buy, "1", None))), "not_allowed");
    assert_eq!(desk.refuse(vera(), desk.close("c1")), "not_allowed");
    assert_eq!(desk.refuse(vera(), Input::CancelAll), "not_allowed");
    assert_eq!(desk.refuse(vera(), Input::Kill { level: KillLevel::Flatten }), "not_allowed");
    assert_eq!(desk.refuse(vera(), Input::Resume), "not_paused");
    desk.take(vera(), Input::LoggedIn { user: "vera".into() });
}

#[test]
fn people_and_bots_cannot_report_what_venues_do() {
    let mut desk = Desk::new();
    for actor in [user("maja"), Actor::Bot("1".into())] {
        let fact = Input::Sent { client_id: "c1".into(), attempt: 1 };
        assert_eq!(desk.refuse(actor.clone(), fact), "not_a_reporter");
        assert_eq!(desk.refuse(actor, Input::Tick { marks: vec![] }), "not_a_reporter");
    }
}

#[test]
fn keys_are_their_owners_or_an_admins() {
    let mut desk = Desk::new();
    assert_eq!(desk.refuse(user("tom"), key_created("erik-2", "erik")), "not_allowed");
    assert_eq!(desk.refuse(Actor::System, key_created("erik-2", "erik")), "not_allowed");
    desk.take(Actor::System, key_created("vera-1", "vera"));
    assert_eq!(desk.refuse(user("maja"), key_created("tom-1", "tom")), "key_exists");
    let revoke = |key: &str| Input::KeyRevoked { key: key.into(), reason: "rotation".into() };
    assert_eq!(desk.refuse(user("tom"), revoke("erik-1")), "not_allowed");
    desk.take(user("tom"), revoke("tom-1"));
    assert_eq!(desk.refuse(user("tom"), revoke("tom-1")), "key_revoked");
    assert_eq!(desk.refuse(user("tom"), revoke("instance")), "unknown_key");
}

#[test]
fn live_mode_is_off_until_an_admin_turns_it_on() {
    let mut desk = Desk::new();
    let (account, currency) = ("live-1".to_owned(), "USD".to_owned());
    let opened = Input::AccountOpened { account, mode: Mode::Live, currency, amount: d("1000") };
    desk.take(user("maja"), opened);
    let live = |approval: &str| trading::Proposal { account: "live-1".into(), ..proposal(approval, "1") };
    desk.take(user("tom"), desk.propose(live("L-1")));
    let checks = |desk: &Desk, id: &str| {
        let approval = desk.engine.state().approval(id).unwrap();
        approval.checks.iter().filter(|c| !c.ok).map(|c| c.rule.code()).collect::<Vec<_>>()
    };
    assert_eq!(checks(&desk, "L-1"), ["live_mode"]);
    let on = |value| Input::SettingChanged { name: "live.enabled".into(), value };
    assert_eq!(desk.refuse(user("tom"), on(true.into())), "not_allowed");
    assert_eq!(desk.refuse(Actor::System, on(true.into())), "not_allowed");
    assert_eq!(desk.refuse(user("maja"), on("yes".into())), "bad_body");
    desk.take(user("maja"), on(true.into()));
    desk.take(user("tom"), desk.propose(live("L-2")));
    assert_eq!(checks(&desk, "L-2"), [] as [&str; 0]);
    let ticket = trading::Ticket { account: "live-1".into(), ..ticket(domain::Side::Buy, "1", None) };
    assert_eq!(desk.refuse(user("maja"), desk.place("c1", ticket)), "approval_required");
}

#[test]
fn heads_are_signed_by_the_instance_over_the_last_entry() {
    let mut desk = Desk::new();
    let signed = |statement: approvals::HeadStatement, by: &str| {
        let signature = sign(&statement, &signing_key(by));
        Input::HeadSigned { statement, key: "instance".into(), signature }
    };
    let head = desk.head_statement();
    assert_eq!(desk.refuse(Actor::System, signed(head.clone(), "maja-1")), "bad_signature");
    assert_eq!(desk.refuse(user("maja"), signed(head.clone(), "instance")), "not_a_reporter");
    desk.take(Actor::System, signed(head.clone(), "instance"));
    assert_eq!(desk.refuse(Actor::System, signed(head, "instance")), "not_the_head");
}

#[test]
fn notes_keep_off_the_contracts_kinds() {
    let mut desk = Desk::new();
    let note = |kind: &str| Input::Noted { kind: kind.into(), body: Value::Object(Default::default()) };
    assert_eq!(desk.refuse(Actor::System, note("order.filled")), "reserved_kind");
    assert_eq!(desk.refuse(Actor::System, note("Venue key")), "bad_name");
    assert_eq!(desk.refuse(Actor::System, note("nodot")), "bad_body");
    assert_eq!(desk.refuse(user("maja"), note("venue_key.added")), "reserved_kind");
    let outcome = desk.take(Actor::System, note("backup.made"));
    assert_eq!(kinds(&outcome), ["backup.made"]);
}
