//! After a start: every order that was sent or may have been sent is asked about; none is repeated, none forgotten.

use std::sync::PoisonError;

use domain::{Actor, OrderStatus};
use trading::Input;
use venues::OrderRef;

use crate::api::snapshot::ReconcileView;
use crate::{Desk, DeskError};

impl Desk {
    /// Once, before anything is sent. Doing it twice changes nothing.
    pub(crate) async fn recover(&self) -> Result<(), DeskError> {
        let mut never_sent = 0;
        for order in self.state().working_orders().filter(|o| o.status == OrderStatus::Intended) {
            // sending is marked on the disk before it begins, so this one never left
            let reason = "never sent: the app stopped before it left".to_owned();
            let input = Input::Refused { client_id: order.request.client_id.clone(), reason };
            self.inner.writer.apply(Actor::Gateway, input).await?;
            never_sent += 1;
        }
        let view = ReconcileView { never_sent, ..self.ask_all().await };
        *self.inner.reconcile.lock().unwrap_or_else(PoisonError::into_inner) = view;
        Ok(())
    }

    /// Asks the venues about each order that left and is not final, and says again what was to be cancelled.
    /// Only where nothing is being sent meanwhile: an order on its way would be taken for one that never arrived.
    pub(crate) async fn ask_all(&self) -> ReconcileView {
        let mut view = ReconcileView::default();
        for order in self.state().working_orders().filter(|o| o.status != OrderStatus::Intended) {
            let at = OrderRef::of(&order.request);
            view.asked += 1;
            if !self.ask(order.request.mode, &at).await {
                view.unexplained += 1;
                continue;
            }
            view.matched += 1;
            let state = self.state();
            let still = state.orders.get(&at.client_id).is_some_and(|o| o.is_working() && o.cancel_requested);
            if still {
                self.cancel(order.request.mode, &at).await;
            }
        }
        view
    }
}
