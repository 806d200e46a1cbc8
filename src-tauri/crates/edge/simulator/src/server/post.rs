//! Frames on their way out, and the faults that befall them there.

use tokio::sync::mpsc::UnboundedSender;

use crate::faults::{FaultKind, Over, Point};
use crate::wire::{Frame, Payload};
use crate::world::World;

/// What the socket's writer is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outgoing {
    Send(Payload),
    /// Nothing for that many milliseconds.
    Wait(i64),
    /// The socket is cut without a word.
    Cut,
    /// The socket stays open; nothing is sent or heard any more.
    FallSilent,
}

/// The way out of one socket.
#[derive(Debug)]
pub struct Mailbox {
    out: UnboundedSender<Outgoing>,
    /// A frame that waits for the one it changes places with.
    held: Option<Payload>,
    dead: bool,
}

impl Mailbox {
    pub fn new(out: UnboundedSender<Outgoing>) -> Self {
        Self { out, held: None, dead: false }
    }

    /// Sends a frame as the plan has it.
    pub fn post(&mut self, world: &mut World, frame: Frame) {
        if self.dead {
            return;
        }
        let Payload::Text(text) = &frame.payload else {
            self.put(frame.payload);
            return;
        };
        let point = Point { over: Over::Socket, private: frame.private, path: "", channel: &frame.channel };
        if world.fault(FaultKind::HalfOpen, point) {
            return self.end(Outgoing::FallSilent);
        }
        if world.fault(FaultKind::Disconnect, point) {
            return self.end(Outgoing::Cut);
        }
        if world.fault(FaultKind::SlowConsumer, point) {
            let reason = "slow consumer".to_owned();
            return self.end(Outgoing::Send(Payload::Close { code: 1008, reason }));
        }
        if world.fault(FaultKind::Drop, point) {
            return;
        }
        if let Some(hit) = world.fault_hit(FaultKind::Delay, point) {
            self.give(Outgoing::Wait(hit.ms));
        }
        if world.fault(FaultKind::Reorder, point) && self.held.is_none() {
            self.held = Some(frame.payload);
            return;
        }
        let twice = world.fault(FaultKind::Duplicate, point);
        let payload =
            if world.fault(FaultKind::Truncate, point) { Payload::Text(half(text)) } else { frame.payload };
        if twice {
            self.put(payload.clone());
        }
        self.put(payload);
        if let Some(held) = self.held.take() {
            self.put(held);
        }
    }

    /// Cuts the socket; what is posted later goes nowhere.
    pub fn cut(&mut self) {
        self.end(Outgoing::Cut);
    }

    /// Was it cut, closed or silenced?
    pub fn is_dead(&self) -> bool {
        self.dead
    }

    fn put(&mut self, payload: Payload) {
        self.dead |= matches!(payload, Payload::Close { .. });
        self.give(Outgoing::Send(payload));
    }

    fn end(&mut self, last: Outgoing) {
        self.dead = true;
        self.give(last);
    }

    fn give(&self, what: Outgoing) {
        // a writer that is gone has closed its socket: there is nobody to tell
        let _ = self.out.send(what);
    }
}

fn half(text: &str) -> String {
    text.chars().take(text.chars().count() / 2).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::exchange::Setup;
    use crate::faults::FaultPlan;

    fn sent(plan: &str, texts: &[&str]) -> Vec<Outgoing> {
        let mut world = World::new(Setup::usual(), 1, 1_700_000_000_000);
        world.set_faults(FaultPlan::parse(plan).unwrap(), 1);
        let (out, mut took) = tokio::sync::mpsc::unbounded_channel();
        let mut mailbox = Mailbox::new(out);
        for text in texts {
            mailbox.post(&mut world, Frame::text(*text).on("book"));
        }
        std::iter::from_fn(|| took.try_recv().ok()).collect()
    }

    fn text(text: &str) -> Outgoing {
        Outgoing::Send(Payload::Text(text.to_owned()))
    }

    #[test]
    fn each_fault_befalls_the_frame_it_is_meant_for() {
        let plan = |kind: &str| format!(r#"{{"faults":[{{"kind":"{kind}","at":"book","nth":2,"ms":70}}]}}"#);
        let three = ["aa", "bb", "cc"];
        let of = |kind: &str| sent(&plan(kind), &three);
        assert_eq!(of("drop"), [text("aa"), text("cc")]);
        assert_eq!(of("duplicate"), [text("aa"), text("bb"), text("bb"), text("cc")]);
        assert_eq!(of("reorder"), [text("aa"), text("cc"), text("bb")]);
        assert_eq!(of("truncate"), [text("aa"), text("b"), text("cc")]);
        assert_eq!(of("delay"), [text("aa"), Outgoing::Wait(70), text("bb"), text("cc")]);
        assert_eq!(of("disconnect"), [text("aa"), Outgoing::Cut]);
        assert_eq!(of("half_open"), [text("aa"), Outgoing::FallSilent]);
    }

    #[test]
    fn a_plan_for_another_channel_changes_nothing() {
        let plan = r#"{"faults":[{"kind":"drop","at":"trades"},{"kind":"drop","at":"private"},{"kind":"drop","at":"rest"}]}"#;
        assert_eq!(sent(plan, &["a", "b"]), [text("a"), text("b")]);
    }
}
