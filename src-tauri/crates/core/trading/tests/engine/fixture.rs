//! A desk with people, keys, an account, an instrument and two mandates.

use std::collections::BTreeMap;

use approvals::{HeadStatement, MandateStatement, PublicKey, Sealed, SigningKey, sign};
use domain::{
    Actor, Decimal, Fill, Instrument, InstrumentId, Mode, OrderRequest, OrderStatus, OrderType, Quote, Role,
    Side, TimeInForce, VenueId,
};
use trading::{Effect, Engine, Input, Mark, Notice, Outcome, Policy, Proposal, Refusal, Stamped, Ticket};

pub const START_MS: i64 = 1_571_270_400_000; // 2019-10-17 00:00 UTC
pub const ACCOUNT: &str = "paper";

pub fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn sim_a() -> InstrumentId {
    InstrumentId::new(VenueId::builtin(), "SIM-A/USD".parse().unwrap())
}

pub fn instrument() -> Instrument {
    Instrument {
        id: sim_a(),
        tick: d("0.01"),
        lot: d("0.0001"),
        min_quantity: d("0.001"),
        min_notional: d("1"),
        maker_fee: d("0.001"),
        taker_fee: d("0.001"),
    }
}

pub fn user(name: &str) -> Actor {
    Actor::User(name.to_owned())
}

pub fn venue() -> Actor {
    Actor::Venue("builtin".to_owned())
}

pub fn signing_key(name: &str) -> SigningKey {
    let mut seed = [7_u8; 32];
    for (to, from) in seed.iter_mut().zip(name.bytes()) {
        *to = from;
    }
    SigningKey::from_bytes(&seed)
}

#[derive(Clone)]
pub struct Desk {
    pub engine: Engine,
    pub now_ms: i64,
    pub price: Decimal,
    pub journal: Vec<Stamped>,
    pub entries: Vec<Sealed>,
    next_trade: u32,
}

impl Desk {
    /// Nothing but an opened chain.
    pub fn bare(policy: Policy) -> Self {
        let (engine, journal, entries) = (Engine::new(policy), Vec::new(), Vec::new());
        let mut desk = Self { engine, now_ms: START_MS, price: d("100"), journal, entries, next_trade: 1 };
        let public_key = PublicKey::of(&signing_key("instance"));
        let (instance, key, version) = ("desk-7f3a".into(), "instance".into(), "0.1.0".into());
        desk.take(Actor::System, Input::OpenChain { instance, key, public_key, version });
        desk
    }

    pub fn new() -> Self {
        Self::with(Policy::default())
    }

    pub fn with(policy: Policy) -> Self {
        let mut desk = Self::bare(policy);
        desk.take(Actor::System, Input::UserCreated { user: "maja".into(), role: Role::Admin });
        for (name, role) in [("erik", Role::Admin), ("tom", Role::Trader), ("vera", Role::Viewer)] {
            desk.take(user("maja"), Input::UserCreated { user: name.into(), role });
        }
        for name in ["maja", "erik", "tom"] {
            desk.take(user(name), key_created(&format!("{name}-1"), name));
        }
        let (account, currency, amount) = (ACCOUNT.into(), "USD".into(), d("10000"));
        desk.take(user("maja"), Input::AccountOpened { account, mode: Mode::Paper, currency, amount });
        desk.take(Actor::System, Input::InstrumentListed { instrument: instrument() });
        desk.sign_mandate(mandate("M-PAPER", false));
        desk.sign_mandate(mandate("M-EXIT", true));
        desk
    }

    pub fn apply(&mut self, actor: Actor, input: Input) -> Result<Outcome, Refusal> {
        let stamped = Stamped { time_ms: self.now_ms, actor, input };
        let outcome = self.engine.apply(&stamped)?;
        if outcome.changed {
            self.journal.push(stamped);
            self.entries.extend(outcome.entries.iter().cloned());
        }
        Ok(outcome)
    }

    /// Applies what must be taken.
    pub fn take(&mut self, actor: Actor, input: Input) -> Outcome {
        let shown = format!("{input:?}");
        self.apply(actor, input).unwrap_or_else(|refusal| panic!("{refusal}: {shown}"))
    }

