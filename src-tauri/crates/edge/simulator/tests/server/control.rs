//! The routes behind the venue.

use serde_json::json;
use simulator::server::Time;
use simulator::{Simulator, SimulatorOptions};

use crate::client::{ask, json as get};
use crate::toy::{START_MS, Toy, start};

#[tokio::test]
async fn faults_are_replaced_and_counted() {
    let toy = start("").await;
    let plan = r#"{"faults":[{"kind":"http_5xx","at":"/time","every":2}]}"#;
    get(&toy, "POST", "/__control/faults", plan).await;
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(ask(&toy, "GET", "/time", "").await.0);
    }
    assert_eq!(statuses, [200, 503, 200, 503]);
    let counted = get(&toy, "GET", "/__control/faults", "").await;
    assert_eq!(counted[0]["occasions"], 4);
    assert_eq!(counted[0]["hits"], 2);
}

#[tokio::test]
async fn a_plan_that_cannot_be_meant_is_refused_and_the_old_one_stays() {
    let toy = start(r#"{"kind":"http_5xx"}"#).await;
    for plan in [
        r#"{"faults":[{"kind":"explode"}]}"#,
        r#"{"faults":[{"kind":"drop","probability":1.5}]}"#,
        r#"{"faults":[{"kind":"drop","every":0}]}"#,
        r#"{"faults":[{"kind":"drop","when":"noon"}]}"#,
        "[]",
    ] {
        assert_eq!(ask(&toy, "POST", "/__control/faults", plan).await.0, 400, "{plan}");
    }
    assert_eq!(ask(&toy, "GET", "/time", "").await.0, 503);
}

#[tokio::test]
async fn time_moves_when_told_and_trades_are_forced() {
    let toy = start("").await;
    assert_eq!(get(&toy, "POST", "/__control/advance", r#"{"ms":250}"#).await["now_ms"], START_MS + 250);
    assert_eq!(get(&toy, "GET", "/time", "").await["now"], START_MS + 250);
    get(&toy, "POST", "/order", "").await;
    let trade = r#"{"symbol":"BTC/USD","price":"50000","size":"0.5"}"#;
    get(&toy, "POST", "/__control/trade", trade).await;
    let account = get(&toy, "GET", "/__control/account", "").await;
    assert_eq!(account["orders"][0]["state"], "filled");
    assert_eq!(account["orders"][0]["average"], "50000");
    assert_eq!(account["fills"][0]["maker"], true);
    let nowhere = r#"{"symbol":"NO/SUCH","price":"1","size":"1"}"#;
    assert_eq!(ask(&toy, "POST", "/__control/trade", nowhere).await.0, 400);
}

#[tokio::test]
async fn keys_are_given_out_and_belong_to_the_account() {
    let toy = start("").await;
    let made = get(&toy, "POST", "/__control/keys", r#"{"read":true}"#).await;
    let key = made["key"].as_str().unwrap();
    assert_ne!(key, toy.key);
    let account = get(&toy, "GET", &format!("/__control/account?key={key}"), "").await;
    assert_eq!(account["account"], 1);
    assert_eq!(ask(&toy, "GET", "/__control/account?key=nobody", "").await.0, 400);
}

#[tokio::test]
async fn the_money_is_what_was_asked_for() {
    let options = SimulatorOptions {
        balances: [("USD".to_owned(), "123.45".parse().unwrap())].into(),
        time: Time::Manual { start_ms: START_MS },
        ..SimulatorOptions::default()
    };
    let toy = Simulator::start(Box::new(Toy), options).await.unwrap();
    let account = get(&toy, "GET", "/__control/account", "").await;
    let spot: Vec<_> =
        account["balances"].as_array().unwrap().iter().filter(|row| row["wallet"] == "spot").collect();
    let row = json!({"account":1,"wallet":"spot","currency":"USD","total":"123.45","available":"123.45"});
    assert_eq!(spot, [&row]);
}

#[tokio::test]
async fn half_a_key_and_a_taken_port_are_refused() {
    let half = SimulatorOptions { key: Some("k".to_owned()), ..SimulatorOptions::default() };
    assert!(Simulator::start(Box::new(Toy), half).await.is_err());
    let toy = start("").await;
    let port = toy.rest_url.rsplit(':').next().unwrap().parse().unwrap();
    let taken = SimulatorOptions { port, ..SimulatorOptions::default() };
    let refused = Simulator::start(Box::new(Toy), taken).await.unwrap_err();
    assert!(refused.to_string().starts_with(&format!("port {port} of 127.0.0.1")), "{refused}");
}

#[tokio::test]
async fn in_real_time_the_market_moves_by_itself() {
    let toy = Simulator::start(Box::new(Toy), SimulatorOptions::default()).await.unwrap();
    let mut ear = crate::client::Ear::open(&toy).await;
    assert_eq!(ear.hear().await, "hello");
    ear.say("trades").await;
    assert_eq!(ear.hear().await, "ok");
    assert!(ear.hear().await.starts_with("trade "));
}
