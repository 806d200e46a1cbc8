//! Opening the desk for a command that acts, and signing in to it.

use desk::api::people::KeyCustody;
use desk::{Desk, Session};
use domain::Role;

use crate::context::Context;
use crate::error::CliError;
use crate::{passphrase, settled};

/// Opens the desk, signs in, does the work, waits for what it set off, and closes the desk again.
pub async fn signed_in<T>(
    context: &Context,
    work: impl AsyncFnOnce(&Desk, &Session) -> Result<T, CliError>,
) -> Result<T, CliError> {
    let actor = who(context).await?;
    let secret = passphrase::ask(passphrase::OWN, &format!("Passphrase of {}: ", actor.name))?;
    opened(context, async |desk| {
        unlock_for(desk, &actor).await?;
        let (session, _) = desk.login(actor.name.clone(), secret).await?;
        let done = work(desk, &session).await;
        settled::sent(desk, &session).await;
        done
    })
    .await
}

/// Opens the desk without anybody signed in.
pub async fn opened<T>(
    context: &Context,
    work: impl AsyncFnOnce(&Desk) -> Result<T, CliError>,
) -> Result<T, CliError> {
    let desk = Desk::open(context.desk_config()).await?;
    let done = work(&desk).await;
    desk.close().await;
    done
}

/// Where the master key lies under a passphrase and not in a keyring, an admin's passphrase opens it. For an admin
/// who signs in that is their own, unless the environment holds another's.
async fn unlock_for(desk: &Desk, actor: &Actor) -> Result<(), CliError> {
    if custody(desk).await? == KeyCustody::Keyring {
        return Ok(());
    }
    match passphrase::from_environment(passphrase::ADMIN) {
        Some(secret) => Ok(desk.unlock(secret).await?),
        None if actor.role == Some(Role::Admin) => Ok(()),
        None => {
            let prompt = "There is no keyring. Passphrase of the admin, which opens the master key: ";
            Ok(desk.unlock(passphrase::ask(passphrase::ADMIN, prompt)?).await?)
        }
    }
}

/// The same for a command in which nobody signs in.
pub async fn unlock(desk: &Desk) -> Result<(), CliError> {
    if custody(desk).await? == KeyCustody::Keyring {
        return Ok(());
    }
    let secret = match passphrase::from_environment(passphrase::ADMIN) {
        Some(secret) => secret,
        None => passphrase::ask(passphrase::OWN, "Passphrase of the admin, which opens the master key: ")?,
    };
    Ok(desk.unlock(secret).await?)
}

async fn custody(desk: &Desk) -> Result<KeyCustody, CliError> {
    Ok(desk.door(None).await?.key_custody)
}

/// Who acts; no role where nobody has that name, which signing in will say.
struct Actor {
    name: String,
    role: Option<Role>,
}

/// `--user`, else the only admin.
async fn who(context: &Context) -> Result<Actor, CliError> {
    let people = match context.database().exists() {
        true => context.store_to_read().await?.people().await?,
        false => Vec::new(),
    };
    if let Some(name) = context.user.clone() {
        let role = people.iter().find(|p| p.name == name).map(|p| p.role);
        return Ok(Actor { name, role });
    }
    let mut admins = people.into_iter().filter(|p| p.role == Role::Admin && !p.disabled);
    match (admins.next(), admins.next()) {
        (Some(only), None) => Ok(Actor { name: only.name, role: Some(Role::Admin) }),
        (None, _) => Err(CliError::new(
            3,
            "not_set_up",
            "Nobody is set up here. Create the admin: csign user add NAME --role admin",
        )),
        (Some(_), Some(_)) => Err(CliError::usage(
            "There is more than one admin. Say who acts, with --user NAME or COUNTERSIGN_USER.",
        )),
    }
}
