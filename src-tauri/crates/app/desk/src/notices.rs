//! News for people, in one list and as events.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use notify::{Channel, Level, News};
use trading::Notice;

use crate::api::snapshot::{NoticeLevel, NoticeView, Section};
use crate::desk::DeskEvent;
use crate::{Action, Desk, DeskError, Session};

const KEPT: usize = 200;

/// News as every channel tells it: the window by its code and values, others in English.
pub(crate) struct Wording {
    pub code: &'static str,
    pub level: NoticeLevel,
    pub text: String,
    pub values: Vec<(&'static str, String)>,
}

impl Desk {
    /// One more way to reach people besides the window.
    pub fn add_channel(&self, channel: Arc<dyn Channel>) {
        self.inner.notifier.add(channel);
    }

    pub(crate) async fn notify(&self, notice: &Notice) {
        self.tell_people(word(notice));
    }

    pub(crate) fn tell_people(&self, w: Wording) {
        let values: BTreeMap<String, String> = w.values.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
        let view = {
            let mut notices = self.inner.notices.lock().unwrap_or_else(PoisonError::into_inner);
            let id = notices.first().map_or(1, |n| n.id + 1);
            let view = NoticeView {
                id,
                code: w.code.to_owned(),
                level: w.level,
                values,
                text: w.text,
                time_ms: self.now_ms(),
            };
            notices.insert(0, view.clone());
            notices.truncate(KEPT);
            view
        };
        self.inner.notifier.tell(&news(&view));
        let _ = self.inner.events.send(DeskEvent::Notice(view));
        self.changed(&[Section::Snapshot]);
    }

    /// Notices, newest first.
    pub async fn notices(&self, session: &Session) -> Result<Vec<NoticeView>, DeskError> {
        session.require(Action::Look)?;
        Ok(self.inner.notices.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

fn news(view: &NoticeView) -> News {
    News {
        code: view.code.clone(),
        level: match view.level {
            NoticeLevel::Info => Level::Info,
            NoticeLevel::Warning => Level::Warning,
            NoticeLevel::Alarm => Level::Alarm,
        },
        values: view.values.clone(),
        text: view.text.clone(),
        time_ms: view.time_ms,
    }
}

fn word(notice: &Notice) -> Wording {
    use NoticeLevel::{Alarm, Info, Warning};
    let (code, level, text, values) = match notice {
        Notice::ApprovalPending { approval, .. } => (
            "approval_waiting",
            Warning,
            format!("{approval} waits for a signature."),
            vec![("approval", approval.clone())],
        ),
        Notice::ApprovalExpired { approval } => (
            "approval_expired",
            Info,
            format!("{approval} expired unsigned: no trade."),
            vec![("approval", approval.clone())],
        ),
        Notice::RefusedByRisk { approval } => (
            "refused_by_risk",
            Warning,
            format!("A risk rule stopped {approval}."),
            vec![("approval", approval.clone())],
        ),
        Notice::PostOnlyIgnored { name } => (
            "post_only_ignored",
            Info,
            format!("{name}: a market order cannot be post-only; it was taken without."),
            vec![("name", name.clone())],
        ),
        Notice::OrderFilled { client_id, quantity, price, complete } => (
            if *complete { "order_filled" } else { "order_partly_filled" },
            Info,
            format!("{client_id} filled {quantity} at {price}."),
            vec![
                ("client_id", client_id.clone()),
                ("quantity", quantity.to_string()),
                ("price", price.to_string()),
            ],
        ),
        Notice::OrderCancelled { client_id, reason } => (
            "order_cancelled",
            Info,
            format!("{client_id} was cancelled: {reason}."),
            vec![("client_id", client_id.clone()), ("reason", reason.clone())],
        ),
        Notice::OrderRefused { client_id, reason } => (
            "order_failed",
            Alarm,
            format!("{client_id} was refused: {reason}."),
            vec![("client_id", client_id.clone()), ("reason", reason.clone())],
        ),
        Notice::OrderUnconfirmed { client_id } => (
            "order_unconfirmed",
            Alarm,
            format!(
                "{client_id} was sent and not answered. The venue is asked by order id; nothing is sent twice."
            ),
            vec![("client_id", client_id.clone())],
        ),
        Notice::Protecting { entry, quantity } => (
            "protecting",
            Info,
            format!("Stop and target for {quantity} of {entry} are on their way."),
            vec![("client_id", entry.clone()), ("quantity", quantity.to_string())],
        ),
        Notice::Unprotected { instrument, quantity, .. } => (
            "unprotected",
            Alarm,
            format!("{quantity} of {instrument} has no stop at its venue."),
            vec![("instrument", instrument.to_string()), ("quantity", quantity.to_string())],
        ),
        Notice::ExitLapsed { client_id, reason } => (
            "exit_lapsed",
            Warning,
            format!("Exit {client_id} will not be sent: {reason}."),
            vec![("client_id", client_id.clone()), ("reason", reason.clone())],
        ),
        Notice::Paused { reason } => (
            "paused",
            Warning,
            "Paused. Entries stop, exits go on.".to_owned(),
            vec![("reason", reason.clone())],
        ),
        Notice::Resumed => ("resumed", Info, "Resumed. Entries may go again.".to_owned(), vec![]),
        Notice::Killed { level, cancelled, closing } => (
            "killed",
            Alarm,
            format!("Kill switch: {cancelled} orders being cancelled, {closing} positions being closed."),
            vec![
                ("level", level.as_str().to_owned()),
                ("cancelled", cancelled.to_string()),
                ("closing", closing.to_string()),
            ],
        ),
    };
    Wording { code, level, text, values }
}
