//! Proves a chain entry by entry, in memory that does not grow with entries, only with what later ones may
//! refer to: users, keys, approvals, mandates, unfinished orders, and 16 bytes for each finished order (so
//! that none is intended twice).

mod approvals;
mod fact;
mod failure;
mod intent;
mod mandates;
mod orders;

pub use failure::{Failure, FailureCode};

use domain::Role;
use serde::Serialize;

use crate::canonical::Raw;
use crate::entry::{ChainHead, Entry, EntryView, hash_bytes};
use crate::keyring::KeyRing;
use crate::signature::{PublicKey, Signature};
use crate::statement::{HeadStatement, Signable};
use crate::{Digest, ExportStatement};

use approvals::Approvals;
use fact::{Fact, Signed};
pub(crate) use failure::{Breach, bad_format};
use intent::{IntendedUnder, Intent};
use mandates::Mandates;
use orders::Orders;

/// The state a chain leaves behind, and the rules by which it may go on.
#[derive(Debug, Clone)]
pub struct ChainVerifier {
    pinned: Option<PublicKey>,
    instance: Option<Instance>,
    head: ChainHead,
    keys: KeyRing,
    approvals: Approvals,
    mandates: Mandates,
    orders: Orders,
    signatures: u64,
}

/// Whose chain it is, from entry 1.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Instance {
    name: String,
    key: String,
    public_key: PublicKey,
}

/// What was proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    pub entries: u64,
    /// Verified signatures, the export's included where there was one.
    pub signatures: u64,
    /// Orders intended, and how many of them an approval or mandate covers: all of them.
    pub orders: u64,
    pub covered: u64,
    pub head: ChainHead,
    pub instance_key: PublicKey,
}

impl ChainVerifier {
    /// A verifier before entry 1. With `pinned` the chain must be that instance's.
    pub fn new(pinned: Option<PublicKey>) -> Self {
        Self {
            pinned,
            instance: None,
            head: ChainHead::default(),
            keys: KeyRing::new(),
            approvals: Approvals::default(),
            mandates: Mandates::default(),
            orders: Orders::default(),
            signatures: 0,
        }
    }

    /// The last entry accepted.
    pub const fn head(&self) -> ChainHead {
        self.head
    }

    /// The keys and users as of the last entry.
    pub const fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// Takes the next entry. After a failure the verifier stands before that entry, as if it had not come.
    pub fn feed(&mut self, entry: &Entry, hash: &Digest) -> Result<(), Failure> {
        let bytes = entry.to_bytes().map_err(|e| bad_format(&e).at(self.head.seq + 1))?;
        self.feed_bytes(&bytes, hash)
    }

    /// As [`Self::feed`], from the entry's canonical bytes.
    pub fn feed_bytes(&mut self, entry: &[u8], hash: &Digest) -> Result<(), Failure> {
        let view = EntryView::parse(entry).map_err(|e| bad_format(&e).at(self.head.seq + 1))?;
        self.take(&view, hash)
    }

    /// What the whole chain proved. A chain without entries proves nothing.
    pub fn finish(&self) -> Result<Report, Failure> {
        let Some(instance) = &self.instance else {
            return Err(Breach::new(FailureCode::BadFormat, "entry 1 is absent".to_owned()).at(1));
        };
        Ok(Report {
            entries: self.head.seq,
            signatures: self.signatures,
            orders: self.orders.intended(),
            covered: self.orders.intended(),
            head: self.head,
            instance_key: instance.public_key,
        })
    }

    pub(crate) fn take(&mut self, view: &EntryView<'_>, hash: &Digest) -> Result<(), Failure> {
        self.check(view, hash).map_err(|breach| breach.at(view.seq))?;
        self.head = ChainHead { seq: view.seq, hash: *hash };
        Ok(())
    }

    fn check(&mut self, view: &EntryView<'_>, hash: &Digest) -> Result<(), Breach> {
        let fact = Fact::read(view)?;
        self.check_link(view, hash)?;
        self.apply(&fact, view.time_ms)
    }

    fn check_link(&self, view: &EntryView<'_>, hash: &Digest) -> Result<(), Breach> {
        let next = self.head.seq + 1;
        if view.seq != next {
            let message = format!("entry {} stands where entry {next} belongs", view.seq);
            return Err(Breach::new(FailureCode::SequenceGap, message));
        }
        if view.prev != self.head.hash {
            let message = format!("it names {} as the former hash, which is {}", view.prev, self.head.hash);
            return Err(Breach::new(FailureCode::LinkBroken, message));
        }
        let found = hash_bytes(view.raw.as_bytes());
        if found != *hash {
            let message = format!("the hash beside it is {hash}, its bytes give {found}");
            return Err(Breach::new(FailureCode::HashMismatch, message));
        }
        Ok(())
    }

