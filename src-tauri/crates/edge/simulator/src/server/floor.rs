//! The one place where the exchange, its sockets and time meet: everything that happens, happens under one lock.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::sync::mpsc::UnboundedSender;

use super::Time;
use super::post::{Mailbox, Outgoing};
use crate::exchange::Event;
use crate::faults::{FaultKind, Over, Point};
use crate::wire::{Connection, Frame, Wire};
use crate::world::World;

/// Length of a pulse, milliseconds.
pub const PULSE_MS: i64 = 100;

pub struct Floor {
    pub wire: Box<dyn Wire>,
    pub time: Time,
    pub seed: u64,
    inner: Mutex<Inner>,
}

pub struct Inner {
    pub world: World,
    sockets: BTreeMap<u64, Socket>,
    next_socket: u64,
}

struct Socket {
    connection: Box<dyn Connection>,
    mailbox: Mailbox,
}

/// The computer's clock, UTC milliseconds.
pub fn clock_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

impl Floor {
    pub fn new(wire: Box<dyn Wire>, world: World, time: Time, seed: u64) -> Self {
        let inner = Inner { world, sockets: BTreeMap::new(), next_socket: 1 };
        Self { wire, time, seed, inner: Mutex::new(inner) }
    }

    /// Does something in the exchange's present: what happened before is told first, what it causes after it.
    pub fn act<T>(&self, act: impl FnOnce(&mut Inner, &dyn Wire) -> T) -> T {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if self.time == Time::Real {
            inner.world.advance(clock_ms());
            inner.tell();
        }
        let answer = act(&mut inner, self.wire.as_ref());
        inner.tell();
        answer
    }

    /// A pulse: the market has moved, sockets and the venue do what is due.
    pub fn pulse(&self) {
        self.act(Inner::tick);
    }

    /// Time moves on by `ms`, pulse by pulse.
    pub fn advance(&self, ms: i64) -> i64 {
        self.act(|inner, wire| {
            let end = inner.world.now_ms().saturating_add(ms.max(0));
            let stride = (ms / 600).max(PULSE_MS);
            while inner.world.now_ms() < end {
                let next = (inner.world.now_ms() + stride).min(end);
                inner.world.advance(next);
                inner.tell();
                inner.tick(wire);
                inner.tell();
            }
            end
        })
    }

    /// A socket was opened; its number.
    pub fn open(&self, connection: Box<dyn Connection>, out: UnboundedSender<Outgoing>) -> u64 {
        self.act(|inner, _| {
            let id = inner.next_socket;
            inner.next_socket += 1;
            let mut socket = Socket { connection, mailbox: Mailbox::new(out) };
            let frames = socket.connection.opened(&mut inner.world);
            inner.sockets.insert(id, socket);
            inner.send(id, frames);
            id
        })
    }

    /// A message came.
    pub fn received(&self, id: u64, text: &str) {
        self.act(|inner, _| {
            let Some(socket) = inner.sockets.get_mut(&id).filter(|socket| !socket.mailbox.is_dead()) else {
                return;
            };
            let frames = socket.connection.received(&mut inner.world, text);
            let point = Point { over: Over::Socket, private: true, path: "", channel: "order" };
            if socket.connection.is_command(text) && inner.world.fault(FaultKind::AckLost, point) {
                socket.mailbox.cut();
                return;
            }
            inner.send(id, frames);
        });
    }

    /// The socket is gone.
    pub fn closed(&self, id: u64) {
        self.act(|inner, _| {
            if let Some(mut socket) = inner.sockets.remove(&id) {
                socket.connection.closed(&mut inner.world);
            }
        });
    }

    /// Cuts every socket.
    pub fn cut_all(&self) -> usize {
        self.act(|inner, _| {
            inner.sockets.values_mut().for_each(|socket| socket.mailbox.cut());
            inner.sockets.len()
        })
    }
}

impl Inner {
    fn send(&mut self, id: u64, frames: Vec<Frame>) {
        if let Some(socket) = self.sockets.get_mut(&id) {
            for frame in frames {
                socket.mailbox.post(&mut self.world, frame);
            }
        }
    }

    /// Tells every socket what happened, and what came of telling it.
    pub fn tell(&mut self) {
        loop {
            let events: Vec<Event> = self.world.take_events();
            if events.is_empty() {
                return;
            }
            for event in &events {
                for socket in self.sockets.values_mut() {
                    for frame in socket.connection.event(&mut self.world, event) {
                        socket.mailbox.post(&mut self.world, frame);
                    }
                }
            }
        }
    }

    fn tick(&mut self, wire: &dyn Wire) {
        let now_ms = self.world.now_ms();
        wire.tick(&mut self.world, now_ms);
        for socket in self.sockets.values_mut() {
            for frame in socket.connection.tick(&mut self.world, now_ms) {
                socket.mailbox.post(&mut self.world, frame);
            }
        }
    }

    pub fn sockets(&self) -> usize {
        self.sockets.len()
    }
}
