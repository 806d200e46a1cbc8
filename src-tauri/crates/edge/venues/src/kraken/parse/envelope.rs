//! `{"error":[...],"result":...}`, the shape of every REST answer.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// Why an answer holds no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The venue's own words, the first that is an error: `EOrder:Insufficient funds`.
    Said(String),
    /// It is not the answer that was asked for.
    Unreadable(String),
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(default)]
    error: Option<Vec<String>>,
    #[serde(borrow, default)]
    result: Option<&'a RawValue>,
}

/// The result of an answer. Warnings (`W...`) beside a result are no faults.
pub fn result<T: DeserializeOwned>(body: &[u8]) -> Result<T, Fault> {
    let envelope: Envelope<'_> =
        serde_json::from_slice(body).map_err(|error| Fault::Unreadable(error.to_string()))?;
    let said = envelope.error.unwrap_or_default();
    if let Some(error) = said.iter().find(|text| !text.starts_with('W')) {
        return Err(Fault::Said(error.clone()));
    }
    match (envelope.result, said.into_iter().next()) {
        (Some(result), _) => {
            serde_json::from_str(result.get()).map_err(|error| Fault::Unreadable(error.to_string()))
        }
        (None, Some(warning)) => Err(Fault::Said(warning)),
        (None, None) => Err(Fault::Unreadable("neither a result nor an error".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_a_warning_and_a_result_are_told_apart() {
        assert_eq!(result::<u8>(br#"{"error":[],"result":7}"#), Ok(7));
        assert_eq!(result::<u8>(br#"{"result":7}"#), Ok(7));
        assert_eq!(result::<u8>(br#"{"error":["WGeneral:Old"],"result":7}"#), Ok(7));
        assert_eq!(
            result::<u8>(br#"{"error":["EAPI:Invalid key"]}"#),
            Err(Fault::Said("EAPI:Invalid key".into()))
        );
        for bad in [&b"<html>"[..], b"{}", br#"{"error":[],"result":"x"}"#, b"[]", b""] {
            assert!(matches!(result::<u8>(bad), Err(Fault::Unreadable(_))));
        }
    }
}
