//! Balances, fees and what the key may do.

use std::collections::BTreeMap;

use domain::Balance;

use super::Account;
use crate::coinbase::parse::{Accounts, BestAnswer, Permissions, Touch, TransactionSummary};
use crate::coinbase::query;
use crate::{FeeRates, KeyPermissions, VenueError};

const ACCOUNTS: &str = "/api/v3/brokerage/accounts";
const SUMMARY: &str = "/api/v3/brokerage/transaction_summary";
const BEST: &str = "/api/v3/brokerage/best_bid_ask";
const PERMISSIONS: &str = "/api/v3/brokerage/key_permissions";

impl Account {
    /// By currency; wallets of the same currency are added up.
    pub async fn balances(&self) -> Result<Vec<Balance>, VenueError> {
        let mut balances: BTreeMap<String, Balance> = BTreeMap::new();
        let mut cursor = String::new();
        loop {
            let mut pairs = vec![("limit", "250")];
            if !cursor.is_empty() {
                pairs.push(("cursor", &cursor));
            }
            let page: Accounts = self.get("accounts", &query::target(ACCOUNTS, &pairs)).await?;
            for balance in page.accounts.iter().map(|account| account.balance()) {
                match balances.get_mut(&balance.currency) {
                    Some(sum) => {
                        sum.total = sum.total.saturating_add(balance.total);
                        sum.available = sum.available.saturating_add(balance.available);
                    }
                    None => {
                        balances.insert(balance.currency.clone(), balance);
                    }
                }
            }
            if !page.has_next.0 || page.cursor.is_empty() || *page.cursor == *cursor {
                return Ok(balances.into_values().collect());
            }
            cursor = page.cursor.0;
        }
    }

    /// Best bid and ask of every product, which the venue tells to keys alone.
    pub async fn touches(&self) -> Result<BTreeMap<String, Touch>, VenueError> {
        Ok(self.get::<BestAnswer>("best bids and asks", BEST).await?.touches())
    }

    pub async fn fees(&self) -> Result<FeeRates, VenueError> {
        let target = query::target(SUMMARY, &[("product_type", "SPOT")]);
        self.get::<TransactionSummary>("the fee tier", &target).await?.rates()
    }

    pub async fn permissions(&self) -> Result<KeyPermissions, VenueError> {
        Ok(self.get::<Permissions>("the key's permissions", PERMISSIONS).await?.permissions())
    }
}
