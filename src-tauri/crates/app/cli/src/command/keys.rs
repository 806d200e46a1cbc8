//! `csign keys`: keys of exchange accounts. Their halves are never arguments: other programs can read those.

use clap::{Args, Subcommand};
use desk::api::connection::Addresses;
use desk::api::exchange_key::{
    ExchangeKeyState, ExchangeKeyView, KeySecrets, NewExchangeKey, PermissionsView, RotateExchangeKey,
};
use secrecy::SecretString;
use serde_json::json;

use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::passphrase::from_environment;
use crate::sign_in::signed_in;
use crate::table::{Align, facts, table};
use crate::time;

const DAY_MS: i64 = 86_400_000;

#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Keep a key (admin). The venue is asked what it may do first; one that may withdraw is refused. The halves come
    /// from COUNTERSIGN_API_KEY and COUNTERSIGN_API_SECRET, or are asked for
    Add(Add),
    /// Show which keys there are, and how old
    List,
    /// Put new halves under a label (admin); they come as those of add do
    Rotate(Rotate),
    /// Wipe a key from this machine (admin)
    Revoke {
        label: String,
        /// Why; it stands in the chain
        #[arg(long, value_name = "TEXT", default_value = "from the command line")]
        reason: String,
    },
    /// Pause trading, then wipe every key (admin)
    RevokeAll {
        /// Why; it stands in the chain
        #[arg(long, value_name = "TEXT", default_value = "from the command line")]
        reason: String,
    },
}

#[derive(Debug, Args)]
pub struct Add {
    /// 1 to 40 of a-z, 0-9 and - _ .
    label: String,
    /// bitfinex, binance, kraken or coinbase
    #[arg(long, value_name = "V")]
    venue: String,
    #[command(flatten)]
    asked: Asked,
}

#[derive(Debug, Args)]
pub struct Rotate {
    label: String,
    /// The old halves are wiped after so many hours, at most 168; 0: at once
    #[arg(long, value_name = "N", default_value_t = 24)]
    grace_hours: u32,
    #[command(flatten)]
    asked: Asked,
}

/// How the halves are had, and where the venue is asked about them.
#[derive(Debug, Args)]
struct Asked {
    /// The account's stream has a key of its own: COUNTERSIGN_STREAM_KEY and COUNTERSIGN_STREAM_SECRET, or asked for
    #[arg(long)]
    stream_key: bool,
    /// scheme://host:port instead of the venue's own; plain http only on this machine
    #[arg(long, value_name = "URL")]
    rest_url: Option<String>,
    /// The same for streams; plain ws only on this machine
    #[arg(long, value_name = "URL")]
    ws_url: Option<String>,
    /// The same for the account's stream [default: --ws-url]
    #[arg(long, value_name = "URL")]
    ws_auth_url: Option<String>,
}

impl Asked {
    fn had(self) -> Result<(KeySecrets, Addresses), CliError> {
        let stream = self.stream_key || from_environment("COUNTERSIGN_STREAM_KEY").is_some();
        let of_stream = |variable: &str, prompt: &str| stream.then(|| half(variable, prompt)).transpose();
        let secrets = KeySecrets {
            key: half("COUNTERSIGN_API_KEY", "API key: ")?,
            secret: half("COUNTERSIGN_API_SECRET", "Secret: ")?,
            stream_key: of_stream("COUNTERSIGN_STREAM_KEY", "API key of the stream: ")?,
            stream_secret: of_stream("COUNTERSIGN_STREAM_SECRET", "Secret of the stream: ")?,
        };
        Ok((secrets, Addresses { rest: self.rest_url, ws: self.ws_url, ws_private: self.ws_auth_url }))
    }
}

fn half(variable: &str, prompt: &str) -> Result<SecretString, CliError> {
    if let Some(given) = from_environment(variable) {
        return Ok(given.into());
    }
    rpassword::prompt_password(prompt).map(SecretString::from).map_err(|_| {
        let text = format!("There is no terminal to ask for the key on. Set {variable}.");
        CliError::new(2, "key_incomplete", text).with("variable", variable)
    })
}

