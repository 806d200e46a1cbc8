//! Who may do what: every method against every role, and none left out.

use std::collections::BTreeSet;

use desk::Action;
use domain::Role;

use crate::attempts::attempt;
use crate::stage::*;

#[tokio::test]
async fn every_method_asks_for_its_role() {
    let (stage, anna) = Stage::with_admin().await;
    let bert = stage.join(&anna, "bert", Role::Trader).await;
    let vera = stage.join(&anna, "vera", Role::Viewer).await;
    for session in [vera, bert, anna] {
        for action in Action::ALL {
            let may = session.role() >= action.needs();
            for (method, code) in attempt(&stage.desk, &session, action).await {
                assert_eq!(code != "not_allowed", may, "{method} by {}: {code}", session.user());
            }
        }
    }
    stage.verified().await;
}

#[tokio::test]
async fn an_ended_session_opens_nothing() {
    let (stage, anna) = Stage::with_admin().await;
    stage.desk.logout(&anna).await.unwrap();
    let before = stage.desk.tray_frame().await.unwrap().chain;
    for action in Action::ALL {
        for (method, code) in attempt(&stage.desk, &anna, action).await {
            assert_eq!(code, "signed_out", "{method}");
        }
    }
    stage.desk.logout(&anna).await.unwrap();
    assert_eq!(stage.desk.tray_frame().await.unwrap().chain, before);
}

/// The methods the source declares for sessions are those that were tried above.
#[tokio::test]
async fn no_method_is_left_out() {
    let (stage, anna) = Stage::with_admin().await;
    let mut tried = BTreeSet::from(["logout".to_owned()]);
    for action in Action::ALL {
        tried.extend(attempt(&stage.desk, &anna, action).await.into_iter().map(|(name, _)| name.to_owned()));
    }
    assert_eq!(declared(), tried);
}

/// Names of public methods with a `session: &Session`, from the source.
fn declared() -> BTreeSet<String> {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut names = BTreeSet::new();
    let mut folders = vec![source];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let found = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path());
        let (inner, plain): (Vec<_>, Vec<_>) = found.partition(|path| path.is_dir());
        folders.extend(inner);
        files.extend(plain);
    }
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        for part in text.split("pub async fn ").skip(1) {
            let (name, rest) = part.split_once('(').unwrap();
            let arguments = rest.split_once(')').unwrap().0;
            if arguments.contains("session: &Session") {
                names.insert(name.to_owned());
            }
        }
    }
    names
}
