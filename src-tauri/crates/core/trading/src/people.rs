//! Users, their keys, and who may do what.

use approvals::keyring::SignatureFault;
use approvals::{PublicKey, Signable, Signature};
use domain::{Actor, Role};

use crate::draft::Draft;
use crate::input::{check_name, check_text};
use crate::state::{Instance, User};
use crate::{Refusal, entries};

pub(crate) fn open_chain(
    draft: &mut Draft,
    instance: &str,
    key: &str,
    public_key: PublicKey,
    version: &str,
) -> Result<(), Refusal> {
    draft.require_reporter()?;
    check_name("instance", instance)?;
    check_name("key", key)?;
    check_text("version", version)?;
    if let Some(opened) = &draft.state.instance {
        return Err(Refusal::ChainAlreadyOpened { instance: opened.instance.clone() });
    }
    draft.state.keys.key_created(key, public_key, None);
    draft.state.policy_version = 1;
    draft.append(entries::chain_opened(instance, key, &public_key, version))?;
    draft.state.instance = Some(Instance { instance: instance.to_owned(), key: key.to_owned(), public_key });
    Ok(())
}

/// The first user is an admin and made by the system; admins make the others.
pub(crate) fn create_user(draft: &mut Draft, name: &str, role: Role) -> Result<(), Refusal> {
    check_name("user", name)?;
    if draft.state.users.contains_key(name) {
        return Err(Refusal::UserExists { user: name.to_owned() });
    }
    if draft.state.users.is_empty() {
        draft.require_or_system(Role::Admin)?;
        if role != Role::Admin {
            return Err(Refusal::FirstUserNotAdmin { role });
        }
    } else {
        draft.require(Role::Admin)?;
    }
    draft.state.users.insert(name.to_owned(), User { role, disabled: false });
    draft.state.keys.user_created(name, Some(role));
    draft.append(entries::user_created(name, role))
}

fn user(draft: &Draft, name: &str) -> Result<User, Refusal> {
    let user = draft.state.users.get(name).ok_or_else(|| Refusal::UnknownUser { user: name.to_owned() })?;
    if user.disabled { Err(Refusal::UserDisabled { user: name.to_owned() }) } else { Ok(*user) }
}

pub(crate) fn disable_user(draft: &mut Draft, name: &str) -> Result<(), Refusal> {
    draft.require(Role::Admin)?;
    let role = user(draft, name)?.role;
    let admins = draft.state.users.values().filter(|u| u.role == Role::Admin && !u.disabled).count();
    if role == Role::Admin && admins == 1 {
        return Err(Refusal::LastAdmin { user: name.to_owned() });
    }
    draft.state.users.insert(name.to_owned(), User { role, disabled: true });
    draft.state.keys.user_disabled(name);
    draft.append(entries::user_disabled(name, role))
}

/// A key is its owner's to create, or an admin's; the system may give a user the first one.
pub(crate) fn create_key(
    draft: &mut Draft,
    key: &str,
    public_key: PublicKey,
    owner: &str,
) -> Result<(), Refusal> {
    check_name("key", key)?;
    user(draft, owner)?;
    if draft.state.keys.public_key(key).is_some() {
        return Err(Refusal::KeyExists { key: key.to_owned() });
    }
    let first = !draft.state.key_owners.values().any(|o| o == owner);
    let by_system = first && draft.actor == Actor::System;
    if !by_system && draft.actor != Actor::User(owner.to_owned()) {
        draft.require(Role::Admin)?;
    }
    draft.state.keys.key_created(key, public_key, Some(owner));
    draft.state.key_owners.insert(key.to_owned(), owner.to_owned());
    draft.append(entries::key_created(key, &public_key, owner))
}

pub(crate) fn revoke_key(draft: &mut Draft, key: &str, reason: &str) -> Result<(), Refusal> {
    check_text("reason", reason)?;
    let unknown = || Refusal::UnknownKey { key: key.to_owned() };
    let owner = draft.state.key_owners.get(key).ok_or_else(unknown)?.clone();
    if draft.state.keys.is_revoked(key) {
        return Err(Refusal::KeyRevoked { key: key.to_owned() });
    }
    if draft.actor != Actor::User(owner) {
        draft.require_or_system(Role::Admin)?;
    }
    draft.state.keys.key_revoked(key);
    draft.append(entries::key_revoked(key, reason))
}

/// Log-ins are told by the vault, in the user's name or the system's.
pub(crate) fn log_in(draft: &mut Draft, name: &str) -> Result<(), Refusal> {
    user(draft, name)?;
    told_of(draft, name)?;
    draft.append(entries::login("login.ok", name))
}

pub(crate) fn log_in_failed(draft: &mut Draft, name: &str) -> Result<(), Refusal> {
    check_text("user", name)?;
    draft.append(entries::login("login.failed", name))
}

pub(crate) fn log_out(draft: &mut Draft, name: &str, reason: &str) -> Result<(), Refusal> {
    check_text("reason", reason)?;
    if !draft.state.users.contains_key(name) {
        return Err(Refusal::UnknownUser { user: name.to_owned() });
    }
    told_of(draft, name)?;
    draft.append(entries::logout(name, reason))
}

fn told_of(draft: &Draft, name: &str) -> Result<(), Refusal> {
    match &draft.actor {
        Actor::User(actor) if actor == name => Ok(()),
        _ => draft.require_or_system(Role::Admin),
    }
}

/// Checks that the acting user made this signature with a living key of an admin, and gives the user's name.
pub(crate) fn check_signature(
    draft: &Draft,
    key: &str,
    statement: &impl Signable,
    signature: &Signature,
) -> Result<String, Refusal> {
    let message = statement.signing_bytes();
    let owner =
        draft.state.keys.check_admin(key, &message, signature).map_err(|f| fault(draft, f))?.to_owned();
    if draft.actor != Actor::User(owner.clone()) {
        return Err(Refusal::NotKeyOwner { key: key.to_owned(), owner, actor: draft.actor.clone() });
    }
    Ok(owner)
}

pub(crate) fn check_instance_signature(
    draft: &Draft,
    key: &str,
    statement: &impl Signable,
    signature: &Signature,
) -> Result<(), Refusal> {
    let message = statement.signing_bytes();
    draft.state.keys.check_signature(key, &message, signature).map_err(|f| fault(draft, f))
}

fn fault(draft: &Draft, fault: SignatureFault) -> Refusal {
    match fault {
        SignatureFault::UnknownKey { key } => Refusal::UnknownKey { key },
        SignatureFault::KeyRevoked { key } => Refusal::KeyRevoked { key },
        SignatureFault::BadSignature { key } => Refusal::BadSignature { key },
        SignatureFault::UserDisabled { user } => Refusal::UserDisabled { user },
        SignatureFault::NoUser { .. } | SignatureFault::NotAdmin { .. } => {
            Refusal::NotAllowed { actor: draft.actor.clone(), needs: Role::Admin }
        }
    }
}