    /// Judges what the entry says and, only if nothing is against it, remembers it.
    fn apply(&mut self, fact: &Fact<'_>, time_ms: i64) -> Result<(), Breach> {
        match fact {
            Fact::Free => {}
            Fact::Opened { instance, key, public_key } => self.open(instance, key, *public_key)?,
            Fact::UserCreated { user, role } => self.keys.user_created(user, *role),
            Fact::UserDisabled { user } => self.keys.user_disabled(user),
            Fact::KeyCreated { key, public_key, user } => self.keys.key_created(key, *public_key, Some(user)),
            Fact::KeyRevoked { key } => self.keys.key_revoked(key),
            Fact::Checked { approval, cleared, required } => {
                self.approvals.checked(approval, *cleared, *required)
            }
            Fact::OrderSigned { statement, by } => {
                let admin = self.check_admin::<crate::OrderStatement>(by)?.to_owned();
                self.approvals.signed(statement, by.statement, admin);
            }
            Fact::MandateSigned { statement, by } => {
                self.check_admin::<crate::MandateStatement>(by)?;
                self.mandates.signed(statement);
            }
            Fact::HeadSigned { statement, by } => self.check_head(statement, by)?,
            Fact::ApprovalEnded { approval } => self.approvals.ended(approval),
            Fact::MandateRevoked { mandate } => self.mandates.revoked(mandate),
            Fact::Intended(intent) => self.intend(intent, time_ms)?,
            Fact::Sent { client_id } => self.orders.sent(client_id)?,
            Fact::Acknowledged { client_id } => self.orders.acknowledged(client_id)?,
            Fact::Cancelled { client_id } => {
                self.orders.cancelled(client_id)?;
                self.close(client_id);
            }
            Fact::Refused { client_id } => self.close(client_id),
            Fact::Filled { client_id, quantity } => {
                if let Some(late) = self.orders.filled(client_id, *quantity)? {
                    self.approvals.take(&late, *quantity);
                }
            }
        }
        let signed =
            matches!(fact, Fact::OrderSigned { .. } | Fact::MandateSigned { .. } | Fact::HeadSigned { .. });
        self.signatures += u64::from(signed);
        Ok(())
    }

    fn open(&mut self, name: &str, key: &str, public_key: PublicKey) -> Result<(), Breach> {
        if let Some(pinned) = self.pinned.filter(|pinned| *pinned != public_key) {
            let message = format!("the chain is of instance key {public_key}, not of {pinned}");
            return Err(Breach::new(FailureCode::UnknownKey, message));
        }
        self.keys.key_created(key, public_key, None);
        self.instance = Some(Instance { name: name.to_owned(), key: key.to_owned(), public_key });
        Ok(())
    }

    fn check_admin<S: Signable>(&self, by: &Signed<'_>) -> Result<&str, Breach> {
        Ok(self.keys.check_admin(&by.key, &message::<S>(by.statement), &by.signature)?)
    }

    fn intend(&mut self, intent: &Intent<'_>, time_ms: i64) -> Result<(), Breach> {
        self.orders.check_new(&intent.client_id)?;
        match &intent.under {
            IntendedUnder::Approval(id) => self.approvals.check(id, intent, time_ms)?,
            IntendedUnder::Mandate(id) => self.mandates.check(id, intent, time_ms)?,
        }
        let capped = intent.capped_by();
        if let Some(approval) = capped {
            self.approvals.take(approval, intent.quantity);
        }
        self.orders.intend(intent, capped);
        Ok(())
    }

    /// An order is over: what it did not fill no longer counts against its approval.
    fn close(&mut self, client_id: &str) {
        if let Some((approval, unfilled)) = self.orders.close(client_id) {
            self.approvals.give_back(&approval, unfilled);
        }
    }

    fn check_head(&self, statement: &HeadStatement, by: &Signed<'_>) -> Result<(), Breach> {
        self.keys.check_signature(&by.key, &message::<HeadStatement>(by.statement), &by.signature)?;
        let about = ChainHead { seq: statement.seq, hash: statement.hash };
        self.check_about(&statement.instance, &by.key, about)
    }

    /// Takes a file's last line; `header` is the digest of its first, whose time is `exported_ms`.
    pub(crate) fn take_export(
        &mut self,
        (statement, raw): (&ExportStatement, Raw<'_>),
        (key, signature): (&str, &Signature),
        (header, exported_ms): (&Digest, i64),
    ) -> Result<(), Breach> {
        self.keys.check_signature(key, &message::<ExportStatement>(raw), signature)?;
        let about = ChainHead { seq: statement.seq, hash: statement.hash };
        self.check_about(&statement.instance, key, about)?;
        if statement.header != *header || statement.time_ms != exported_ms {
            let message = "the export line is about another header than this file's".to_owned();
            return Err(Breach::new(FailureCode::HeadMismatch, message));
        }
        self.signatures += 1;
        Ok(())
    }

    /// Whether the instance itself speaks, about the last entry.
    fn check_about(&self, name: &str, key: &str, about: ChainHead) -> Result<(), Breach> {
        let mismatch = |message: String| Err(Breach::new(FailureCode::HeadMismatch, message));
        let Some(instance) = &self.instance else {
            return mismatch("there is no entry 1 to take the instance from".to_owned());
        };
        if key != instance.key || self.keys.public_key(key) != Some(&instance.public_key) {
            return mismatch(format!("it is signed by key {key}, not by the instance's {}", instance.key));
        }
        if name != instance.name {
            return mismatch(format!("it is about instance {name}, the chain is {}'s", instance.name));
        }
        if about != self.head {
            let (at, last) = (about.seq, self.head.seq);
            return mismatch(format!("it is about entry {at} with hash {}, the last is {last}", about.hash));
        }
        Ok(())
    }
}

/// The signed bytes of a statement that stands in the file.
fn message<S: Signable>(statement: Raw<'_>) -> Vec<u8> {
    [S::PREFIX.as_bytes(), statement.as_bytes()].concat()
}

/// A role by its word; one this program does not know may not sign.
fn role(word: &str) -> Option<Role> {
    [Role::Viewer, Role::Trader, Role::Admin].into_iter().find(|role| role.as_str() == word)
}
