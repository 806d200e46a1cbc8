#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::bitfinex::names::cid;
use crate::session::{Step, Told};
use crate::{ExecutionReport, ForgetfulNonces, ManualClock};

fn stream() -> PrivateStream {
    let clock = Arc::new(ManualClock::new(1_700_000_000_000));
    let names = Arc::new(Names::default());
    names.learn("CS-1");
    PrivateStream::new(PrivateStreamSettings {
        venue: VenueId::new("bitfinex"),
        credentials: Credentials::new("key", "test-secret-1"),
        nonces: Arc::new(Nonces::new("k", sign::GREATEST_NONCE, clock, Arc::new(ForgetfulNonces))),
        names,
        symbols: Shared::default(),
        wallet: Wallet::Exchange,
        limits: Limits::default(),
        since_ms: 1_000_000,
    })
}

fn shown(steps: &mut Steps) -> Vec<String> {
    let word = |step| match step {
        Step::Send(text) => format!("send {text}"),
        Step::Fetch { what, .. } => format!("fetch {what}"),
        Step::Tell(Told::Account(event)) => match event {
            AccountEvent::Resynced => "resynced".to_owned(),
            AccountEvent::Balance(b) => format!("{} {} {}", b.currency, b.total, b.available),
            AccountEvent::Order(ExecutionReport::Rejected { client_id, reason }) => {
                format!("{client_id} rejected: {reason}")
            }
            other => format!("{other:?}"),
        },
        Step::Reconnect { reason, .. } => format!("reconnect {reason}"),
        other => format!("{other:?}"),
    };
    steps.drain().map(word).collect()
}

fn hear(stream: &mut PrivateStream, message: &str) -> Vec<String> {
    let mut steps = Steps::default();
    stream.received(message.as_bytes(), 5_000, &mut steps);
    shown(&mut steps)
}

fn signed_in() -> PrivateStream {
    let (mut stream, mut steps) = (stream(), Steps::default());
    stream.opened(0, &mut steps);
    hear(&mut stream, r#"{"event":"conf","status":"OK","flags":65536}"#);
    hear(&mut stream, r#"{"event":"auth","status":"OK","chanId":0,"userId":1,"caps":{"orders":{"read":1}}}"#);
    assert_eq!(hear(&mut stream, r#"[0,"os",[],1,1]"#), ["fetch account 940000"]);
    stream
}

fn answer(stream: &mut PrivateStream) -> Vec<String> {
    let (mut steps, bytes) = (Steps::default(), serde_json::to_vec(&fetch::Snapshot::default()).unwrap());
    stream.fetched(stream.round, Ok(bytes), 6_000, &mut steps);
    shown(&mut steps)
}

#[test]
fn it_signs_in_with_the_payload_it_signed() {
    let (mut stream, mut steps) = (stream(), Steps::default());
    stream.opened(0, &mut steps);
    let sent = shown(&mut steps);
    assert_eq!(sent[0], r#"send {"event":"conf","flags":65536}"#);
    let auth: serde_json::Value = serde_json::from_str(sent[1].strip_prefix("send ").unwrap()).unwrap();
    let (payload, signature) = sign::stream("test-secret-1", 1_700_000_000_000_000);
    assert_eq!(auth["authPayload"], payload);
    assert_eq!((auth["authSig"].as_str(), auth.get("dms")), (Some(signature.as_str()), None));
}

#[test]
fn it_is_back_once_rest_confirmed_what_was_missed() {
    let mut stream = signed_in();
    assert_eq!(answer(&mut stream), ["State(Live)", "resynced"]);
    // a comparison later tells nothing of an absence
    let mut steps = Steps::default();
    stream.tick(5_000 + 60_000, &mut steps);
    assert_eq!(shown(&mut steps), ["fetch account 940000"]);
    assert_eq!(answer(&mut stream), ["State(Live)"]);
}

#[test]
fn a_number_left_out_is_counted_and_asked_about() {
    let mut stream = signed_in();
    answer(&mut stream);
    assert_eq!(hear(&mut stream, r#"[0,"wu",["exchange","BTC",2,0,1.5,"x",null],9,2]"#), ["BTC 2 1.5"]);
    assert_eq!(
        hear(&mut stream, r#"[0,"n",[0,"x-req",null,null,null,null,"SUCCESS",""],2]"#),
        Vec::<String>::new()
    );
    assert_eq!(hear(&mut stream, r#"[0,"bu",[1,1],12,4]"#), ["fetch account 940000"]);
    assert_eq!(hear(&mut stream, r#"[0,"bu",[1,1],12,4]"#), Vec::<String>::new());
    assert_eq!(answer(&mut stream), ["State(Live)", "resynced"]);
}

#[test]
fn wallets_without_available_are_worked_out_on_request() {
    let mut stream = signed_in();
    let asked = hear(&mut stream, r#"[0,"ws",[["exchange","UST",10,0,null],["margin","USD",1,0,1]]]"#);
    assert_eq!(asked, [r#"send [0,"calc",null,[["wallet_exchange_UST"]]]"#]);
    assert_eq!(hear(&mut stream, r#"[0,"wu",["exchange","UST",10,0,7]]"#), ["USDT 10 7"]);
}

#[test]
fn a_refusal_reaches_us_on_the_stream_too() {
    let mut stream = signed_in();
    let id = cid("CS-1");
    let told = |number: &str| {
        format!(
            r#"[0,"n",[1,"on-req",null,null,[{number},null,{id},"tBTCUSD"],10001,"ERROR","Invalid order: not enough exchange balance"]]"#
        )
    };
    assert_eq!(
        hear(&mut stream, &told("null")),
        ["CS-1 rejected: Invalid order: not enough exchange balance"]
    );
    assert_eq!(hear(&mut stream, &told("77")), Vec::<String>::new());
}

#[test]
fn strange_messages_are_told_and_broken_ones_counted() {
    let mut stream = signed_in();
    let strange = hear(&mut stream, r#"[0,"zz",[1]]"#);
    assert!(strange[0].contains("Unlisted") && strange[0].contains("zz"), "{strange:?}");
    let mut steps = Steps::default();
    for broken in ["", "[", "{", "[0,\"on\",[1]]", "[0,\"ws\",3]", "\u{0}", "[0]", "[0,\"te\",null]"] {
        stream.received(broken.as_bytes(), 0, &mut steps);
    }
    assert_eq!(steps.counted().parse_errors, 7);
    assert_eq!(
        hear(&mut stream, r#"{"event":"auth","status":"FAILED","code":10100,"msg":"apikey: invalid"}"#),
        ["reconnect the sign-in was refused: 10100 apikey: invalid"]
    );
}
