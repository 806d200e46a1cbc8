//! Sockets, and what can befall them.

use crate::client::{Ear, json};
use crate::toy::start;

async fn heard(ear: &mut Ear, said: &[&str]) -> Vec<String> {
    let mut answers = Vec::new();
    for text in said {
        ear.say(text).await;
        answers.push(ear.hear().await);
    }
    answers
}

#[tokio::test]
async fn a_socket_greets_echoes_and_closes() {
    let toy = start("").await;
    let mut ear = Ear::open(&toy).await;
    assert_eq!(ear.hear().await, "hello");
    assert_eq!(heard(&mut ear, &["a", "b", "bye"]).await, ["a", "b", "close 1000"]);
}

#[tokio::test]
async fn the_acknowledgement_comes_before_what_it_acknowledges_does() {
    let toy = start("").await;
    let mut ear = Ear::open(&toy).await;
    assert_eq!(ear.hear().await, "hello");
    assert_eq!(heard(&mut ear, &["orders", "place"]).await, ["ok", "placed true"]);
    assert_eq!(ear.hear().await, "accepted");
}

#[tokio::test]
async fn every_socket_hears_the_market_move() {
    let toy = start("").await;
    let (mut one, mut two) = (Ear::open(&toy).await, Ear::open(&toy).await);
    for ear in [&mut one, &mut two] {
        assert_eq!(ear.hear().await, "hello");
        assert_eq!(heard(ear, &["trades"]).await, ["ok"]);
    }
    json(&toy, "POST", "/__control/advance", r#"{"ms":3000}"#).await;
    let (first, second) = (one.hear().await, two.hear().await);
    assert!(first.starts_with("trade "), "{first}");
    assert_eq!(first, second);
}

#[tokio::test]
async fn an_order_whose_acknowledgement_is_lost_stands() {
    let toy = start(r#"{"kind":"ack_lost","at":"ws"}"#).await;
    let mut ear = Ear::open(&toy).await;
    assert_eq!(ear.hear().await, "hello");
    assert_eq!(heard(&mut ear, &["orders", "place"]).await, ["ok", "cut"]);
    let account = json(&toy, "GET", "/__control/account", "").await;
    assert_eq!(account["orders"][0]["state"], "open");
}

#[tokio::test]
async fn a_half_open_socket_says_and_hears_nothing() {
    let toy = start(r#"{"kind":"half_open","at":"echo","nth":1}"#).await;
    let mut ear = Ear::open(&toy).await;
    assert_eq!(ear.hear().await, "hello");
    ear.say("a").await;
    // the order of the server's work is the order of the words said to it: once another socket's order stands, this one's
    // would, had it been heard
    ear.say("place").await;
    let mut other = Ear::open(&toy).await;
    assert_eq!(other.hear().await, "hello");
    assert_eq!(heard(&mut other, &["place"]).await, ["placed true"]);
    let account = json(&toy, "GET", "/__control/account", "").await;
    assert_eq!(account["orders"].as_array().unwrap().len(), 1);
    let status = json(&toy, "GET", "/__control/status", "").await;
    assert_eq!(status["sockets"], 2);
}

#[tokio::test]
async fn a_dead_mans_switch_acts_when_the_socket_goes() {
    let toy = start("").await;
    let mut ear = Ear::open(&toy).await;
    assert_eq!(ear.hear().await, "hello");
    assert_eq!(heard(&mut ear, &["dead-man", "place"]).await, ["ok", "placed true"]);
    assert_eq!(json(&toy, "POST", "/__control/disconnect", "{}").await["sockets"], 1);
    assert_eq!(ear.hear().await, "cut");
    // gone from the list means that its switch has acted
    while json(&toy, "GET", "/__control/status", "").await["sockets"] != 0 {
        tokio::task::yield_now().await;
    }
    let account = json(&toy, "GET", "/__control/account", "").await;
    assert_eq!(account["orders"][0]["reason"], "dead_man");
}

#[tokio::test]
async fn a_slow_reader_is_closed_with_a_word() {
    let toy = start(r#"{"kind":"slow_consumer","at":"echo"}"#).await;
    let mut ear = Ear::open(&toy).await;
    assert_eq!(ear.hear().await, "hello");
    assert_eq!(heard(&mut ear, &["a"]).await, ["close 1008"]);
}

#[tokio::test]
async fn a_socket_can_be_refused() {
    let toy = start(r#"{"kind":"http_429","at":"connect","nth":1}"#).await;
    let url = format!("{}/ws", toy.ws_url);
    let refused = tokio_tungstenite::connect_async(&url).await.unwrap_err();
    assert!(refused.to_string().contains("429"), "{refused}");
    assert_eq!(Ear::open(&toy).await.hear().await, "hello");
}

#[tokio::test]
async fn everything_ends_with_the_simulator() {
    let toy = start("").await;
    let mut ear = Ear::open(&toy).await;
    assert_eq!(ear.hear().await, "hello");
    toy.shutdown().await;
    assert_eq!(ear.hear().await, "cut");
}

#[tokio::test]
async fn a_ping_is_answered_without_the_venue() {
    let toy = start("").await;
    let mut ear = Ear::open(&toy).await;
    assert_eq!(ear.hear().await, "hello");
    ear.ping("here?").await;
    assert_eq!(ear.hear().await, "pong here?");
}
