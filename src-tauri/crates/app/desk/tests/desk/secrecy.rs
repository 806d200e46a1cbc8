//! No secret is in the database, its log, an export, the chain, the program's log or an error.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use desk::api::backtest::{ExportFormat, ExportKind, ExportRequest};
use desk::api::people::NewUser;
use domain::Role;
use memchr::memmem;
use secrecy::SecretString;
use store::{DATABASE_FILE, Store};
use tracing_subscriber::fmt::MakeWriter;
use vault::{KeyRecord, Vault};

use crate::attempts::trial;
use crate::doubles::{Double, Halves, VENUES};
use crate::exchange_keys::{TRADING, add, asked_with};
use crate::stage::*;

/// In every passphrase and wherever one might be typed by mistake.
const MARKER: &str = "MARKER-7f3a91";

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Everything of this process from the first call on, down to what libraries say.
fn capture() -> Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    let start = || {
        let log = Log::default();
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).init();
        log
    };
    LOG.get_or_init(start).clone()
}

pub fn holds(bytes: &[u8], secret: &[u8]) -> bool {
    memmem::find(bytes, secret).is_some()
}

pub fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            all.extend(files(&entry.path()));
        } else {
            all.push((entry.path().display().to_string(), std::fs::read(entry.path()).unwrap()));
        }
    }
    all
}

fn secret_person(name: &str, role: Role) -> NewUser {
    NewUser { passphrase: format!("{MARKER}-{name}"), ..person(name, role) }
}

#[tokio::test]
async fn nothing_written_or_said_holds_a_secret() {
    let log = capture();
    let stage = Stage::empty().await;
    let desk = &stage.desk;
    let (anna, made) = desk.create_admin(secret_person("anna", Role::Admin), en()).await.unwrap();
    desk.add_user(&anna, secret_person("bert", Role::Trader)).await.unwrap();
    let login = async |name: &str, pass: &str| desk.login(name.to_owned(), pass.to_owned()).await;
    let mut errors = Vec::new();
    for (name, pass) in [("anna", "x"), (MARKER, "y"), ("bert", MARKER), (MARKER, MARKER)] {
        errors.push(login(name, &format!("{MARKER}{pass}")).await.err().unwrap());
    }
    let short = NewUser { passphrase: "MARKER-".to_owned(), ..person("eve", Role::Trader) };
    errors.push(desk.add_user(&anna, short).await.unwrap_err());
    errors.push(desk.add_user(&anna, secret_person("bert", Role::Trader)).await.unwrap_err());
    let (bert, _) = login("bert", &format!("{MARKER}-bert")).await.unwrap();
    let waiting = pending(desk, &bert).await;
    desk.sign_approval(&anna, shown(&waiting)).await.unwrap();
    desk.execute_approval(&bert, waiting.id, waiting.quantity).await.unwrap();
    desk.audit_export(&anna, None).await.unwrap();
    let backtest = desk.backtest(&anna, trial()).await.unwrap().id;
    for (kind, format) in [(ExportKind::Result, ExportFormat::Json), (ExportKind::Report, ExportFormat::Html)]
    {
        let request = ExportRequest { backtest: backtest.clone(), kind, format, folder: None };
        desk.export_backtest(&anna, request).await.unwrap();
    }
    // the write-ahead log is still there
    let mut written = files(stage.dir.path());
    assert!(written.iter().any(|(name, _)| name.ends_with("-wal")));
    let seeds = seeds(stage.dir.path(), &made.recovery_code).await;
    desk.close().await;
    written.extend(files(stage.dir.path()));
    written.push(("errors".to_owned(), format!("{errors:?}").into_bytes()));
    written.push(("log".to_owned(), log.0.lock().unwrap().clone()));

    let log = &written.last().unwrap().1;
    assert!(holds(log, b"sqlx") && holds(log, b"acknowledged"), "the log was captured");
    let bare = made.recovery_code.replace('-', "");
    let mut secrets: Vec<Vec<u8>> = vec![MARKER.into(), made.recovery_code.into(), bare.into()];
    for seed in seeds {
        secrets.push(hex::encode(&seed).into_bytes());
        secrets.push(seed);
    }
    for (name, bytes) in &written {
        for (number, secret) in secrets.iter().enumerate() {
            assert!(!holds(bytes, secret), "secret {number} is in {name}");
        }
    }
}

