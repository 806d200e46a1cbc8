//! People: who may log in, with what role, and the sealed key they sign with.

use domain::Role;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::{Store, StoreError};

/// A person as stored. The password is a hash string, the signing key sealed; neither is open here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub name: String,
    pub role: Role,
    pub password_hash: String,
    /// Key id, public key (hex) and sealed key of who may sign.
    pub key_id: Option<String>,
    pub public_key: Option<String>,
    pub sealed_signing_key: Option<Vec<u8>>,
    pub created_ms: i64,
    pub disabled: bool,
    pub failed_logins: u32,
    pub locked_until_ms: Option<i64>,
}

pub(crate) async fn add(connection: &mut SqliteConnection, person: &PersonRow) -> Result<(), StoreError> {
    let insert = sqlx::query(
        "INSERT INTO person (name, role, password_hash, key_id, public_key, sealed_signing_key, disabled,
                             failed_logins, locked_until_ms, created_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    );
    match bind(insert, person).bind(person.created_ms).execute(connection).await {
        Err(sqlx::Error::Database(e)) if e.is_unique_violation() => {
            Err(StoreError::AlreadyExists { what: "person", name: person.name.clone() })
        }
        done => Ok(done.map(|_| ())?),
    }
}

pub(crate) async fn update(connection: &mut SqliteConnection, person: &PersonRow) -> Result<(), StoreError> {
    let change = sqlx::query(
        "UPDATE person SET role = ?2, password_hash = ?3, key_id = ?4, public_key = ?5, sealed_signing_key = ?6,
                disabled = ?7, failed_logins = ?8, locked_until_ms = ?9
         WHERE name = ?1",
    );
    match bind(change, person).execute(connection).await?.rows_affected() {
        0 => Err(StoreError::NoSuch { what: "person", name: person.name.clone() }),
        _ => Ok(()),
    }
}

type PersonQuery<'q> = sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

/// The name and the eight fields that may change, in the order both statements have them.
fn bind<'q>(query: PersonQuery<'q>, person: &'q PersonRow) -> PersonQuery<'q> {
    query
        .bind(&person.name)
        .bind(person.role.as_str())
        .bind(&person.password_hash)
        .bind(&person.key_id)
        .bind(&person.public_key)
        .bind(&person.sealed_signing_key)
        .bind(person.disabled)
        .bind(person.failed_logins)
        .bind(person.locked_until_ms)
}

impl Store {
    pub async fn add_person(&self, person: &PersonRow) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        add(&mut transaction, person).await?;
        Ok(transaction.commit().await?)
    }

    /// Writes every field of a person who exists; name and time of creation stay.
    pub async fn update_person(&self, person: &PersonRow) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        update(&mut transaction, person).await?;
        Ok(transaction.commit().await?)
    }

    pub async fn person(&self, name: &str) -> Result<Option<PersonRow>, StoreError> {
        let row = sqlx::query("SELECT * FROM person WHERE name = ?")
            .bind(name)
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(person).transpose()
    }

    /// Everyone, by name.
    pub async fn people(&self) -> Result<Vec<PersonRow>, StoreError> {
        let rows = sqlx::query("SELECT * FROM person ORDER BY name").fetch_all(self.readers()).await?;
        rows.iter().map(person).collect()
    }
}

fn person(row: &SqliteRow) -> Result<PersonRow, StoreError> {
    let name: String = row.try_get("name")?;
    let role: String = row.try_get("role")?;
    let role = [Role::Viewer, Role::Trader, Role::Admin]
        .into_iter()
        .find(|r| r.as_str() == role)
        .ok_or_else(|| StoreError::Damaged { what: "person", name: name.clone() })?;
    Ok(PersonRow {
        name,
        role,
        password_hash: row.try_get("password_hash")?,
        key_id: row.try_get("key_id")?,
        public_key: row.try_get("public_key")?,
        sealed_signing_key: row.try_get("sealed_signing_key")?,
        created_ms: row.try_get("created_ms")?,
        disabled: row.try_get("disabled")?,
        failed_logins: row.try_get("failed_logins")?,
        locked_until_ms: row.try_get("locked_until_ms")?,
    })
}
