//! A caller who goes away in the middle leaves the desk as it would be without having called, or as if it had waited.

use domain::Side;
use futures::poll;

use crate::books::VenueBooks;
use crate::stage::*;

#[tokio::test]
async fn a_call_dropped_at_any_point_leaves_the_desk_whole() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    for polls in 0..60 {
        let mut call = Box::pin(async {
            match polls % 3 {
                0 => drop(desk.place_order(&anna, market(Side::Buy, dec("1"))).await),
                1 => drop(desk.practice(&anna).await),
                _ => drop(desk.close_position(&anna, sim()).await),
            }
        });
        for _ in 0..polls {
            if poll!(call.as_mut()).is_ready() {
                break;
            }
            tokio::task::yield_now().await;
        }
    }
    let alive = code(desk.add_user(&anna, person("bert", domain::Role::Trader)).await);
    assert_eq!(alive, "ok", "the core fell behind its journal");
    let settled = |h: &desk::api::order::Holdings| h.orders.iter().all(|o| o.status.is_final());
    let held = until(desk, &anna, "the end of every order", settled).await;
    VenueBooks::read(stage.dir.path()).await.compare(&held).unwrap();
    assert_eq!(stage.verified().await, held.orders.len() as u64);
}
