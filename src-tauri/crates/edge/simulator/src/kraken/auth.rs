//! Who asks: key, signature, nonce, rights, budget, in that order.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256, Sha512};

use crate::exchange::AccountId;
use crate::keys::Permissions;
use crate::rate::Budget;
use crate::wire::RestRequest;
use crate::world::World;

/// The counter of a key on the highest tier.
const CALLS: Budget = Budget::Decaying { limit: 20.0, per_second: 1.0 };

/// A request that may be answered.
pub struct Asked {
    pub account: AccountId,
    pub permissions: Permissions,
    fields: BTreeMap<String, String>,
}

impl Asked {
    /// A field that is there and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    pub fn need(&self, name: &str) -> Result<&str, String> {
        self.get(name).ok_or_else(|| format!("EGeneral:Invalid arguments:{name}"))
    }

    pub fn is(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    /// Is any field of that prefix there?
    pub fn has_prefix(&self, prefix: &str) -> bool {
        self.fields.keys().any(|name| name.starts_with(prefix))
    }
}

pub fn admit(world: &mut World, call: &str, request: &RestRequest) -> Result<Asked, String> {
    let key = request.header("api-key").unwrap_or_default().to_owned();
    let record = world.keys.find(&key).ok_or("EAPI:Invalid key")?.clone();
    let fields = fields(request);
    let nonce = fields.get("nonce").cloned().unwrap_or_default();
    if !signed(record.secret(), &request.path, &nonce, request) {
        return Err("EAPI:Invalid signature".to_owned());
    }
    let number = nonce.parse::<u64>().map_err(|_| "EAPI:Invalid nonce")?;
    world.nonces.take(&key, number).map_err(|_| "EAPI:Invalid nonce")?;
    let trades = super::COMMANDS.contains(&call);
    if (trades && !record.permissions.trade)
        || (!trades && !record.permissions.read && call != "GetApiKeyInfo")
    {
        return Err("EGeneral:Permission denied".to_owned());
    }
    let cost = match call {
        _ if trades => 0.0,
        "TradesHistory" | "ClosedOrders" => 2.0,
        _ => 1.0,
    };
    let now_ms = world.now_ms();
    let spent = world.rates.spend(&format!("rest {key}"), CALLS, cost, now_ms);
    spent.map_err(|_| "EAPI:Rate limit exceeded")?;
    Ok(Asked { account: record.account, permissions: record.permissions, fields })
}

/// Fields of a form, or of a JSON object.
fn fields(request: &RestRequest) -> BTreeMap<String, String> {
    let json: Option<BTreeMap<String, Value>> = serde_json::from_slice(&request.body).ok();
    let text = |value: Value| match value {
        Value::String(text) => text,
        Value::Array(items) => {
            let words = items.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned));
            words.collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    };
    match json {
        Some(fields) => fields.into_iter().map(|(name, value)| (name, text(value))).collect(),
        None => request.form_pairs().into_iter().collect(),
    }
}

fn signed(secret: &str, path: &str, nonce: &str, request: &RestRequest) -> bool {
    let (Ok(key), Some(signature)) = (STANDARD.decode(secret), request.header("api-sign")) else {
        return false;
    };
    let (Ok(told), Ok(mut mac)) = (STANDARD.decode(signature), Hmac::<Sha512>::new_from_slice(&key)) else {
        return false;
    };
    mac.update(path.as_bytes());
    mac.update(&Sha256::new().chain_update(nonce).chain_update(&request.body).finalize());
    mac.verify_slice(&told).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_sample_is_accepted_and_any_other_byte_is_not() {
        let secret =
            "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
        let body = "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25";
        let sign = "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==";
        let request = |body: &str| RestRequest {
            headers: vec![("api-sign".to_owned(), sign.to_owned())],
            body: body.as_bytes().to_vec(),
            ..RestRequest::default()
        };
        let path = "/0/private/AddOrder";
        assert!(signed(secret, path, "1616492376594", &request(body)));
        assert!(!signed(secret, path, "1616492376594", &request(&body.replace("1.25", "1.26"))));
        assert!(!signed(secret, "/0/private/CancelOrder", "1616492376594", &request(body)));
        assert!(!signed(secret, path, "1616492376595", &request(body)));
    }
}
