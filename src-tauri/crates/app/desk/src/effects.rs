//! Doing what the core asked for, telling it what came of that, and listening to the venues.

use std::pin::pin;
use std::sync::atomic::Ordering;

use approvals::Countersigned;
use domain::{Actor, Mode, OrderStatus};
use gateway::Submitted;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc};
use trading::{Effect, Input};
use venues::{ExecutionReport, OrderRef, VenueOrder};

use crate::Desk;
use crate::api::snapshot::Section;
use crate::config::Checkpoint;

const TOUCHED: [Section; 4] = [Section::Holdings, Section::Snapshot, Section::Approvals, Section::Audit];

/// Reports of the paper venue, in the order of events.
pub(crate) type Reports = broadcast::Receiver<ExecutionReport>;

/// Under this name its reports stand in the chain.
const PAPER: &str = "paper";

impl Desk {
    /// The one task that talks with venues. It listens before it sends the next order, so that what a fill has made
    /// pointless never leaves, and nothing is on its way while every unfinished order is asked about.
    pub(crate) async fn converse(self, mut effects: mpsc::UnboundedReceiver<Effect>, mut reports: Reports) {
        loop {
            tokio::select! {
                biased;
                report = reports.recv() => if !self.hear(report).await { return },
                effect = effects.recv() => match effect {
                    Some(effect) => self.do_effect(effect, &mut reports).await,
                    None => return,
                },
                () = self.inner.doubt.notified() => self.ask_again().await,
            }
            self.changed(&TOUCHED);
        }
    }

    async fn do_effect(&self, effect: Effect, reports: &mut Reports) {
        match effect {
            Effect::Send(order) => self.send(order, reports).await,
            Effect::Cancel { client_id, instrument, mode } => {
                let working = self.state().orders.get(&client_id).is_some_and(trading::Order::is_working);
                if working {
                    self.cancel(mode, &OrderRef { client_id, instrument }).await;
                }
            }
            Effect::Notify(notice) => self.notify(&notice).await,
        }
    }

    pub(crate) async fn cancel(&self, mode: Mode, order: &OrderRef) {
        if let Err(error) = self.inner.gateway.cancel(mode, order).await {
            tracing::warn!(%error, client_id = %order.client_id, "cancel not confirmed; the venue is asked");
            self.ask(mode, order).await;
        }
    }

    /// `order.sent` is on the disk before a byte leaves: what was never marked sent was never sent.
    async fn send(&self, order: Countersigned, reports: &mut Reports) {
        let request = order.request().clone();
        let client_id = request.client_id.clone();
        if self.state().orders.get(&client_id).is_some_and(|o| o.cancel_requested) {
            let reason = "withdrawn before it left".to_owned();
            self.tell(Actor::Gateway, Input::Cancelled { client_id, reason }).await;
            return;
        }
        let attempt = 1;
        if !self.tell(Actor::Gateway, Input::Sent { client_id: client_id.clone(), attempt }).await {
            return;
        }
        let venue = Actor::Venue(request.instrument.venue.to_string());
        self.at(Checkpoint::Sending);
        let answer = self.listening(self.inner.gateway.send(order), reports).await;
        self.at(Checkpoint::Heard);
        match answer {
            Ok(Submitted::Acknowledged { venue_id }) => {
                self.tell(venue, Input::Acknowledged { client_id, venue_id }).await;
            }
            Ok(Submitted::Unconfirmed { cause }) => {
                tracing::warn!(%cause, %client_id, "no answer; the venue is asked by order id");
                self.tell(Actor::Gateway, Input::Unconfirmed { client_id, attempt }).await;
                self.ask(request.mode, &OrderRef::of(&request)).await;
            }
            Err(error) => {
                self.tell(venue, Input::Refused { client_id, reason: error.to_string() }).await;
            }
        }
    }

    /// A venue that is slow to answer does not keep the fills of other orders waiting.
    async fn listening<T>(&self, answer: impl Future<Output = T>, reports: &mut Reports) -> T {
        let mut answer = pin!(answer);
        loop {
            tokio::select! {
                biased;
                answer = &mut answer => return answer,
                report = reports.recv() => if !self.hear(report).await { return answer.await },
            }
        }
    }

