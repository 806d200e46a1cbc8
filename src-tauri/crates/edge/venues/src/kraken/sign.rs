//! Signatures of private requests.
//!
//! `API-Sign = base64(HMAC-SHA512(base64-decoded secret, path || SHA256(nonce || body)))`, as Kraken's documentation
//! of REST authentication states it. The body is the very text that is sent, and holds the nonce itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256, Sha512};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    #[error("the secret is not base64, as Kraken gives it out; enter it again")]
    Secret,
}

/// Signs one request. `path` begins with `/0/private/`, without host and query.
pub fn signature(secret: &str, path: &str, nonce: &str, body: &str) -> Result<String, SignError> {
    let key = STANDARD.decode(secret.trim()).map_err(|_| SignError::Secret)?;
    let mut mac = Hmac::<Sha512>::new_from_slice(&key).map_err(|_| SignError::Secret)?;
    mac.update(path.as_bytes());
    mac.update(&Sha256::new().chain_update(nonce).chain_update(body).finalize());
    Ok(STANDARD.encode(mac.finalize().into_bytes()))
}

/// A body of `name=value` pairs, percent-encoded, in the order given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form(String);

impl Form {
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        encode(name, &mut self.0);
        self.0.push('=');
        encode(value, &mut self.0);
        self
    }

    /// The same with a pair only where there is a value.
    #[must_use]
    pub fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// With the nonce before everything else.
    #[must_use]
    pub fn after_nonce(&self, nonce: &str) -> Self {
        let mut whole = Self::default().with("nonce", nonce);
        if !self.0.is_empty() {
            whole.0.push('&');
            whole.0.push_str(&self.0);
        }
        whole
    }
}

fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            into.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// base64 of the bytes 00 to 3f.
    const PLAIN: &str =
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==";

    #[test]
    fn the_documented_sample_is_signed_as_documented() {
        let secret =
            "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
        let form = Form::default()
            .with("ordertype", "limit")
            .with("pair", "XBTUSD")
            .with("price", "37500")
            .with("type", "buy")
            .with("volume", "1.25")
            .after_nonce("1616492376594");
        assert_eq!(
            form.as_str(),
            "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25"
        );
        assert_eq!(
            signature(secret, "/0/private/AddOrder", "1616492376594", form.as_str()).unwrap(),
            "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ=="
        );
    }

    #[test]
    fn signs_and_brackets_are_encoded_and_signed_as_sent() {
        let form = Form::default()
            .with("pair", "XBTUSD")
            .with("type", "sell")
            .with("ordertype", "stop-loss-limit")
            .with("volume", "0.01")
            .with("price", "+5%")
            .with("price2", "24000.1")
            .with("oflags", "post,fciq")
            .with("close[ordertype]", "limit")
            .with("close[price]", "25000")
            .with("cl_ord_id", "da8e4ad59b78481c93e589746b0cf91f")
            .with("validate", "true")
            .after_nonce("1700000000000000000");
        assert_eq!(
            form.as_str(),
            "nonce=1700000000000000000&pair=XBTUSD&type=sell&ordertype=stop-loss-limit&volume=0.01\
             &price=%2B5%25&price2=24000.1&oflags=post%2Cfciq&close%5Bordertype%5D=limit\
             &close%5Bprice%5D=25000&cl_ord_id=da8e4ad59b78481c93e589746b0cf91f&validate=true"
        );
        assert_eq!(
            signature(PLAIN, "/0/private/AddOrder", "1700000000000000000", form.as_str()).unwrap(),
            "DEM64T7167QSyKyZSMMCbCtOsnGEgZirANA/Wc0AnCfVistIxwaSVaxsi6PxdRexwIu9mndc6JLAzW+F6XT8pQ=="
        );
    }

    #[test]
    fn a_body_of_the_nonce_alone_and_one_of_json_are_signed() {
        let nonce = "1700000000000000001";
        let form = Form::default().after_nonce(nonce);
        assert_eq!(
            signature(PLAIN, "/0/private/GetWebSocketsToken", nonce, form.as_str()).unwrap(),
            "XFjhGtL9iLTUYjZoZfX3MTEzaLCSnafYXuNHq69Dn33EbhmfyikgaNrCZaZxzh0GImSQjqc8wM1CkCBxuEb/Gg=="
        );
        let json = r#"{"nonce":"1700000000000000002","timeout":60}"#;
        assert_eq!(
            signature(PLAIN, "/0/private/CancelAllOrdersAfter", "1700000000000000002", json).unwrap(),
            "Adjdrfvm+ecwupDV5duJZBYYLULLeV6Ej0DEHyRNYK4NH0erQHpgvGWn3+Th7WVFWZUI8NZxWTcsAkLS1lQSRw=="
        );
    }

    #[test]
    fn a_secret_that_is_no_base64_is_named_without_being_shown() {
        let error = signature("not base64!", "/", "1", "").unwrap_err();
        assert!(!error.to_string().contains("not base64!"), "{error}");
    }
}
