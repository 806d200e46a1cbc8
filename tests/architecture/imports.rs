//! What a TypeScript file imports, as paths below `ui/src`.

/// Specifiers of `import`, `export ... from` and `import(...)` in a source text.
pub fn specifiers(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for marker in ["from \"", "import \"", "import(\"", "from '", "import '", "import('"] {
        let quote = marker.chars().last().unwrap_or('"');
        for rest in source.split(marker).skip(1) {
            found.push(rest.split(quote).next().unwrap_or_default().to_owned());
        }
    }
    found
}

/// The place below `ui/src` that `specifier` means in the file at `place`; none for a package.
pub fn resolve(place: &str, specifier: &str) -> Option<String> {
    if let Some(rest) = specifier.strip_prefix("~/") {
        return Some(rest.to_owned());
    }
    if !specifier.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = place.split('/').collect();
    parts.pop();
    for step in specifier.split('/') {
        match step {
            "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn imports_are_read_and_resolved() {
    let source = "import { a } from \"~/components/a\";\nimport './b.css';\nconst c = await import(\"../c\");\nexport { d } from 'react';";
    let mut found = specifiers(source);
    found.sort();
    assert_eq!(found, ["../c", "./b.css", "react", "~/components/a"]);
    assert_eq!(resolve("features/trade/Chart.tsx", "~/components/a").as_deref(), Some("components/a"));
    assert_eq!(resolve("features/trade/Chart.tsx", "../audit/Line").as_deref(), Some("features/audit/Line"));
    assert_eq!(resolve("features/trade/Chart.tsx", "./b.css").as_deref(), Some("features/trade/b.css"));
    assert_eq!(resolve("features/trade/Chart.tsx", "react"), None);
}