    /// Takes one report in; after a gap every unfinished order is asked about. Whether more may come.
    async fn hear(&self, report: Result<ExecutionReport, RecvError>) -> bool {
        match report {
            Ok(report) => self.take_report(report).await,
            Err(RecvError::Lagged(missed)) => {
                tracing::warn!(missed, "reports were missed; asking for every unfinished order");
                self.inner.doubt.notify_one();
            }
            Err(RecvError::Closed) => return false,
        }
        true
    }

    async fn ask_again(&self) {
        let found = self.ask_all().await;
        tracing::info!(?found, "every unfinished order was asked about");
    }

    /// Hands a fact to the core. A fact that is no news is refused there, which is no fault.
    async fn tell(&self, actor: Actor, input: Input) -> bool {
        match self.inner.writer.apply(actor, input).await {
            Ok(()) => true,
            Err(error) if matches!(error.code.as_str(), "already_final" | "not_sendable") => {
                tracing::debug!(%error, "no news");
                false
            }
            Err(error) => {
                tracing::error!(%error, "a fact of a venue could not be taken in; it is asked for again");
                self.inner.unheard.store(true, Ordering::SeqCst);
                false
            }
        }
    }

    async fn take_report(&self, report: ExecutionReport) {
        self.at(Checkpoint::Heard);
        let actor = self.venue_of(report.client_id());
        let input = match report {
            ExecutionReport::Acknowledged { client_id, venue_id } => {
                Input::Acknowledged { client_id, venue_id }
            }
            ExecutionReport::Filled(fill) => Input::Filled { fill },
            ExecutionReport::Cancelled { client_id, reason } => Input::Cancelled { client_id, reason },
            ExecutionReport::Rejected { client_id, reason } => Input::Refused { client_id, reason },
        };
        self.tell(actor, input).await;
    }

    /// The market an order stands at, which answers for it on paper too.
    fn venue_of(&self, client_id: &str) -> Actor {
        let state = self.state();
        let venue = state.orders.get(client_id).map(|order| order.request.instrument.venue.to_string());
        Actor::Venue(venue.unwrap_or_else(|| PAPER.to_owned()))
    }

    /// Asks the venue about one order; whether it answered.
    pub(crate) async fn ask(&self, mode: Mode, order: &OrderRef) -> bool {
        match self.inner.gateway.lookup(mode, order).await {
            Ok(found) => {
                self.take_answer(order, found).await;
                true
            }
            Err(error) => {
                tracing::warn!(%error, client_id = %order.client_id, "not answered; asked again later");
                false
            }
        }
    }

    /// What the venue says of an order we sent: its fills, then how it stands.
    async fn take_answer(&self, order: &OrderRef, found: Option<VenueOrder>) {
        let venue = Actor::Venue(order.instrument.venue.to_string());
        let client_id = order.client_id.clone();
        let Some(found) = found else {
            let reason = "the venue never received it".to_owned();
            // a stop or target that was lost is placed anew, one that was refused would not be
            let protects = self.state().orders.get(&client_id).is_some_and(trading::Order::is_protection);
            let lost = match protects {
                true => Input::Cancelled { client_id, reason },
                false => Input::Refused { client_id, reason },
            };
            self.tell(venue, lost).await;
            return;
        };
        let venue_id = found.venue_id.clone();
        self.tell(venue.clone(), Input::Acknowledged { client_id: client_id.clone(), venue_id }).await;
        for fill in found.fills {
            self.tell(venue.clone(), Input::Filled { fill }).await;
        }
        let reason = found.reason.unwrap_or_else(|| "the venue says so".to_owned());
        match found.status {
            OrderStatus::Canceled | OrderStatus::Expired => {
                self.tell(venue, Input::Cancelled { client_id, reason }).await;
            }
            OrderStatus::Rejected => {
                self.tell(venue, Input::Refused { client_id, reason }).await;
            }
            _ => {}
        }
    }

    fn at(&self, checkpoint: Checkpoint) {
        (self.inner.config.probe)(checkpoint);
    }
}
