//! Places in a script's text, as the interpreter writes them: `file:line: message`.

/// Longest file name shown; the interpreter cuts longer ones.
const LONGEST_NAME: usize = 100;

/// What the sandbox's own code is called.
pub(crate) const SANDBOX: &str = "[sandbox]";

/// A name that stands in messages as it is given: no control characters, and of a long path the end.
pub(crate) fn clean(name: &str) -> String {
    let visible: Vec<char> = name.chars().filter(|c| !c.is_control()).collect();
    let end = &visible[visible.len().saturating_sub(LONGEST_NAME)..];
    if end.is_empty() { "script.luau".to_owned() } else { end.iter().collect() }
}

pub(crate) fn shown(file: &str, line: Option<u32>) -> String {
    line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"))
}

/// Takes the place off the front of a message. The file's name may be missing, as in what the compiler says; what the
/// sandbox's own text says has no place of the script's.
pub(crate) fn split(file: &str, message: &str) -> (Option<u32>, String) {
    let own = message.strip_prefix(SANDBOX);
    let rest = own.or_else(|| message.strip_prefix(file)).unwrap_or(message);
    let placed = rest.trim_start().trim_start_matches(':').split_once(':');
    match placed.and_then(|(line, reason)| Some((line.parse().ok()?, reason))) {
        Some((line, reason)) => (own.is_none().then_some(line), reason.trim().to_owned()),
        None => (None, message.trim().to_owned()),
    }
}

/// The first line of `file` that a stack trace names: the innermost call in the script.
pub(crate) fn line_in(file: &str, trace: &str) -> Option<u32> {
    trace.split(file).skip(1).find_map(|after| {
        let digits = after.strip_prefix(':')?;
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits[..end].parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_off_messages() {
        assert_eq!(split("a.luau", "a.luau:12: no such field"), (Some(12), "no such field".to_owned()));
        assert_eq!(split("a.luau", "3: Expected 'end'"), (Some(3), "Expected 'end'".to_owned()));
        assert_eq!(split("a.luau", "[sandbox]:40: bad argument"), (None, "bad argument".to_owned()));
        assert_eq!(split("a.luau", "plain: words"), (None, "plain: words".to_owned()));
        assert_eq!(split("a.luau", ""), (None, String::new()));
    }

    #[test]
    fn a_trace_names_the_innermost_line_of_the_script() {
        let trace = "\n\t[C] in function 'error'\n\ta.luau:7 function compute\n\ta.luau:20";
        assert_eq!(line_in("a.luau", trace), Some(7));
        assert_eq!(line_in("b.luau", trace), None);
    }

    #[test]
    fn names_are_fit_to_be_shown() {
        assert_eq!(clean("my\0 rule\n.luau"), "my rule.luau");
        assert_eq!(clean(""), "script.luau");
        assert_eq!(clean(&"x".repeat(500)).len(), LONGEST_NAME);
        assert!(clean(&format!("{}/rule.luau", "x".repeat(500))).ends_with("x/rule.luau"));
    }
}