pub async fn run(context: &Context, keys: Keys) -> Result<Answer, CliError> {
    match keys {
        Keys::Add(Add { label, venue, asked }) => {
            let (secrets, addresses) = asked.had()?;
            let new = NewExchangeKey { label, venue, secrets };
            let added = signed_in(context, async |desk, session| {
                Ok(desk.add_exchange_key_at(session, new, addresses).await?)
            });
            let view = added.await?;
            Answer::new(context, &view, || card(&view))
        }
        Keys::List => {
            let all =
                signed_in(context, async |desk, session| Ok(desk.exchange_keys(session).await?)).await?;
            Answer::new(context, &all, || shown(&all))
        }
        Keys::Rotate(Rotate { label, grace_hours, asked }) => {
            let (secrets, addresses) = asked.had()?;
            let rotate = RotateExchangeKey { label, secrets, grace_hours };
            let rotated = signed_in(context, async |desk, session| {
                Ok(desk.rotate_exchange_key_at(session, rotate, addresses).await?)
            });
            let view = rotated.await?;
            Answer::new(context, &view, || card(&view))
        }
        Keys::Revoke { label, reason } => {
            let left = signed_in(context, async |desk, session| {
                desk.revoke_exchange_key(session, label, reason).await?;
                Ok(desk.exchange_keys(session).await?)
            });
            let left = left.await?;
            Answer::new(context, &left, || shown(&left))
        }
        Keys::RevokeAll { reason } => revoke_all(context, reason).await,
    }
}

async fn revoke_all(context: &Context, reason: String) -> Result<Answer, CliError> {
    let revoked = signed_in(context, async |desk, session| {
        let count = desk.revoke_all_exchange_keys(session, reason).await?;
        Ok((count, desk.snapshot(session).await?.paused))
    });
    let (count, paused) = revoked.await?;
    let document = json!({"revoked": count, "paused": paused});
    Answer::new(context, &document, || {
        format!("Trading is paused; {count} keys are revoked. Delete them at their venues too.")
    })
}

fn rights(p: &PermissionsView) -> String {
    let word = |name: &'static str, may: Option<bool>| match may {
        Some(true) => Some(name.to_owned()),
        Some(false) => None,
        None => Some(format!("{name}?")),
    };
    let all = [word("read", p.read), word("trade", p.trade), word("withdraw", p.withdraw)];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn state(k: &ExchangeKeyView) -> String {
    match k.state {
        ExchangeKeyState::Active => "active".to_owned(),
        ExchangeKeyState::DueSoon => format!("rotate by {}", time::shown(k.rotate_by_ms)),
        ExchangeKeyState::Due => "rotate now".to_owned(),
        ExchangeKeyState::Grace => {
            k.grace_until_ms.map_or_else(String::new, |until| format!("grace until {}", time::shown(until)))
        }
        ExchangeKeyState::Revoked => "revoked".to_owned(),
    }
}

fn card(k: &ExchangeKeyView) -> String {
    facts([
        ("key", k.label.clone()),
        ("venue", k.venue.clone()),
        ("rights", rights(&k.permissions)),
        ("fingerprint", k.fingerprint.clone()),
        ("stream", if k.separate_stream { "a key of its own" } else { "the same key" }.to_owned()),
        ("rotate by", time::shown(k.rotate_by_ms)),
    ])
}

fn shown(keys: &[ExchangeKeyView]) -> String {
    let columns = [
        ("key", Align::Left),
        ("venue", Align::Left),
        ("rights", Align::Left),
        ("fingerprint", Align::Left),
        ("made", Align::Left),
        ("of days", Align::Right),
        ("last used", Align::Left),
        ("state", Align::Left),
    ];
    let row = |k: &ExchangeKeyView| {
        vec![
            k.label.clone(),
            k.venue.clone(),
            rights(&k.permissions),
            k.fingerprint.clone(),
            time::shown(k.created_ms),
            ((k.rotate_by_ms - k.created_ms) / DAY_MS).to_string(),
            k.last_used_ms.map_or_else(|| "-".to_owned(), time::shown),
            state(k),
        ]
    };
    table(&columns, &keys.iter().map(row).collect::<Vec<_>>())
}
