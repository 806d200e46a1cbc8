//! What time does to keys: a grace ends, an old key is due.

use super::kept::{DAY_MS, Kept, Life, ROTATE_DAYS};
use crate::api::exchange_key::ExchangeKeyState;
use crate::api::snapshot::NoticeLevel;
use crate::notices::Wording;
use crate::{Desk, DeskError};

impl Desk {
    /// Wipes keys whose grace is over, and tells people once a day of those that are, or soon will be, due.
    pub(crate) async fn age_exchange_keys(&self) -> Result<(), DeskError> {
        let now_ms = self.now_ms();
        if self.kept_keys().await?.iter().all(|k| !is_over(k, now_ms) && !is_to_be_told(k, now_ms)) {
            return Ok(());
        }
        let _one_at_a_time = self.inner.people.lock().await;
        let mut keys = self.kept_keys().await?;
        let (mut wiped, mut ended) = (Vec::new(), Vec::new());
        for key in keys.iter_mut().filter(|k| is_over(k, now_ms)) {
            key.life = Life::Revoked { at_ms: now_ms };
            wiped.push(key.record());
            ended.push(key.changed(trading::VenueKeyChange::GraceEnded));
        }
        let mut news = Vec::new();
        for key in keys.iter_mut().filter(|k| is_to_be_told(k, now_ms)) {
            key.told_day = Some(now_ms.div_euclid(DAY_MS));
            news.push(wording(key, now_ms));
        }
        self.store_keys(None, &keys, Vec::new(), wiped, ended).await?;
        for news in news {
            self.tell_people(news);
        }
        Ok(())
    }
}

fn is_over(key: &Kept, now_ms: i64) -> bool {
    matches!(key.life, Life::Grace { .. }) && !key.works(now_ms)
}

fn is_to_be_told(key: &Kept, now_ms: i64) -> bool {
    matches!(key.state(now_ms), ExchangeKeyState::DueSoon | ExchangeKeyState::Due)
        && key.told_day != Some(now_ms.div_euclid(DAY_MS))
}

fn wording(key: &Kept, now_ms: i64) -> Wording {
    let (label, venue) = (&key.label, &key.venue);
    let days = (now_ms - key.created_ms).div_euclid(DAY_MS);
    let level = match key.state(now_ms) {
        ExchangeKeyState::Due => NoticeLevel::Warning,
        _ => NoticeLevel::Info,
    };
    Wording {
        code: "key_age",
        level,
        text: format!("Key {label} of {venue} is {days} days old. Keys are rotated before {ROTATE_DAYS}."),
        values: vec![
            ("label", label.clone()),
            ("venue", venue.to_string()),
            ("days", days.to_string()),
            ("limit", ROTATE_DAYS.to_string()),
        ],
    }
}