    /// Applies what must be refused, and gives the code; nothing may have changed.
    pub fn refuse(&mut self, actor: Actor, input: Input) -> &'static str {
        let before = self.engine.state().clone();
        let shown = format!("{input:?}");
        match self.apply(actor, input) {
            Ok(_) => panic!("was taken: {shown}"),
            Err(refusal) => {
                assert!(before == *self.engine.state(), "{refusal} changed the state");
                refusal.code()
            }
        }
    }

    pub fn quote(&self) -> Quote {
        let half = d("0.01");
        Quote { bid: self.price - half, ask: self.price + half, last: self.price, time_ms: self.now_ms }
    }

    pub fn marks(&self) -> Vec<Mark> {
        vec![Mark { instrument: sim_a(), price: self.price }]
    }

    pub fn sign_mandate(&mut self, statement: MandateStatement) -> Outcome {
        let signature = sign(&statement, &signing_key("maja-1"));
        self.take(user("maja"), Input::SignMandate { statement, key: "maja-1".into(), signature })
    }

    pub fn propose(&self, proposal: Proposal) -> Input {
        Input::Propose { proposal, quote: self.quote(), marks: self.marks() }
    }

    /// `name` signs with the key `name-1` whatever the approval's statement is.
    pub fn signing(&self, approval: &str, name: &str) -> Input {
        let statement = self.engine.state().approval(approval).unwrap().statement.clone();
        let key = format!("{name}-1");
        let signature = sign(&statement, &signing_key(&key));
        let (approval, reason, quote) = (approval.to_owned(), "looks right".to_owned(), self.quote());
        Input::Sign { approval, statement, key, signature, held_ms: 900, reason, quote }
    }

    pub fn execute(&self, approval: &str, quantity: &str, client_id: &str) -> Input {
        Input::Execute {
            approval: approval.into(),
            quantity: d(quantity),
            client_id: client_id.into(),
            quote: self.quote(),
            marks: self.marks(),
        }
    }

    pub fn place(&self, client_id: &str, ticket: Ticket) -> Input {
        Input::PlaceManual { client_id: client_id.into(), ticket, quote: self.quote(), marks: self.marks() }
    }

    pub fn close(&self, client_id: &str) -> Input {
        Input::ClosePosition {
            client_id: client_id.into(),
            account: ACCOUNT.into(),
            instrument: sim_a(),
            quote: self.quote(),
            marks: self.marks(),
        }
    }

    /// Proposes, signs and executes a market buy with stop 98 and target 104.
    pub fn buy_with_bracket(&mut self, approval: &str, quantity: &str) -> String {
        let client_id = format!("{}-1", approval.to_lowercase());
        self.take(user("tom"), self.propose(proposal(approval, quantity)));
        self.take(user("maja"), self.signing(approval, "maja"));
        self.take(user("tom"), self.execute(approval, quantity, &client_id));
        self.send(&client_id);
        client_id
    }

    pub fn send(&mut self, client_id: &str) {
        let attempt = self.engine.state().order(client_id).unwrap().attempts + 1;
        self.take(Actor::Gateway, Input::Sent { client_id: client_id.into(), attempt });
        let venue_id = format!("V-{client_id}");
        self.take(venue(), Input::Acknowledged { client_id: client_id.into(), venue_id });
    }

    /// Tells the engine of every order it wrote ahead and has not sent.
    pub fn send_all(&mut self) {
        let unsent = |o: &&trading::Order| o.status == OrderStatus::Intended;
        let ids: Vec<String> = self
            .engine
            .state()
            .working_orders()
            .filter(unsent)
            .map(|o| o.request.client_id.clone())
            .collect();
        ids.iter().for_each(|id| self.send(id));
    }

    pub fn a_fill(&mut self, client_id: &str, quantity: &str, price: &str) -> Fill {
        let request = &self.engine.state().order(client_id).unwrap().request;
        let (quantity, price) = (d(quantity), d(price));
        let trade_id = self.next_trade.to_string();
        self.next_trade += 1;
        Fill {
            client_id: client_id.into(),
            trade_id,
            instrument: request.instrument.clone(),
            side: request.side,
            quantity,
            price,
            fee: (quantity * price * d("0.001")).normalize(),
            fee_currency: "USD".into(),
            maker: false,
            time_ms: self.now_ms,
        }
    }

    pub fn fill(&mut self, client_id: &str, quantity: &str, price: &str) -> Outcome {
        let fill = self.a_fill(client_id, quantity, price);
        self.take(venue(), Input::Filled { fill })
    }

    pub fn cancelled(&mut self, client_id: &str) -> Outcome {
        self.take(venue(), Input::Cancelled { client_id: client_id.into(), reason: "as asked".into() })
    }

    pub fn tick(&mut self) -> Outcome {
        let marks = self.marks();
        self.take(Actor::System, Input::Tick { marks })
    }

    pub fn held(&self) -> Decimal {
        self.engine.state().position(ACCOUNT, &sim_a())
    }

    pub fn status(&self, client_id: &str) -> OrderStatus {
        self.engine.state().order(client_id).unwrap().status
    }

    /// Client ids of working orders with their remaining quantities.
    pub fn working(&self) -> BTreeMap<String, Decimal> {
        let row = |o: &trading::Order| (o.request.client_id.clone(), o.remaining());
        self.engine.state().working_orders().map(row).collect()
    }

    pub fn head_statement(&self) -> HeadStatement {
        let head = self.engine.state().head;
        HeadStatement { instance: "desk-7f3a".into(), seq: head.seq, hash: head.hash, time_ms: self.now_ms }
    }
}

