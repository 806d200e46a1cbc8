//! Nothing but the gateway sends to a venue.

use crate::tree::{files, is_product, none, product_code};

/// The one file outside that may name the trait: it hands the venues' executions to the gateway and calls nothing.
const COMPOSITION_ROOT: &str = "src-tauri/crates/app/desk/src/paper.rs";

/// The one file of the gateway that takes orders nobody signed, and the check without which none of them passes.
const REHEARSAL: (&str, &str) = ("src-tauri/crates/edge/gateway/src/direct.rs", "self.only_here()?");

/// The methods of the trait that move money.
const SENDS: [&str; 2] = [".submit(", "Execution::submit"];

fn names_execution(code: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    code.split(|c| !word(c)).any(|token| token == "Execution")
}

fn outsiders() -> Vec<String> {
    files("src-tauri", &[".rs"])
        .into_iter()
        .filter(|path| is_product(path))
        .filter(|path| !path.contains("/edge/gateway/") && !path.contains("/edge/venues/"))
        .collect()
}

#[test]
fn only_the_gateway_and_the_venues_name_execution() {
    let wrong: Vec<String> = outsiders()
        .into_iter()
        .filter(|path| path != COMPOSITION_ROOT && names_execution(&product_code(path)))
        .collect();
    none("venues::Execution is named outside gateway, venues and the desk's paper.rs", &wrong);
}

#[test]
fn whoever_knows_venues_never_submits() {
    let mut wrong = Vec::new();
    for path in outsiders() {
        let code = product_code(&path);
        if code.contains("venues::") && SENDS.iter().any(|send| code.contains(send)) {
            wrong.push(path);
        }
    }
    none("an order is submitted past the gateway", &wrong);
}

#[test]
fn the_gateway_takes_only_what_is_countersigned() {
    let mut senders = Vec::new();
    let mut wrong = Vec::new();
    for path in
        files("src-tauri/crates/edge/gateway/src", &[".rs"]).into_iter().filter(|path| is_product(path))
    {
        for signature in product_code(&path).split("pub async fn ").skip(1) {
            let head: String = signature
                .split('{')
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            if head.starts_with("send") {
                senders.push(path.clone());
                if !head.contains("Countersigned") {
                    wrong.push(format!("{path}: {head}"));
                }
            }
            let rehearsed =
                path == REHEARSAL.0 && (signature.contains(REHEARSAL.1) || head.starts_with("prepare"));
            if head.contains("OrderRequest") && !rehearsed {
                wrong.push(format!("{path}: takes a bare order: {head}"));
            }
        }
    }
    none("the gateway sends what nobody signed", &wrong);
    assert!(
        !senders.is_empty(),
        "the gateway has no public async fn send...: this test must learn its new name"
    );
}

#[test]
fn words_are_matched_whole() {
    assert!(names_execution("use venues::{Ack, Execution};"));
    assert!(!names_execution("ExecutionReport and execution"));
}
