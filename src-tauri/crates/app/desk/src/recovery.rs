//! After a start: every order that was sent or may have been sent is asked about; none is repeated, none forgotten.

use std::sync::PoisonError;

use domain::{Actor, OrderStatus};
use trading::{Input, Order};
use venues::OrderRef;

use crate::api::snapshot::ReconcileView;
use crate::{Desk, DeskError};

impl Desk {
    /// Once, before anything is sent. Doing it twice changes nothing.
    pub(crate) async fn recover(&self) -> Result<(), DeskError> {
        // sending is marked on the disk before it begins, so these never left; asking writes new ones ahead
        let intended = |o: &&Order| o.status == OrderStatus::Intended;
        let stayed: Vec<String> =
            self.state().working_orders().filter(intended).map(|o| o.request.client_id.clone()).collect();
        // first what the venues know: what takes the place of an order that stayed must fit what is held by then
        let mut view = self.ask_all().await;
        for client_id in stayed {
            let reason = "never sent: the app stopped before it left".to_owned();
            self.inner.writer.apply(Actor::Gateway, Input::Refused { client_id, reason }).await?;
            view.never_sent += 1;
        }
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
