//! The page's TypeScript types are those of the commands: `BLESS=1 cargo test --test bindings` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{fs, path::Path};

use specta_typescript::Typescript;

#[test]
fn committed_bindings_are_those_of_the_commands() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/backend/bindings.ts");
    let fresh = std::env::temp_dir().join(format!("countersign-bindings-{}.ts", std::process::id()));
    countersign::bridge::typed().export(Typescript::default(), &fresh).expect("the types can be exported");
    let generated = fs::read_to_string(&fresh).expect("exported");
    fs::remove_file(&fresh).ok();
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(committed.parent().unwrap()).unwrap();
        fs::write(&committed, &generated).unwrap();
        return;
    }
    let stands = fs::read_to_string(&committed).unwrap_or_default();
    assert!(
        stands == generated,
        "ui/src/backend/bindings.ts is stale: run BLESS=1 cargo test --test bindings"
    );
}
