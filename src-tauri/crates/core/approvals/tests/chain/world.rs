//! A desk that keeps the rules: whatever steps it is given, it writes only entries that may stand.

use std::collections::BTreeSet;

use approvals::entry::body::{self, RuleLine};
use approvals::{Cover, MandateStatement, OrderStatement, PublicKey, Value};
use domain::{
    Actor, Decimal, InstrumentId, Mode, OrderRequest, OrderRole, OrderType, Role, Side, TimeInForce, VenueId,
};

use super::draft::{Body, Draft, INSTANCE, INSTANCE_KEY, key, signed_by};

pub struct World {
    pub drafts: Vec<Draft>,
    pub now: i64,
    pub admins: Vec<Admin>,
    pub approvals: Vec<Approval>,
    pub mandates: Vec<Mandate>,
    pub orders: Vec<Order>,
}

pub struct Admin {
    pub name: String,
    pub generation: u32,
}

pub struct Approval {
    pub statement: OrderStatement,
    pub required: u32,
    pub signers: BTreeSet<usize>,
    pub ended: bool,
    pub used: Decimal,
}

pub struct Mandate {
    pub statement: MandateStatement,
    pub revoked: bool,
}

pub struct Order {
    pub client_id: String,
    pub unfilled: Decimal,
    pub sent: bool,
    pub closed: bool,
    pub approval: Option<usize>,
}

impl Admin {
    pub fn key_id(&self) -> String {
        format!("{}-{}", self.name, self.generation)
    }
}

pub fn user(name: &str) -> Actor {
    Actor::User(name.to_owned())
}

pub fn public_key(id: &str) -> PublicKey {
    PublicKey::of(&key(id))
}

impl World {
    /// Three admins, a trader, and an admin who was disabled; each with a key.
    pub fn new() -> Self {
        let mut world = Self {
            drafts: Vec::new(),
            now: 1_571_277_586_000,
            admins: Vec::new(),
            approvals: Vec::new(),
            mandates: Vec::new(),
            orders: Vec::new(),
        };
        let instance = public_key(INSTANCE_KEY);
        world.write(
            Actor::System,
            body::CHAIN_OPENED,
            body::chain_opened(INSTANCE, INSTANCE_KEY, &instance, "0.1.0"),
        );
        for (name, role) in [
            ("maja", Role::Admin),
            ("erik", Role::Admin),
            ("ploy", Role::Admin),
            ("dora", Role::Admin),
            ("tom", Role::Trader),
        ] {
            world.write(Actor::System, body::USER_CREATED, body::user_created(name, role));
            world.create_key(name, &format!("{name}-1"));
        }
        world.write(user("maja"), body::USER_DISABLED, body::user_disabled("dora", Role::Admin));
        world.admins =
            ["maja", "erik", "ploy"].map(|name| Admin { name: name.to_owned(), generation: 1 }).into();
        world
    }

    pub fn write(&mut self, actor: Actor, kind: &str, body: Value) {
        self.now += 1;
        self.drafts.push(Draft::new(self.now, actor, kind, body));
    }

    pub fn write_head(&mut self) {
        self.now += 1;
        let (key, instance) = (INSTANCE_KEY.to_owned(), INSTANCE.to_owned());
        let body = Body::Head { key, instance, back: 0 };
        self.drafts.push(Draft {
            time_ms: self.now,
            actor: Actor::System,
            kind: body::HEAD_SIGNED.to_owned(),
            body,
        });
    }

    fn create_key(&mut self, name: &str, id: &str) {
        self.write(user(name), body::KEY_CREATED, body::key_created(id, &public_key(id), name));
    }

    /// A new key for an admin; the old one is revoked.
    pub fn rotate(&mut self, admin: usize) {
        let (name, old) = (self.admins[admin].name.clone(), self.admins[admin].key_id());
        self.write(user(&name), body::KEY_REVOKED, body::key_revoked(&old, "rotation"));
        self.admins[admin].generation += 1;
        let new = self.admins[admin].key_id();
        self.create_key(&name, &new);
    }

    /// A proposal with a cleared risk check; returns its number.
    pub fn propose(&mut self, id: &str, side: Side, cap: Decimal, required: u32, life_ms: i64) -> usize {
        self.write(
            Actor::Bot("2".to_owned()),
            body::ORDER_PROPOSED,
            body::order_proposed(id, "rsi_cross", "cross"),
        );
        let rule = RuleLine { rule: "order_notional", value: cap.into(), limit: "6000".into(), ok: true };
        self.write(Actor::System, body::RISK_CHECKED, body::risk_checked(id, "v1", true, required, &[rule]));
        let statement = OrderStatement {
            approval: id.to_owned(),
            mode: Mode::Live,
            account: "main".to_owned(),
            venue: VenueId::new("kraken"),
            instrument: "BTC/USD".to_owned(),
            side,
            order_type: OrderType::Limit,
            quantity_cap: cap,
            price_low: Decimal::new(990, 1),
            price_high: Decimal::new(101, 0),
            stop: Some(Decimal::new(90, 0)),
            target: Some(Decimal::new(1105, 1)),
            reduce_only: false,
            post_only: false,
            policy: "v1".to_owned(),
            expires_ms: self.now + life_ms,
        };
        let (signers, used) = (BTreeSet::new(), Decimal::ZERO);
        self.approvals.push(Approval { statement, required, signers, ended: false, used });
        self.approvals.len() - 1
    }

