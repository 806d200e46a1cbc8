//! `--config FILE`: the global flags as TOML, under the same names.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::CliError;

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConfigFile {
    #[serde(alias = "data_dir")]
    pub data_dir: Option<PathBuf>,
    pub json: bool,
    pub quiet: bool,
    /// As often as `-v`.
    pub verbose: u8,
    pub user: Option<String>,
}

pub fn read(path: &Path) -> Result<ConfigFile, CliError> {
    let text = std::fs::read_to_string(path).map_err(|e| {
        CliError::usage(format!("The configuration {} cannot be read: {e}.", path.display()))
            .with("file", path.display().to_string())
    })?;
    parse(&text).map_err(|e| {
        CliError::usage(format!("The configuration {} is wrong: {}.", path.display(), e.message()))
            .with("file", path.display().to_string())
    })
}

fn parse(text: &str) -> Result<ConfigFile, toml::de::Error> {
    toml::from_str(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_are_those_of_the_flags_and_others_are_refused() {
        let file = parse("data-dir = \"/srv/desk\"\njson = true\nuser = \"maja\"\n").unwrap();
        assert_eq!((file.data_dir, file.json), (Some(PathBuf::from("/srv/desk")), true));
        assert_eq!(file.user.as_deref(), Some("maja"));
        assert!(parse("colour = true").is_err());
    }
}
