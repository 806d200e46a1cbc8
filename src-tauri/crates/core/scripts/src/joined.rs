//! Conditions joined by the language's own `and`, `or` and `not`, found in the text.
//!
//! `a:above(1) or b:above(2)` is the first condition and nothing of the second, and no error to the language. A
//! condition that was made and not used is noticed when it runs ([`crate::run::Run::all_used`]); the second one here is
//! never even made, so it is looked for before.

/// Methods that give a condition.
const METHODS: [&str; 7] =
    ["above", "below", "at_least", "at_most", "crosses_above", "crosses_below", "within"];

/// How many tokens away from a joint a call may begin or end to be seen: what nests deeper reads like no rule.
const REACH: usize = 400;

/// A word, or one character of anything else; texts and comments are left out.
struct Token<'a> {
    text: &'a str,
    line: u32,
}

/// The line of the first such joint.
pub(crate) fn joined_conditions(source: &str) -> Option<u32> {
    let tokens = tokens(source);
    let word = |i: usize| tokens.get(i).map_or("", |token| token.text);
    let joint = |i: &usize| match word(*i) {
        "and" | "or" => ends_condition(&tokens[..*i]) || starts_condition(&tokens[i + 1..]),
        "not" => starts_condition(&tokens[i + 1..]),
        _ => false,
    };
    (0..tokens.len()).find(joint).map(|i| tokens[i].line)
}

/// Whether what ends here is the call of a method that gives a condition.
fn ends_condition(tokens: &[Token]) -> bool {
    let mut depth = 0;
    for (i, token) in tokens.iter().enumerate().rev().take(REACH) {
        match token.text {
            ")" => depth += 1,
            "(" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return token.text == "(" && gives_condition(&tokens[..i]);
        }
    }
    false
}

/// Whether the call whose name ends here gives a condition.
fn gives_condition(tokens: &[Token]) -> bool {
    match tokens {
        [.., joint, name] if joint.text == ":" => METHODS.contains(&name.text),
        [.., signal, _, name] if signal.text == "signal" => ["all", "any", "none"].contains(&name.text),
        _ => false,
    }
}

/// Whether what begins here, a chain of names, indices and calls, is a condition.
fn starts_condition(tokens: &[Token]) -> bool {
    let mut depth = 0;
    let mut last_call = false;
    for (i, token) in tokens.iter().enumerate().take(REACH) {
        match token.text {
            "(" | "[" | "{" => {
                if depth == 0 && i > 0 {
                    last_call = gives_condition(&tokens[..i]);
                }
                depth += 1;
            }
            ")" | "]" | "}" => depth -= 1,
            "." | ":" => {}
            // two words in a row end the chain
            text if depth == 0 && (!is_word(text) || i > 0 && !matches!(tokens[i - 1].text, "." | ":")) => {
                break;
            }
            _ => {}
        }
        if depth < 0 {
            break;
        }
    }
    last_call
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn tokens(source: &str) -> Vec<Token<'_>> {
    let (mut found, mut rest, mut line) = (Vec::new(), source, 1u32);
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest).unwrap_or_else(|| {
            let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let length = word.max(first.len_utf8());
            if !first.is_whitespace() {
                found.push(Token { text: &rest[..length], line });
            }
            length
        });
        line += rest[..length].matches('\n').count() as u32;
        rest = &rest[length..];
    }
    found
}

/// Length of the comment or text that begins here.
fn skipped(rest: &str) -> Option<usize> {
    if let Some(comment) = rest.strip_prefix("--") {
        let line = || rest.find('\n').unwrap_or(rest.len());
        return Some(long(comment).map_or_else(line, |length| length + 2));
    }
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    let Some(quote) = quote else { return long(rest) };
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    Some(end.map_or(rest.len(), |(at, _)| at + 1))
}

/// Length of the long bracket (`[[...]]`, `[==[...]==]`) that begins here.
fn long(rest: &str) -> Option<usize> {
    let level = rest.strip_prefix('[')?.find(|c| c != '=')?;
    rest[level + 1..].strip_prefix('[')?;
    let close = format!("]{}]", "=".repeat(level));
    Some(rest.find(&close).map_or(rest.len(), |at| at + close.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joints_of_conditions_are_found() {
        for source in [
            "x = a:above(1) or b",
            "x = a or b:above(2)",
            "x = p.on and (a + b):crosses_below(c.d[1])",
            "x = not a:below(f(1))",
            "x = signal.all(a, b) and c",
            "x = c or signal.any(a, b)",
            "x = ta.rsi(candles.close, 14):shift(1):at_most(30) or y",
            "x = y or ta.rsi(candles.close, 14):shift(1):at_most(30)",
        ] {
            assert_eq!(joined_conditions(&format!("\n{source}\n")), Some(2), "{source}");
        }
    }

    #[test]
    fn other_joints_are_left_alone() {
        for source in [
            "x = a and b or c",
            "-- a:above(1) or b\nx = 1",
            "--[[ a:above(1)\n or b ]] x = 1",
            "x = 'a:above(1) or ' .. \"b \\\" or c:above(1)\"",
            "x = [==[ a:above(1) or ]] ]==]",
            "if p.n > 1 or i < 2 then x = a:above(1) end",
            "f(a:above(1), p.n or 2)",
            "return a or 2, b:above(1)",
            "x = a and b\ny = c:above(1)",
            "local n = p.n or 5 local m = a:above(n)",
        ] {
            assert_eq!(joined_conditions(source), None, "{source}");
        }
    }
}
