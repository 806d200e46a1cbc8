//! What is said to a stream: subscriptions, one channel a message.

use serde::Serialize;

#[derive(Serialize)]
struct Wish<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    channel: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    product_ids: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    jwt: Option<&'a str>,
}

pub fn subscribe(channel: &str, product_ids: &[String], jwt: Option<&str>) -> String {
    say("subscribe", channel, product_ids, jwt)
}

pub fn unsubscribe(channel: &str, product_ids: &[String]) -> String {
    say("unsubscribe", channel, product_ids, None)
}

fn say(kind: &'static str, channel: &str, product_ids: &[String], jwt: Option<&str>) -> String {
    // four texts and a list of texts always are JSON
    serde_json::to_string(&Wish { kind, channel, product_ids, jwt }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_token_only_where_there_are_some() {
        assert_eq!(subscribe("heartbeats", &[], None), r#"{"type":"subscribe","channel":"heartbeats"}"#);
        assert_eq!(
            subscribe("user", &["BTC-USD".to_owned()], Some("t")),
            r#"{"type":"subscribe","channel":"user","product_ids":["BTC-USD"],"jwt":"t"}"#
        );
        assert!(unsubscribe("level2", &[]).starts_with(r#"{"type":"unsubscribe""#));
    }
}
