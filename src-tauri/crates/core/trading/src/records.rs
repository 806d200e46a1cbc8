//! Settings, the policy, heads of the chain, and facts of other crates.

use approvals::{HeadStatement, Signature, SignedBy, Value};
use domain::{Actor, Role};

use crate::draft::Draft;
use crate::input::check_name;
use crate::{Policy, Refusal, entries, people};

/// The setting that lets orders with real money leave.
pub const LIVE_ENABLED: &str = "live.enabled";

/// First words of kinds that only the engine writes.
const RESERVED: [&str; 17] = [
    "chain",
    "user",
    "key",
    "order",
    "risk",
    "mandate",
    "head",
    "account",
    "instrument",
    "policy",
    "setting",
    "login",
    "cancel",
    "exit",
    "trading",
    "kill",
    "venue_key",
];

/// Settings are an admin's, except those of the window (`ui.*`).
pub(crate) fn change_setting(draft: &mut Draft, name: &str, value: &Value) -> Result<(), Refusal> {
    draft.require_or_system(if name.starts_with("ui.") { Role::Viewer } else { Role::Admin })?;
    check_name("name", name)?;
    if name == LIVE_ENABLED {
        let Value::Bool(enabled) = value else {
            return Err(Refusal::BadBody {
                field: "value",
                reason: format!("{} is not a boolean", value.kind()),
            });
        };
        draft.require(Role::Admin)?;
        draft.state.live_enabled = *enabled;
    }
    draft.append(entries::setting_changed(name, value.clone()))
}

pub(crate) fn change_policy(draft: &mut Draft, policy: &Policy) -> Result<(), Refusal> {
    draft.require(Role::Admin)?;
    policy.check()?;
    draft.state.policy = policy.clone();
    draft.state.policy_version += 1;
    let name = draft.state.policy_name();
    draft.append(entries::policy_changed(&name, policy))
}

/// Takes the instance's signature over the chain's last entry.
pub(crate) fn sign_head(
    draft: &mut Draft,
    statement: &HeadStatement,
    key: &str,
    signature: &Signature,
) -> Result<(), Refusal> {
    draft.require_reporter()?;
    let head = draft.state.head;
    let instance = draft.state.instance.as_ref().ok_or(Refusal::ChainNotOpened)?;
    if statement.seq != head.seq || statement.hash != head.hash || statement.instance != instance.instance {
        return Err(Refusal::NotTheHead { told: statement.seq, head: head.seq });
    }
    if key != instance.key {
        return Err(Refusal::UnknownKey { key: key.to_owned() });
    }
    people::check_instance_signature(draft, key, statement, signature)?;
    let by = SignedBy { key_id: key.to_owned(), signature: *signature };
    draft.append(entries::head_signed(statement, &by))
}

/// Writes a fact another crate reports, under a kind of its own.
pub(crate) fn note(draft: &mut Draft, kind: &str, body: &Value) -> Result<(), Refusal> {
    if matches!(draft.actor, Actor::User(_)) {
        draft.require(Role::Viewer)?;
    }
    check_name("kind", kind)?;
    if kind.split('.').next().is_some_and(|first| RESERVED.contains(&first)) {
        return Err(Refusal::ReservedKind { kind: kind.to_owned() });
    }
    let actor = draft.actor.clone();
    draft.append_kind(&actor, kind, body.clone())
}
