//! What a venue's code is handed with every call: the exchange, its keys, time, chance, faults and budgets.

use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::exchange::{AccountId, Amendment, Event, Exchange, NewOrder, OrderId, Reject, Setup};
use crate::faults::{FaultKind, FaultPlan, Faults, Hit, Point};
use crate::keys::{Credentials, KeyRecord, Keys, Permissions};
use crate::nonce::NonceLedger;
use crate::rate::RateCounters;

/// Sets the chance of ids apart from that of the first key.
const WORLD: u64 = 0x776f_726c_6400_0000;

/// One venue's whole state.
pub struct World {
    pub exchange: Exchange,
    pub keys: Keys,
    pub nonces: NonceLedger,
    pub rates: RateCounters,
    /// For ids and tokens; a stream of its own, so that it disturbs no market.
    pub rng: StdRng,
    faults: Faults,
    /// The venue's own lasting state: tokens, listen keys, dead-man timers ... put and taken by type.
    pub state: VenueState,
}

/// One value of the venue's own type, made when first asked for.
#[derive(Default)]
pub struct VenueState(Option<Box<dyn std::any::Any + Send>>);

impl VenueState {
    /// The state as `T`, its default at first.
    pub fn get<T: Default + Send + 'static>(&mut self) -> &mut T {
        if !self.0.as_ref().is_some_and(|kept| kept.is::<T>()) {
            self.0 = Some(Box::<T>::default());
        }
        match self.0.as_mut().and_then(|kept| kept.downcast_mut()) {
            Some(state) => state,
            None => unreachable!("the line above put a value of this type there"),
        }
    }
}

impl World {
    pub fn new(setup: Setup, seed: u64, now_ms: i64) -> Self {
        Self {
            exchange: Exchange::new(setup, seed, now_ms),
            keys: Keys::default(),
            nonces: NonceLedger::default(),
            rates: RateCounters::default(),
            rng: StdRng::seed_from_u64(seed ^ WORLD),
            faults: Faults::new(FaultPlan::default(), seed),
            state: VenueState::default(),
        }
    }

    /// The exchange's time, UTC milliseconds.
    pub fn now_ms(&self) -> i64 {
        self.exchange.now_ms()
    }

    /// The time the venue tells and checks requests by: off by what `clock_skew` asks for.
    pub fn told_ms(&mut self) -> i64 {
        let off = self.fault_hit(FaultKind::ClockSkew, Point::any()).map_or(0, |hit| hit.ms);
        self.now_ms() + off
    }

    /// A new account with the setup's money, and a key to it.
    pub fn open_account(&mut self, credentials: Credentials, permissions: Permissions) -> AccountId {
        let account = self.exchange.open_account();
        self.add_key(account, credentials, permissions);
        account
    }

    pub fn add_key(&mut self, account: AccountId, credentials: Credentials, permissions: Permissions) {
        self.keys.insert(KeyRecord { credentials, account, permissions });
    }

    /// Does the plan ask for this fault here and now? A yes is counted.
    pub fn fault(&mut self, kind: FaultKind, point: Point<'_>) -> bool {
        self.fault_hit(kind, point).is_some()
    }

    /// The same with what the plan says about it.
    pub fn fault_hit(&mut self, kind: FaultKind, point: Point<'_>) -> Option<Hit> {
        self.faults.roll(kind, point)
    }

    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Replaces the plan; the counts start anew.
    pub fn set_faults(&mut self, plan: FaultPlan, seed: u64) {
        self.faults = Faults::new(plan, seed);
    }

    /// Places an order, unless the plan refuses it or fills it in part.
    pub fn place(&mut self, account: AccountId, order: NewOrder) -> Result<OrderId, Reject> {
        if self.fault(FaultKind::Reject, Point::private("order")) {
            self.exchange.note_reject(account, order, Reject::Injected);
            return Err(Reject::Injected);
        }
        if self.fault(FaultKind::PartialFill, Point::private("order")) {
            return self.exchange.place_filling_half(account, order);
        }
        self.exchange.place(account, order)
    }

    /// Places two orders of one group, or neither, unless the plan refuses them.
    pub fn place_pair(&mut self, account: AccountId, pair: [NewOrder; 2]) -> Result<[OrderId; 2], Reject> {
        if self.fault(FaultKind::Reject, Point::private("order")) {
            for order in pair {
                self.exchange.note_reject(account, order, Reject::Injected);
            }
            return Err(Reject::Injected);
        }
        self.exchange.place_pair(account, pair)
    }

    pub fn amend(&mut self, account: AccountId, id: OrderId, change: Amendment) -> Result<(), Reject> {
        self.exchange.amend(account, id, change)
    }

    pub fn cancel(&mut self, account: AccountId, id: OrderId) -> Result<(), Reject> {
        self.exchange.cancel(account, id)
    }

    /// Moves the market on to `now_ms`; an earlier time changes nothing.
    pub fn advance(&mut self, now_ms: i64) {
        self.exchange.advance(now_ms);
    }

    pub fn take_events(&mut self) -> Vec<Event> {
        self.exchange.take_events()
    }
}