pub fn key_created(key: &str, name: &str) -> Input {
    let public_key = PublicKey::of(&signing_key(key));
    Input::KeyCreated { key: key.into(), public_key, user: name.into() }
}

pub fn mandate(name: &str, reduce_only: bool) -> MandateStatement {
    MandateStatement {
        mandate: name.into(),
        mode: Mode::Paper,
        account: ACCOUNT.into(),
        venue: VenueId::builtin(),
        instrument: "*".into(),
        sides: vec![Side::Buy, Side::Sell],
        reduce_only,
        bot: None,
        max_quantity_per_order: None,
        max_notional_per_order: None,
        max_notional_per_day: None,
        max_orders_per_day: None,
        max_loss: None,
        policy: "v1".into(),
        starts_ms: START_MS,
        expires_ms: START_MS + 30 * 86_400_000,
    }
}

/// A market buy at about 100 with stop 98 and target 104.
pub fn proposal(approval: &str, quantity: &str) -> Proposal {
    Proposal {
        approval: approval.into(),
        account: ACCOUNT.into(),
        strategy: "rsi_cross".into(),
        reason: "RSI rose over 30".into(),
        confidence: Some(d("0.64")),
        instrument: sim_a(),
        side: Side::Buy,
        order_type: OrderType::Market,
        quantity: d(quantity),
        price: None,
        stop: Some(d("98")),
        target: Some(d("104")),
        reduce_only: false,
        post_only: false,
        time_in_force: TimeInForce::Gtc,
        recorded: false,
    }
}

pub fn ticket(side: Side, quantity: &str, limit: Option<&str>) -> Ticket {
    Ticket {
        account: ACCOUNT.into(),
        instrument: sim_a(),
        side,
        order_type: if limit.is_some() { OrderType::Limit } else { OrderType::Market },
        quantity: d(quantity),
        price: limit.map(d),
        stop_price: None,
        time_in_force: TimeInForce::Gtc,
        post_only: false,
        reduce_only: false,
        stop: None,
        target: None,
        recorded: false,
    }
}

/// What an outcome sends, as requests.
pub fn sends(outcome: &Outcome) -> Vec<OrderRequest> {
    let request = |effect: &Effect| match effect {
        Effect::Send(order) => Some(order.request().clone()),
        _ => None,
    };
    outcome.effects.iter().filter_map(request).collect()
}

pub fn cancels(outcome: &Outcome) -> Vec<String> {
    let id = |effect: &Effect| match effect {
        Effect::Cancel { client_id, .. } => Some(client_id.clone()),
        _ => None,
    };
    outcome.effects.iter().filter_map(id).collect()
}

pub fn notices(outcome: &Outcome) -> Vec<Notice> {
    let notice = |effect: &Effect| match effect {
        Effect::Notify(notice) => Some(notice.clone()),
        _ => None,
    };
    outcome.effects.iter().filter_map(notice).collect()
}

pub fn kinds(outcome: &Outcome) -> Vec<&str> {
    outcome.entries.iter().map(|e| e.entry.kind.as_str()).collect()
}

impl Desk {
    /// Applies an input on the way to another; a refusal is an answer too.
    pub fn apply_quietly(&mut self, actor: Actor, input: Input) -> Result<(), Refusal> {
        self.apply(actor, input).map(|_| ())
    }
}