/// Keys of exchange accounts: kept, refused, rotated, used and revoked.
#[tokio::test]
async fn no_half_of_an_exchange_key_is_written_or_said() {
    let log = capture();
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    let (mut secrets, mut said) = (Vec::new(), String::new());
    for name in VENUES {
        let double = Double::new(name).await;
        let (first, next) = (double.halves(), double.another(TRADING).await);
        let withdrawing = double.another(r#"{"read":true,"withdraw":true}"#).await;
        let wrong = Halves(double.another(TRADING).await.0, first.1.clone());
        let label = format!("{name}-main");
        said += &format!("{:?}", double.new_key(&label, first.secrets()));
        for bad in [&withdrawing, &wrong] {
            said += &format!("{:?}", add(desk, &anna, &double, "other", bad.secrets()).await.unwrap_err());
        }
        said += &format!("{:?}", add(desk, &anna, &double, &label, first.secrets()).await.unwrap());
        let rotation = next.rotation(&label, 1);
        said += &format!("{rotation:?}");
        let rotated = desk.rotate_exchange_key_at(&anna, rotation, double.addresses()).await.unwrap();
        said += &format!("{rotated:?}");
        asked_with(desk, &anna, &double, &label).await.unwrap();
        for Halves(key, secret) in [first, next, withdrawing, wrong] {
            // of a text of several lines each is a secret of its own
            let lines = secret.lines().filter(|line| line.len() > 20).map(str::to_owned);
            secrets.extend(lines.chain([key]));
        }
    }
    let mut written = files(stage.dir.path());
    desk.audit_export(&anna, None).await.unwrap();
    desk.revoke_all_exchange_keys(&anna, "drill".to_owned()).await.unwrap();
    said += &format!("{:?}", desk.notices(&anna).await.unwrap());
    desk.close().await;
    written.extend(files(stage.dir.path()));
    written.push(("said".to_owned(), said.into_bytes()));
    written.push(("log".to_owned(), own_lines(&log.0.lock().unwrap())));
    assert!(secrets.len() >= 32);
    for (name, bytes) in &written {
        for (number, secret) in secrets.iter().enumerate() {
            assert!(!holds(bytes, secret.as_bytes()), "secret {number} is in {name}");
        }
    }
}

/// What this program says, without what goes over the wire: there a venue is told who asks.
fn own_lines(log: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(log);
    let wire = ["hyper", "h2", "rustls", "tungstenite", "reqwest", "mio"];
    let ours = text.lines().filter(|line| !wire.iter().any(|name| line.contains(&format!(" {name}"))));
    ours.collect::<Vec<_>>().join("\n").into_bytes()
}

/// The master key's and the signing keys' own bytes, opened with what only their owners know.
async fn seeds(dir: &Path, code: &str) -> Vec<Vec<u8>> {
    let store = Store::open_read_only(&dir.join(DATABASE_FILE)).await.unwrap();
    let record: KeyRecord = store.setting("key_record").await.unwrap().unwrap();
    let vault = Vault::recover(&record, &SecretString::from(code)).unwrap();
    let instance = "signing-key/instance";
    let sealed = store.sealed(instance).await.unwrap().unwrap();
    let mut seeds = vec![vault.open_sealed(instance, &sealed).unwrap().to_vec()];
    for person in store.people().await.unwrap() {
        let name = format!("signing-key/person/{}", person.name);
        let inner = vault.open_sealed(&name, &person.sealed_signing_key.unwrap()).unwrap();
        assert!(!inner.is_empty());
        seeds.push(inner.to_vec());
    }
    store.close().await;
    assert!(seeds.iter().all(|s| s.len() >= 32));
    seeds
}
