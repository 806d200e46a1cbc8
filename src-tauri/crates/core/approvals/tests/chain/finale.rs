//! An end for every story that has, by name, what the forgers of `forgeries` lay hands on.

use approvals::entry::body;
use domain::{Actor, Decimal, OrderRole, Side};

use super::draft::Draft;
use super::world::World;

fn tenths(n: i64) -> Decimal {
    Decimal::new(n, 1)
}

/// Approval `fin` (two signatures, cap 2.5): entry `fin-a` filled in two parts, `fin-b` cancelled with a late
/// fill, `fin-c` for the rest, a stop `fin-s`; mandate `fin-m` (at most 5) with order `fin-m-1`; a signed
/// head.
pub fn play(world: &mut World) {
    let fin = world.propose("fin", Side::Buy, tenths(25), 2, 300_000);
    world.sign(fin, 0);
    world.sign(fin, 1);
    let a = enter(world, fin, "fin-a", 15, 1010);
    world.write(
        Actor::Venue("kraken".to_owned()),
        body::ORDER_ACKNOWLEDGED,
        body::order_acknowledged("fin-a", "9"),
    );
    world.fill(a, "t1", tenths(10));
    world.fill(a, "t2", tenths(5));
    let b = enter(world, fin, "fin-b", 10, 990);
    world.close(b, false);
    world.fill(b, "t3", tenths(4));
    enter(world, fin, "fin-c", 6, 1000);
    world.intend(fin, "fin-s", OrderRole::Stop, tenths(25), Decimal::ONE);
    let stop = world.orders.len() - 1;
    world.send(stop);
    world.close(stop, false);

    let mandate = world.mandate("fin-m", &[Side::Buy], false, Some(Decimal::new(5, 0)), 300_000);
    world.intend_under(mandate, "fin-m-1", Decimal::new(5, 0));
    let order = world.orders.len() - 1;
    world.send(order);
    world.fill(order, "t4", Decimal::new(5, 0));
    world.write_head();
    world.rotate(0);
}

/// An entry, sent; quantity and price in tenths.
fn enter(world: &mut World, approval: usize, client_id: &str, quantity: i64, price: i64) -> usize {
    world.intend(approval, client_id, OrderRole::Entry, tenths(quantity), tenths(price));
    let order = world.orders.len() - 1;
    world.send(order);
    order
}

/// Where the last entry of this kind stands whose `field` has this text.
pub fn find(drafts: &[Draft], kind: &str, field: &str, text: &str) -> usize {
    let is_it = |d: &Draft| d.kind == kind && d.body().get(field).and_then(|v| v.as_text()) == Some(text);
    drafts.iter().rposition(is_it).unwrap_or_else(|| panic!("no {kind} with {field} {text}"))
}
