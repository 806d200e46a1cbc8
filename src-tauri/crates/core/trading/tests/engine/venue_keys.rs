//! Keys of exchange accounts in the chain.

use domain::{Actor, VenueId};
use trading::{Input, VenueKey, VenueKeyChange, VenueKeyRights};

use crate::fixture::*;

fn changed(change: VenueKeyChange) -> Input {
    let key = VenueKey {
        label: "kraken-main".to_owned(),
        venue: VenueId::new("kraken"),
        fingerprint: "07aa1b3c".to_owned(),
        stream: None,
    };
    Input::VenueKeyChanged { key, change }
}

fn rights(withdraw: Option<bool>) -> VenueKeyRights {
    VenueKeyRights { read: Some(true), trade: Some(true), withdraw }
}

fn rotated() -> VenueKeyChange {
    let replaces = "5f1090aa".to_owned();
    VenueKeyChange::Rotated { rights: rights(None), replaces, grace_until_ms: Some(7) }
}

#[test]
fn the_chain_tells_of_keys_by_fingerprint_and_rights() {
    let mut desk = Desk::new();
    let body = |desk: &mut Desk, actor: Actor, change: VenueKeyChange| {
        let outcome = desk.take(actor, changed(change));
        let entry = &outcome.entries[0].entry;
        (entry.kind.clone(), String::from_utf8(entry.body.to_bytes().unwrap()).unwrap())
    };
    let named = r#""fingerprint":"07aa1b3c""#;
    let added = body(&mut desk, user("maja"), VenueKeyChange::Added { rights: rights(Some(false)) });
    let wanted = format!(
        r#"{{{named},"label":"kraken-main","read":true,"stream":null,"trade":true,"venue":"kraken","withdraw":false}}"#
    );
    assert_eq!(added, ("venue_key.added".to_owned(), wanted));
    let (kind, told) = body(&mut desk, user("maja"), rotated());
    assert_eq!(kind, "venue_key.rotated");
    assert!(told.contains(r#""grace_until_ms":7"#) && told.contains(r#""replaces":"5f1090aa""#), "{told}");
    assert!(told.contains(r#""withdraw":null"#), "{told}");
    assert_eq!(body(&mut desk, Actor::System, VenueKeyChange::GraceEnded).0, "venue_key.grace_ended");
    let revoked = VenueKeyChange::Revoked { reason: "lost laptop".to_owned() };
    assert_eq!(body(&mut desk, user("maja"), revoked).0, "venue_key.revoked");
}

#[test]
fn only_an_admin_changes_keys_and_none_may_withdraw() {
    let mut desk = Desk::new();
    let revoked = || VenueKeyChange::Revoked { reason: String::new() };
    for actor in [user("tom"), user("vera"), Actor::System, Actor::Gateway] {
        for change in [VenueKeyChange::Added { rights: rights(None) }, rotated(), revoked()] {
            assert_eq!(desk.refuse(actor.clone(), changed(change)), "not_allowed", "{actor}");
        }
    }
    assert_eq!(desk.refuse(user("tom"), changed(VenueKeyChange::GraceEnded)), "not_allowed");
    let may_withdraw = VenueKeyChange::Added { rights: rights(Some(true)) };
    assert_eq!(desk.refuse(user("maja"), changed(may_withdraw)), "bad_body");
    let long = VenueKeyChange::Revoked { reason: "x".repeat(2_001) };
    assert_eq!(desk.refuse(user("maja"), changed(long)), "text_too_long");
}
