//! Everything that must be true together, stored in one transaction.

use serde_json::Value;

use crate::{
    ChainRow, Committed, JournalRow, PersonRow, Store, StoreError, chain, journal, ledger, people, sealed,
    settings,
};

/// What one step of the desk changes: the entries that tell of it and the records they tell of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    pub journal: Vec<JournalRow>,
    /// Must continue the stored chain.
    pub chain: Vec<ChainRow>,
    /// Must not exist yet.
    pub new_people: Vec<PersonRow>,
    /// Must exist.
    pub changed_people: Vec<PersonRow>,
    /// Written over what had the name.
    pub sealed: Vec<(String, Vec<u8>)>,
    /// Wiped: their bytes are overwritten in the file, see also [`Store::wipe_log`]. One that is not there is no fault.
    pub wiped: Vec<String>,
    /// Written over what had the key.
    pub settings: Vec<(String, Value)>,
    pub ledger: Vec<Vec<u8>>,
}

impl Store {
    /// Stores all of the batch or nothing. On the disk when this returns.
    pub async fn commit_batch(&self, batch: &Batch) -> Result<Committed, StoreError> {
        let mut transaction = self.begin().await?;
        let journal_seq = journal::append(&mut transaction, &batch.journal).await?;
        let chain_seq = chain::append(&mut transaction, &batch.chain).await?;
        for person in &batch.new_people {
            people::add(&mut transaction, person).await?;
        }
        for person in &batch.changed_people {
            people::update(&mut transaction, person).await?;
        }
        sealed::put(&mut transaction, &batch.sealed).await?;
        sealed::wipe(&mut transaction, &batch.wiped).await?;
        for (key, value) in &batch.settings {
            settings::put(&mut transaction, key, value).await?;
        }
        ledger::append(&mut transaction, &batch.ledger).await?;
        transaction.commit().await?;
        Ok(Committed { journal_seq, chain_seq })
    }
}
