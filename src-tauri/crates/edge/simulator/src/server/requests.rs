//! A request to the venue, and the faults that befall it on its way.

use std::time::Duration;

use super::floor::Floor;
use crate::faults::{FaultKind, Hit, Over, Point};
use crate::wire::{Failure, RestReply, RestRequest, Wire};
use crate::world::World;

/// How a request ends.
pub enum Answer {
    Reply(RestReply),
    /// The reply breaks off half-way.
    Half(RestReply),
    /// No reply; the connection is cut.
    Cut,
}

/// What happens after the lock is given back.
struct Decided {
    answer: Answer,
    wait_ms: i64,
    /// Nobody ever answers.
    silent: bool,
}

pub async fn answer(floor: &Floor, request: &RestRequest) -> Answer {
    let decided = floor.act(|inner, wire| decide(&mut inner.world, wire, request));
    if decided.silent {
        return std::future::pending().await;
    }
    if decided.wait_ms > 0 {
        tokio::time::sleep(Duration::from_millis(decided.wait_ms.unsigned_abs())).await;
    }
    decided.answer
}

fn decide(world: &mut World, wire: &dyn Wire, request: &RestRequest) -> Decided {
    let private = wire.is_private(request);
    let point = Point::rest(&request.path, private);
    let at_once = |answer| Decided { answer, wait_ms: 0, silent: false };
    if world.fault(FaultKind::HalfOpen, point) {
        return Decided { silent: true, ..at_once(Answer::Cut) };
    }
    // what is dropped never reached the exchange; what is lost did
    if world.fault(FaultKind::Drop, point) || world.fault(FaultKind::Disconnect, point) {
        return at_once(Answer::Cut);
    }
    if let Some(failure) = failure(world, point, private) {
        let own = wire.failure(world, request, failure);
        return at_once(Answer::Reply(own.unwrap_or_else(|| plain(failure))));
    }
    let reply = wire.rest(world, request);
    let wait_ms = world.fault_hit(FaultKind::Delay, point).map_or(0, |hit| hit.ms);
    let answer = if wire.is_command(request) && world.fault(FaultKind::AckLost, point) {
        Answer::Cut
    } else if world.fault(FaultKind::Truncate, point) {
        Answer::Half(reply)
    } else {
        Answer::Reply(reply)
    };
    Decided { answer, wait_ms, silent: false }
}

fn failure(world: &mut World, point: Point<'_>, private: bool) -> Option<Failure> {
    let mut hit = |kind| world.fault_hit(kind, point);
    let status = |hit: Hit, usual| hit.status.unwrap_or(usual);
    if let Some(hit) = hit(FaultKind::Http429) {
        return Some(Failure::RateLimited { retry_after_ms: hit.ms });
    }
    if let Some(hit) = hit(FaultKind::Http418) {
        return Some(Failure::Banned { retry_after_ms: hit.ms });
    }
    if let Some(hit) = hit(FaultKind::Http5xx) {
        return Some(Failure::Server { status: status(hit, 503) });
    }
    if let Some(hit) = hit(FaultKind::HtmlError) {
        return Some(Failure::HtmlPage { status: status(hit, 502) });
    }
    if hit(FaultKind::Maintenance).is_some() {
        return Some(Failure::Maintenance);
    }
    (private && hit(FaultKind::NonceError).is_some()).then_some(Failure::Nonce)
}

/// Refuses a socket as the plan has it: `at` the path or the channel `connect`.
pub fn refused_socket(floor: &Floor, path: &str) -> Option<Answer> {
    let point = Point { over: Over::Socket, private: false, path, channel: "connect" };
    floor.act(|inner, wire| {
        let world = &mut inner.world;
        if world.fault(FaultKind::Drop, point) {
            return Some(Answer::Cut);
        }
        let failure = failure(world, point, false)?;
        let request =
            RestRequest { method: "GET".to_owned(), path: path.to_owned(), ..RestRequest::default() };
        let own = wire.failure(world, &request, failure);
        Some(Answer::Reply(own.unwrap_or_else(|| plain(failure))))
    })
}

/// What stands before every venue says it like this.
fn plain(failure: Failure) -> RestReply {
    let seconds = |ms: i64| (ms.max(0) + 999) / 1_000;
    let text = |status, body: &str| RestReply::text(status, "text/plain", body);
    match failure {
        Failure::RateLimited { retry_after_ms } => {
            text(429, "too many requests").header("retry-after", seconds(retry_after_ms).to_string())
        }
        Failure::Banned { retry_after_ms } => {
            text(418, "banned").header("retry-after", seconds(retry_after_ms).to_string())
        }
        Failure::Server { status } => text(status, "upstream failed"),
        Failure::HtmlPage { status } => RestReply::text(status, "text/html", html(status)),
        Failure::Maintenance => text(503, "maintenance"),
        Failure::Nonce => text(400, "nonce too small"),
    }
}

fn html(status: u16) -> String {
    format!("<html><head><title>{status}</title></head><body><h1>{status}</h1><hr>edge</body></html>")
}
