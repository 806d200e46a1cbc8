//! After a start: every order that was sent or may have been sent is asked about; none is repeated, none forgotten.

use domain::{Actor, OrderStatus};
use std::sync::PoisonError;
use trading::Input;
use venues::OrderRef;

use crate::api::snapshot::ReconcileView;
use crate::{Desk, DeskError};

impl Desk {
    /// Asks the venues about each order that is not final. Doing it twice changes nothing.
    pub(crate) async fn reconcile(&self) -> Result<(), DeskError> {
        let state = self.state();
        let mut view = ReconcileView::default();
        for order in state.working_orders() {
            let at = OrderRef::of(&order.request);
            if order.status == OrderStatus::Intended {
                // sending is marked on the disk before it begins, so this one never left
                let reason = "never sent: the app stopped before it left".to_owned();
                let input = Input::Refused { client_id: at.client_id, reason };
                self.inner.writer.apply(Actor::Gateway, input).await?;
                view.never_sent += 1;
                continue;
            }
            view.asked += 1;
            match self.inner.gateway.lookup(order.request.mode, &at).await {
                Ok(found) => {
                    self.take_answer(&at, found).await?;
                    view.matched += 1;
                }
                Err(error) => {
                    tracing::warn!(%error, client_id = %at.client_id, "not explained yet");
                    view.unexplained += 1;
                }
            }
        }
        *self.inner.reconcile.lock().unwrap_or_else(PoisonError::into_inner) = view;
        Ok(())
    }
}
