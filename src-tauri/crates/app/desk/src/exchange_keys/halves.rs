//! What a person gives as a key: label and halves, before anybody is asked about them.

use domain::VenueId;
use secrecy::{ExposeSecret, SecretString};
use vault::{ExchangeKey, KeyHalves};
use venues::{AccountKeys, Credentials, registry};

use crate::DeskError;
use crate::api::exchange_key::KeySecrets;

const LONGEST_LABEL: usize = 40;
/// The longest that is known is a PEM of some 250 characters.
const LONGEST_HALF: usize = 8_192;

pub(super) fn check_label(label: &str) -> Result<(), DeskError> {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    if (1..=LONGEST_LABEL).contains(&label.len()) && label.chars().all(sound) {
        return Ok(());
    }
    let message = format!("A label has 1 to {LONGEST_LABEL} of small letters, digits and - _ .");
    // whoever pastes a secret into the wrong field shall not read it in a log
    Err(DeskError::new("key_label", message).with("limit", LONGEST_LABEL))
}

pub(super) fn known_venue(name: &str) -> Result<VenueId, DeskError> {
    if registry::names().any(|known| known == name) {
        return Ok(VenueId::new(name));
    }
    let known: Vec<&str> = registry::names().collect();
    let message = format!("Keys are kept for {}. Choose one of them.", known.join(", "));
    Err(DeskError::new("unknown_venue", message).with("known", known.join(", ")))
}

/// Without blanks and line ends around the halves, as they come with pasting.
pub(super) fn checked(secrets: KeySecrets) -> Result<ExchangeKey, DeskError> {
    let rest = KeyHalves { key: half("key", secrets.key)?, secret: half("secret", secrets.secret)? };
    let given = |half: Option<SecretString>| half.filter(|text| !text.expose_secret().trim().is_empty());
    let stream = match (given(secrets.stream_key), given(secrets.stream_secret)) {
        (None, None) => None,
        (Some(key), Some(secret)) => {
            Some(KeyHalves { key: half("stream_key", key)?, secret: half("stream_secret", secret)? })
        }
        (Some(_), None) => return Err(incomplete("stream_secret")),
        (None, Some(_)) => return Err(incomplete("stream_key")),
    };
    Ok(ExchangeKey { rest, stream })
}

fn half(name: &'static str, text: SecretString) -> Result<SecretString, DeskError> {
    let trimmed = text.expose_secret().trim();
    if trimmed.is_empty() {
        return Err(incomplete(name));
    }
    if trimmed.len() > LONGEST_HALF {
        let message = format!("The {} is longer than {LONGEST_HALF} characters.", name.replace('_', " "));
        return Err(DeskError::new("key_too_long", message).with("half", name).with("limit", LONGEST_HALF));
    }
    Ok(SecretString::from(trimmed))
}

fn incomplete(missing: &'static str) -> DeskError {
    let message = format!("The {} is missing; a key and its secret go together.", missing.replace('_', " "));
    DeskError::new("key_incomplete", message).with("missing", missing)
}

pub(super) fn credentials(halves: &KeyHalves) -> Credentials {
    Credentials::new(halves.key.clone(), halves.secret.clone())
}

pub(super) fn account_keys(key: &ExchangeKey) -> AccountKeys {
    AccountKeys { rest: credentials(&key.rest), stream: key.stream.as_ref().map(credentials) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn secrets(texts: [&str; 4]) -> KeySecrets {
        let [key, secret, stream_key, stream_secret] = texts.map(SecretString::from);
        KeySecrets { key, secret, stream_key: Some(stream_key), stream_secret: Some(stream_secret) }
    }

    #[test]
    fn labels_are_short_and_plain() {
        for sound in ["a", "kraken-main_2.b", "0".repeat(40).as_str()] {
            assert_eq!(check_label(sound), Ok(()), "{sound}");
        }
        for bad in ["", "Main", "a b", "a/1", "a@b", "å", "0".repeat(41).as_str()] {
            let error = check_label(bad).unwrap_err();
            assert_eq!(error.code, "key_label", "{bad}");
            assert!(bad.len() < 5 || !format!("{error:?}").contains(bad), "what was typed is told again");
        }
    }

    #[test]
    fn halves_go_together_and_lose_the_blanks_around_them() {
        let key = checked(secrets([" k\n", "line 1\nline 2\n", "", " "])).unwrap();
        assert_eq!((key.rest.key.expose_secret(), key.rest.secret.expose_secret()), ("k", "line 1\nline 2"));
        assert!(key.stream.is_none());
        assert!(checked(secrets(["k", "s", "sk", "ss"])).unwrap().stream.is_some());
        let long = "x".repeat(8_193);
        for (texts, code, value) in [
            (["", "s", "", ""], "key_incomplete", "key"),
            (["k", " \n", "", ""], "key_incomplete", "secret"),
            (["k", "s", "sk", ""], "key_incomplete", "stream_secret"),
            (["k", "s", "", "ss"], "key_incomplete", "stream_key"),
            (["k", long.as_str(), "", ""], "key_too_long", "secret"),
        ] {
            let error = checked(secrets(texts)).map(|_| ()).unwrap_err();
            assert_eq!(error.code, code);
            assert!(error.details.values().any(|v| v == value), "{error:?}");
        }
    }
}