    pub fn sign(&mut self, approval: usize, admin: usize) {
        let by = signed_by(&self.approvals[approval].statement, &self.admins[admin].key_id());
        let body = body::signed(&self.approvals[approval].statement, &by);
        self.write(user(&self.admins[admin].name.clone()), body::ORDER_SIGNED, body);
        self.approvals[approval].signers.insert(admin);
    }

    pub fn end(&mut self, approval: usize, rejected: bool) {
        let (kind, reason) =
            if rejected { (body::ORDER_REJECTED, "too late") } else { (body::ORDER_EXPIRED, "no answer") };
        let id = self.approvals[approval].statement.approval.clone();
        self.write(Actor::System, kind, body::approval_ended(&id, reason));
        self.approvals[approval].ended = true;
    }

    pub fn is_signed(&self, approval: usize) -> bool {
        let approval = &self.approvals[approval];
        approval.signers.len() >= approval.required as usize
    }

    /// What an entry may still take now.
    pub fn free_quantity(&self, approval: usize) -> Decimal {
        let signed = self.is_signed(approval);
        let approval = &self.approvals[approval];
        let open = signed && !approval.ended && self.now + 1 < approval.statement.expires_ms;
        if open { approval.statement.quantity_cap - approval.used } else { Decimal::ZERO }
    }

    /// An order under an approval: an entry at `price`, or what closes it.
    pub fn intend(
        &mut self,
        approval: usize,
        client_id: &str,
        role: OrderRole,
        quantity: Decimal,
        price: Decimal,
    ) {
        let statement = &self.approvals[approval].statement;
        let entry = role == OrderRole::Entry;
        let request = OrderRequest {
            client_id: client_id.to_owned(),
            mode: statement.mode,
            account: statement.account.clone(),
            instrument: InstrumentId::new(statement.venue.clone(), statement.instrument.parse().unwrap()),
            side: if entry { statement.side } else { statement.side.opposite() },
            order_type: if entry { OrderType::Limit } else { OrderType::Stop },
            role,
            quantity,
            price: entry.then_some(price),
            stop_price: statement.stop.filter(|_| !entry),
            time_in_force: TimeInForce::Gtc,
            post_only: false,
            reduce_only: !entry,
            oco_group: None,
            hidden: false,
            trail: None,
        };
        let body = body::order_intended(&request, &Cover::Approval(statement.approval.clone()));
        self.write(Actor::Gateway, body::ORDER_INTENDED, body);
        if entry {
            self.approvals[approval].used += quantity;
        }
        self.remember(client_id, quantity, entry.then_some(approval));
    }

    fn remember(&mut self, client_id: &str, unfilled: Decimal, approval: Option<usize>) {
        let client_id = client_id.to_owned();
        self.orders.push(Order { client_id, unfilled, sent: false, closed: false, approval });
    }

    pub fn mandate(
        &mut self,
        id: &str,
        sides: &[Side],
        reduce_only: bool,
        most: Option<Decimal>,
        life_ms: i64,
    ) -> usize {
        let statement = MandateStatement {
            mandate: id.to_owned(),
            mode: Mode::Paper,
            account: "paper".to_owned(),
            venue: VenueId::builtin(),
            instrument: if reduce_only { "*" } else { "SIM-A/USD" }.to_owned(),
            sides: sides.to_vec(),
            reduce_only,
            bot: None,
            max_quantity_per_order: most,
            max_notional_per_order: None,
            max_notional_per_day: None,
            max_orders_per_day: None,
            max_loss: None,
            policy: "v1".to_owned(),
            starts_ms: self.now,
            expires_ms: self.now + life_ms,
        };
        let by = signed_by(&statement, &self.admins[1].key_id());
        self.write(user("erik"), body::MANDATE_SIGNED, body::signed(&statement, &by));
        self.mandates.push(Mandate { statement, revoked: false });
        self.mandates.len() - 1
    }

    pub fn revoke(&mut self, mandate: usize) {
        let id = self.mandates[mandate].statement.mandate.clone();
        self.write(user("erik"), body::MANDATE_REVOKED, body::mandate_revoked(&id, "enough"));
        self.mandates[mandate].revoked = true;
    }

    /// A market order under a mandate, of its first side.
    pub fn intend_under(&mut self, mandate: usize, client_id: &str, quantity: Decimal) {
        let statement = &self.mandates[mandate].statement;
        let request = OrderRequest {
            client_id: client_id.to_owned(),
            mode: statement.mode,
            account: statement.account.clone(),
            instrument: InstrumentId::new(statement.venue.clone(), "SIM-A/USD".parse().unwrap()),
            side: statement.sides[0],
            order_type: OrderType::Market,
            role: if statement.reduce_only { OrderRole::Exit } else { OrderRole::Entry },
            quantity,
            price: None,
            stop_price: None,
            time_in_force: TimeInForce::Ioc,
            post_only: false,
            reduce_only: statement.reduce_only,
            oco_group: None,
            hidden: false,
            trail: None,
        };
        let body = body::order_intended(&request, &Cover::Mandate(statement.mandate.clone()));
        self.write(Actor::Gateway, body::ORDER_INTENDED, body);
        self.remember(client_id, quantity, None);
    }
}
