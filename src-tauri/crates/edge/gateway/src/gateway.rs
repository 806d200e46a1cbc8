//! Sending, cancelling and asking, with a limit on waiting.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use approvals::Countersigned;
use domain::{Balance, Mode, OrderRequest, OrderRole, Side, VenueId};
use tokio::sync::broadcast;
use tracing::{info, warn};
use venues::{Ack, Execution, ExecutionCapabilities, ExecutionReport, OrderRef, VenueError, VenueOrder};

use crate::{GatewayError, Route, Routes};

/// A venue that says nothing for so long is taken to have said nothing at all.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is known after an order has left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    Acknowledged {
        venue_id: String,
    },
    /// It may be at the venue or not. Ask by client id; do not send it again.
    Unconfirmed {
        cause: String,
    },
}

/// The only user of [`Execution`].
pub struct Gateway {
    routes: RwLock<Routes>,
    patience: Duration,
    entries_stopped: AtomicBool,
}

impl Gateway {
    pub fn new(routes: Routes) -> Self {
        Self::with_patience(routes, PATIENCE)
    }

    /// As [`Self::new`], waiting that long for an answer.
    pub fn with_patience(routes: Routes, patience: Duration) -> Self {
        Self { routes: RwLock::new(routes), patience, entries_stopped: AtomicBool::new(false) }
    }

    /// Stops or frees entries at the door itself, whatever has been decided behind it. Exits always pass.
    pub fn stop_entries(&self, stopped: bool) {
        self.entries_stopped.store(stopped, Ordering::SeqCst);
    }

    pub fn entries_stopped(&self) -> bool {
        self.entries_stopped.load(Ordering::SeqCst)
    }

    /// Sends an order once. An error means that the venue does not have it.
    pub async fn send(&self, order: Countersigned) -> Result<Submitted, GatewayError> {
        let request = order.into_request();
        if self.entries_stopped() && opens(&request) {
            return Err(GatewayError::EntriesStopped { client_id: request.client_id });
        }
        let execution = self.execution(&Route::of(request.mode, &request.instrument))?;
        let answer = self.wait(&execution, execution.submit(&request)).await;
        match answer {
            Ok(ack) => {
                info!(client_id = %request.client_id, venue_id = %ack.venue_id, "order acknowledged");
                Ok(Submitted::Acknowledged { venue_id: ack.venue_id })
            }
            Err(error) if error.outcome_unknown() => {
                warn!(client_id = %request.client_id, %error, "order unconfirmed");
                Ok(Submitted::Unconfirmed { cause: error.to_string() })
            }
            Err(error) => Err(GatewayError::of(error)),
        }
    }

    /// Sends a stop and a target that share one quantity, once, where their venue takes both in one request
    /// ([`ExecutionCapabilities::pairs`]). An error means that the venue has neither.
    pub async fn send_pair(
        &self,
        stop: Countersigned,
        target: Countersigned,
    ) -> Result<(Submitted, Submitted), GatewayError> {
        let (stop, target) = (stop.into_request(), target.into_request());
        if let Some(entry) = [&stop, &target].into_iter().find(|order| self.entries_stopped() && opens(order))
        {
            return Err(GatewayError::EntriesStopped { client_id: entry.client_id.clone() });
        }
        let execution = self.execution(&Route::of(stop.mode, &stop.instrument))?;
        if stop.mode != target.mode || stop.instrument != target.instrument {
            let what = "link orders of two modes or instruments";
            let venue = execution.venue();
            return Err(GatewayError::Refused(VenueError::NotOffered { venue, what }));
        }
        match self.wait(&execution, execution.submit_pair(&stop, &target)).await {
            Ok((one, two)) => {
                info!(stop = %stop.client_id, target = %target.client_id, "pair acknowledged");
                let acknowledged = |ack: Ack| Submitted::Acknowledged { venue_id: ack.venue_id };
                Ok((acknowledged(one), acknowledged(two)))
            }
            Err(error) if error.outcome_unknown() => {
                warn!(stop = %stop.client_id, target = %target.client_id, %error, "pair unconfirmed");
                let unconfirmed = Submitted::Unconfirmed { cause: error.to_string() };
                Ok((unconfirmed.clone(), unconfirmed))
            }
            Err(error) => Err(GatewayError::of(error)),
        }
    }

    /// Asks the venue to take the rest of an order off its book. What became of the order comes as a report, or from
    /// [`Self::lookup`] after an error.
    pub async fn cancel(&self, mode: Mode, order: &OrderRef) -> Result<(), GatewayError> {
        let execution = self.execution(&Route::of(mode, &order.instrument))?;
        self.wait(&execution, execution.cancel(order)).await.map_err(GatewayError::of)
    }

    /// The order as its venue has it; `None`: the venue never took it.
    pub async fn lookup(&self, mode: Mode, order: &OrderRef) -> Result<Option<VenueOrder>, GatewayError> {
        let execution = self.execution(&Route::of(mode, &order.instrument))?;
        self.wait(&execution, execution.lookup(order)).await.map_err(GatewayError::of)
    }

    pub async fn open_orders(&self, route: &Route) -> Result<Vec<VenueOrder>, GatewayError> {
        let execution = self.execution(route)?;
        self.wait(&execution, execution.open_orders()).await.map_err(GatewayError::of)
    }

    pub async fn balances(&self, route: &Route) -> Result<Vec<Balance>, GatewayError> {
        let execution = self.execution(route)?;
        self.wait(&execution, execution.balances()).await.map_err(GatewayError::of)
    }

    pub fn capabilities(&self, route: &Route) -> Result<ExecutionCapabilities, GatewayError> {
        Ok(self.execution(route)?.capabilities())
    }

    /// A venue's reports from now on.
    pub fn reports(&self, route: &Route) -> Result<broadcast::Receiver<ExecutionReport>, GatewayError> {
        Ok(self.execution(route)?.reports())
    }

    /// One more way out, as for a venue that was imported or connected later.
    pub fn connect(&self, route: Route, execution: Arc<dyn Execution>) {
        self.routes.write().unwrap_or_else(PoisonError::into_inner).insert(route, execution);
    }

    pub fn routes(&self) -> Vec<Route> {
        self.routes.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    fn execution(&self, route: &Route) -> Result<Arc<dyn Execution>, GatewayError> {
        let routes = self.routes.read().unwrap_or_else(PoisonError::into_inner);
        routes.get(route).cloned().ok_or_else(|| GatewayError::NoRoute { route: route.clone() })
    }

    async fn wait<T>(
        &self,
        execution: &Arc<dyn Execution>,
        answer: impl Future<Output = Result<T, VenueError>>,
    ) -> Result<T, VenueError> {
        let late =
            |venue: VenueId| VenueError::Timeout { venue, waited_ms: self.patience.as_millis() as u64 };
        tokio::time::timeout(self.patience, answer).await.unwrap_or_else(|_| Err(late(execution.venue())))
    }
}

/// Spot: what is sold was held.
fn opens(request: &OrderRequest) -> bool {
    request.role == OrderRole::Entry && request.side == Side::Buy
}
