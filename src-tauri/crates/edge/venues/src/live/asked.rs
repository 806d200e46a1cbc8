//! Questions that several ask at once and often, each sent to the venue seldom.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::VenueId;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::VenueError;

/// Nobody waits longer; the answer is there for whoever asks next.
const PATIENCE: Duration = Duration::from_secs(1);
/// After a question that failed the venue is left alone for so long.
const AFTER_FAILURE: Duration = Duration::from_secs(10);

type Answer<T> = watch::Receiver<Option<Result<T, VenueError>>>;

/// The latest answers by key.
pub struct Asked<K, T> {
    good_for: Duration,
    answers: Mutex<BTreeMap<K, (Instant, Answer<T>)>>,
}

impl<K: Ord, T: Clone + Send + Sync + 'static> Asked<K, T> {
    pub fn new(good_for: Duration) -> Self {
        Self { good_for, answers: Mutex::default() }
    }

    /// The answer there is, or the one to this question; waits for it a second at most.
    pub async fn ask(
        &self,
        key: K,
        venue: &VenueId,
        question: impl Future<Output = Result<T, VenueError>> + Send + 'static,
    ) -> Result<T, VenueError> {
        let mut answer = self.standing(key, question);
        let waited = tokio::time::timeout(PATIENCE, answer.wait_for(Option::is_some)).await;
        let waited_ms = u64::try_from(PATIENCE.as_millis()).unwrap_or(u64::MAX);
        match waited {
            Ok(Ok(answer)) => answer.clone().unwrap_or_else(|| Err(late(venue, waited_ms))),
            Ok(Err(_)) | Err(_) => Err(late(venue, waited_ms)),
        }
    }

    fn standing(
        &self,
        key: K,
        question: impl Future<Output = Result<T, VenueError>> + Send + 'static,
    ) -> Answer<T> {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, answer)) = answers.get(&key)
            && at.elapsed() < if failed(answer) { AFTER_FAILURE } else { self.good_for }
        {
            return answer.clone();
        }
        let (sender, answer) = watch::channel(None);
        tokio::spawn(async move { sender.send_replace(Some(question.await)) });
        answers.insert(key, (Instant::now(), answer.clone()));
        answer
    }
}

fn failed<T>(answer: &Answer<T>) -> bool {
    matches!(*answer.borrow(), Some(Err(_)))
}

fn late(venue: &VenueId, waited_ms: u64) -> VenueError {
    VenueError::Timeout { venue: venue.clone(), waited_ms }
}
