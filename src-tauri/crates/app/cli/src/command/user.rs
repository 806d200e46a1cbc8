//! `csign user`.

use clap::{Args, Subcommand, ValueEnum};
use desk::api::people::{NewUser, Preferences, UserView};
use domain::Role;
use serde::Serialize;

use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::passphrase::{self, ask_new};
use crate::sign_in::{opened, signed_in};
use crate::table::{Align, facts, table};
use crate::time;

#[derive(Debug, Subcommand)]
pub enum User {
    /// Create a user (admin); the first is the admin. The passphrase comes from COUNTERSIGN_NEW_PASSPHRASE, for the
    /// first also from COUNTERSIGN_PASSPHRASE, or is asked for
    Add(Add),
    /// Show who may use this desk
    List,
    /// Take a user's rights away (admin)
    Disable { name: String },
}

#[derive(Debug, Args)]
pub struct Add {
    pub name: String,
    /// What they may do [default: admin for the first, then trader]
    #[arg(long)]
    pub role: Option<RoleArgument>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleArgument {
    Viewer,
    Trader,
    Admin,
}

impl From<RoleArgument> for Role {
    fn from(role: RoleArgument) -> Self {
        match role {
            RoleArgument::Viewer => Self::Viewer,
            RoleArgument::Trader => Self::Trader,
            RoleArgument::Admin => Self::Admin,
        }
    }
}

#[derive(Debug, Serialize)]
struct Created {
    name: String,
    role: Role,
    key: String,
    public_key: String,
    /// Shown once, to the first admin: it brings the master key back.
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_code: Option<String>,
}

pub async fn run(context: &Context, user: User) -> Result<Answer, CliError> {
    match user {
        User::Add(add) => {
            let created = match nobody(context).await? {
                true => add_first(context, add).await?,
                false => add_next(context, add).await?,
            };
            Answer::new(context, &created, || card(&created))
        }
        User::List => {
            let users = signed_in(context, async |desk, session| Ok(desk.users(session).await?)).await?;
            Answer::new(context, &users, || shown(&users))
        }
        User::Disable { name } => {
            let users = signed_in(context, async |desk, session| {
                desk.disable_user(session, name).await?;
                Ok(desk.users(session).await?)
            })
            .await?;
            Answer::new(context, &users, || shown(&users))
        }
    }
}

async fn nobody(context: &Context) -> Result<bool, CliError> {
    if !context.database().exists() {
        return Ok(true);
    }
    let store = context.store_to_read().await?;
    // a person may have been kept by a start that did not come as far as the chain: the chain decides
    let none = store.people().await?.is_empty() || store.chain_count().await? == 0;
    store.close().await;
    Ok(none)
}

async fn add_first(context: &Context, add: Add) -> Result<Created, CliError> {
    let role = add.role.map_or(Role::Admin, Role::from);
    if role != Role::Admin {
        let text = format!("The first user is the admin; {} would be a {}.", add.name, role.as_str());
        return Err(CliError::new(3, "first_user_not_admin", text).with("user", add.name));
    }
    let prompt = format!("Passphrase for {}: ", add.name);
    let secret = match passphrase::from_environment(passphrase::NEW) {
        Some(secret) => secret,
        None => ask_new(passphrase::OWN, &prompt)?,
    };
    let person = NewUser { name: add.name, role, passphrase: secret };
    let made = opened(context, async |desk| {
        let (session, made) = desk.create_admin(person, Preferences::default()).await?;
        desk.logout(&session).await?;
        Ok(made)
    })
    .await?;
    Ok(Created {
        name: made.session.user,
        role: made.session.role,
        key: made.session.key,
        public_key: made.session.public_key,
        recovery_code: Some(made.recovery_code),
    })
}

async fn add_next(context: &Context, add: Add) -> Result<Created, CliError> {
    let secret = ask_new(passphrase::NEW, &format!("Passphrase for {}: ", add.name))?;
    let role = add.role.map_or(Role::Trader, Role::from);
    let person = NewUser { name: add.name, role, passphrase: secret };
    let made = signed_in(context, async |desk, session| Ok(desk.add_user(session, person).await?)).await?;
    Ok(Created {
        name: made.name,
        role: made.role,
        key: made.key,
        public_key: made.public_key,
        recovery_code: None,
    })
}

fn card(c: &Created) -> String {
    let mut out = facts([
        ("user", c.name.clone()),
        ("role", c.role.as_str().to_owned()),
        ("key", c.key.clone()),
        ("public key", c.public_key.clone()),
    ]);
    if let Some(code) = &c.recovery_code {
        out.push_str(&format!(
            "\nRecovery code, shown once: it brings the master key back. Keep it on paper.\n{code}\n"
        ));
    }
    out
}

fn shown(users: &[UserView]) -> String {
    let columns = [
        ("user", Align::Left),
        ("role", Align::Left),
        ("key", Align::Left),
        ("since", Align::Left),
        ("", Align::Left),
    ];
    let row = |u: &UserView| {
        let state = if u.disabled { "disabled" } else { "" };
        let since = time::shown(u.created_ms);
        vec![u.name.clone(), u.role.as_str().to_owned(), u.key.clone(), since, state.to_owned()]
    };
    table(&columns, &users.iter().map(row).collect::<Vec<_>>())
}
