//! Who may know whom among the pages' folders: app, then features, then components; only `backend` talks to Rust.

use crate::{
    imports::{resolve, specifiers},
    tree::{files, none, text},
};

/// The one place that talks to the backend, and the packages it does so with.
const BRIDGE: &str = "@tauri-apps/";

/// What is shipped; a page's test may reach for languages and invented data.
fn shipped() -> Vec<String> {
    files("ui/src", &[".ts", ".tsx"]).into_iter().filter(|path| !path.contains(".test.")).collect()
}

fn area(place: &str) -> (&str, &str) {
    let mut parts = place.split('/');
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

fn allowed(from: &str, to: &str) -> bool {
    let ((from_layer, from_feature), (to_layer, to_feature)) = (area(from), area(to));
    match (from_layer, to_layer) {
        ("app", _) => true,
        ("features", "features") => from_feature == to_feature,
        ("features", "components" | "backend") => true,
        ("components", "components") | ("backend", "backend") => true,
        ("features" | "components" | "backend", _) => false,
        _ => true, // main.tsx and the like at the top join everything
    }
}

#[test]
fn pages_import_downwards_only() {
    let mut wrong = Vec::new();
    for path in shipped() {
        let place = path.trim_start_matches("ui/src/");
        for target in specifiers(&text(&path)).iter().filter_map(|specifier| resolve(place, specifier)) {
            if !allowed(place, &target) {
                wrong.push(format!("{path} imports {target}"));
            }
        }
    }
    none(
        "app -> features -> components, no feature imports another, components know nothing of trading",
        &wrong,
    );
}

#[test]
fn only_backend_talks_to_rust() {
    let mut wrong = Vec::new();
    for path in shipped() {
        let bridged = specifiers(&text(&path)).iter().any(|specifier| specifier.starts_with(BRIDGE));
        if bridged && !path.starts_with("ui/src/backend/") {
            wrong.push(path);
        }
    }
    none("only ui/src/backend may import @tauri-apps", &wrong);
}

#[test]
fn the_rule_itself_is_right() {
    assert!(allowed("features/trade/Chart.tsx", "components/charts/CandleChart"));
    assert!(!allowed("features/trade/Chart.tsx", "features/audit/Line"));
    assert!(!allowed("features/trade/Chart.tsx", "app/shell/Shell"));
    assert!(!allowed("components/table/Table.tsx", "backend/call"));
    assert!(!allowed("backend/call.ts", "features/trade/Chart"));
    assert!(allowed("app/App.tsx", "features/trade/Trade"));
}
