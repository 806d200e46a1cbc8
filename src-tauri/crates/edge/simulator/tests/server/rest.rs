//! Requests, and what can befall them.

use crate::client::{ask, json, raw};
use crate::toy::{START_MS, start};

#[tokio::test]
async fn a_request_is_answered_by_the_venue() {
    let toy = start("").await;
    let answer = json(&toy, "GET", "/time?a=1&b=%20", "").await;
    assert_eq!(answer, serde_json::json!({"now": START_MS, "query": "a=1&b=%20"}));
    assert_eq!(ask(&toy, "GET", "/nowhere", "").await.0, 404);
    toy.shutdown().await;
}

#[tokio::test]
async fn failures_are_worded_by_the_venue_where_it_has_words() {
    let toy = start(
        r#"{"kind":"http_429","nth":1,"ms":1500},{"kind":"http_418","nth":1},{"kind":"http_5xx","nth":1,"status":520},
        {"kind":"html_error","nth":1},{"kind":"maintenance","nth":1}"#,
    )
    .await;
    let limited = raw(&toy, "GET", "/time", "").await;
    assert!(limited.starts_with("HTTP/1.1 429") && limited.contains("retry-after: 2"), "{limited}");
    assert_eq!(ask(&toy, "GET", "/time", "").await.0, 418);
    assert_eq!(ask(&toy, "GET", "/time", "").await.0, 520);
    let (status, body) = ask(&toy, "GET", "/time", "").await;
    assert!(status == 502 && body.starts_with("<html>"), "{body}");
    assert_eq!(ask(&toy, "GET", "/time", "").await, (503, "\"closed\"".to_owned()));
    assert_eq!(ask(&toy, "GET", "/time", "").await.0, 200);
}

#[tokio::test]
async fn a_lost_acknowledgement_leaves_the_order_and_a_dropped_request_none() {
    let toy = start(r#"{"kind":"ack_lost","nth":1},{"kind":"drop","nth":2}"#).await;
    assert_eq!(raw(&toy, "POST", "/order", "").await, "");
    let account = json(&toy, "GET", "/__control/account", "").await;
    assert_eq!(account["orders"].as_array().unwrap().len(), 1);
    assert_eq!(raw(&toy, "POST", "/order", "").await, "");
    let account = json(&toy, "GET", "/__control/account", "").await;
    assert_eq!(account["orders"].as_array().unwrap().len(), 1);
    assert_eq!(ask(&toy, "POST", "/order", "").await.0, 200);
}

#[tokio::test]
async fn a_reply_can_break_off_half_way() {
    let toy = start(r#"{"kind":"truncate","at":"/time"}"#).await;
    let answer = raw(&toy, "GET", "/time", "").await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let promised: usize =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
    assert_eq!(body.len(), promised / 2, "{answer}");
}

#[tokio::test]
async fn an_order_is_refused_by_plan_and_the_clock_is_off_by_plan() {
    let toy = start(r#"{"kind":"reject","nth":1},{"kind":"clock_skew","ms":-5000}"#).await;
    assert_eq!(ask(&toy, "POST", "/order", "").await.0, 400);
    assert_eq!(ask(&toy, "POST", "/order", "").await.0, 200);
    assert_eq!(json(&toy, "GET", "/time", "").await["now"], START_MS - 5_000);
}
