//! What every page begins and ends with.

use super::{STYLE, escape, fonts, variables};
use crate::Theme;

/// Head, title, one quiet line, and the verdict; all of it escaped here. `what` stands before the title in the browser's
/// tab.
pub(super) fn open(what: &str, title: &str, quiet: &str, verdict: &str, theme: Theme) -> String {
    let (title, quiet, verdict) = (escape(title), escape(quiet), escape(verdict));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{what} {title}</title>\n<style>\n{}{}{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n<p class=\"quiet\">{quiet}</p>\n<p class=\"verdict\">{verdict}</p>\n",
        fonts(),
        variables(theme),
    )
}

/// The rules the figures follow, and the end.
pub(super) fn close(html: &mut String, rules: &str) {
    html.push_str("<footer>");
    html.push_str(rules);
    html.push_str("</footer>\n</main>\n</body>\n</html>\n");
}
