//! The word to stop, heard by every task.

use tokio::sync::watch;

/// Returns once it was said, or once nobody is left to say it.
pub async fn heard(word: &mut watch::Receiver<bool>) {
    // the answer borrows a lock: it must not outlive this line
    drop(word.wait_for(|said| *said).await);
}
