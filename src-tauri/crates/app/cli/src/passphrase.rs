//! Passphrases: from the environment, or asked for on the terminal without echo; never an argument.

use crate::error::CliError;

/// Of who signs in.
pub const OWN: &str = "COUNTERSIGN_PASSPHRASE";
/// Of a user about to be created.
pub const NEW: &str = "COUNTERSIGN_NEW_PASSPHRASE";
/// Of the admin under whose passphrase the master key lies, where there is no keyring.
pub const ADMIN: &str = "COUNTERSIGN_ADMIN_PASSPHRASE";

pub fn from_environment(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|text| !text.is_empty())
}

/// The variable's, else what is typed.
pub fn ask(variable: &str, prompt: &str) -> Result<String, CliError> {
    match from_environment(variable) {
        Some(passphrase) => Ok(passphrase),
        None => typed(variable, prompt),
    }
}

/// The same for one that is new: typed twice.
pub fn ask_new(variable: &str, prompt: &str) -> Result<String, CliError> {
    if let Some(passphrase) = from_environment(variable) {
        return Ok(passphrase);
    }
    let first = typed(variable, prompt)?;
    if typed(variable, "Once more: ")? != first {
        return Err(CliError::usage("The two passphrases differ. Nothing was changed."));
    }
    Ok(first)
}

fn typed(variable: &str, prompt: &str) -> Result<String, CliError> {
    rpassword::prompt_password(prompt).map_err(|_| {
        let text = format!("There is no terminal to ask for the passphrase on. Set {variable}.");
        CliError::new(3, "passphrase_needed", text).with("variable", variable)
    })
}
