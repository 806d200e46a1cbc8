//! Numbers at the ends of their types are answered, with data or a reason, and never by a panic.

use std::collections::BTreeMap;

use desk::api::audit::AuditQuery;
use desk::api::market::{CandlesQuery, IndicatorQuery};
use desk::api::order::Ticket;
use desk::api::recommendation::{AnalyseRequest, Period};
use domain::{Decimal, Side, Timeframe};

use crate::attempts::question;
use crate::stage::*;

const ENDS: [i64; 7] = [i64::MIN, -1, 0, 1, NOW, i64::MAX - 1, i64::MAX];

#[tokio::test]
async fn candles_before_any_instant() {
    let (stage, anna) = Stage::with_admin().await;
    for before in ENDS {
        for (timeframe, limit) in [(Timeframe::M1, 0), (Timeframe::W1, 10), (Timeframe::W1, u32::MAX)] {
            let query = CandlesQuery { instrument: sim(), timeframe, before_ms: Some(before), limit };
            let candles = stage.desk.candles(&anna, query.clone()).await.unwrap();
            assert!(candles.time_ms.iter().all(|t| *t < before.max(1)), "{before}");
            let query = IndicatorQuery { candles: query, name: "sma".to_owned(), params: BTreeMap::new() };
            let columns = stage.desk.indicator(&anna, query).await;
            assert!(columns.is_err() || columns.is_ok_and(|c| c[0].len() == candles.len()));
        }
    }
}

#[tokio::test]
async fn periods_of_any_length() {
    let (stage, anna) = Stage::with_admin().await;
    let lasts = [0, 1, u32::MAX];
    let ranges = ENDS.into_iter().flat_map(|start_ms| ENDS.map(|end_ms| Period::Range { start_ms, end_ms }));
    let periods = ranges
        .chain(lasts.map(|days| Period::LastDays { days }))
        .chain(lasts.map(|count| Period::LastCandles { count }))
        .chain([Period::All]);
    for period in periods {
        let request = AnalyseRequest { timeframe: Timeframe::W1, period, ..question("practice") };
        let code = code(stage.desk.analyse(&anna, request.clone()).await);
        let known = ["ok", "empty_period", "no_candles", "strategy.too_few_candles"];
        assert!(known.contains(&code.as_str()), "{code} for {request:?}");
    }
}

#[tokio::test]
async fn tickets_of_any_amount() {
    let (stage, anna) = Stage::with_admin().await;
    let amounts =
        [Decimal::MIN, Decimal::MAX, Decimal::ZERO, -Decimal::ONE, Decimal::new(1, 28), dec("1e11")];
    for quantity in amounts {
        for price in amounts {
            let ticket = Ticket {
                stop_loss: Some(price),
                take_profit: Some(quantity),
                ..limit(Side::Buy, quantity, price)
            };
            let preview = stage.desk.preview_order(&anna, ticket.clone()).await.unwrap();
            assert!(!preview.problems.is_empty(), "{ticket:?}");
            assert_ne!(code(stage.desk.place_order(&anna, ticket).await), "ok");
        }
    }
    assert_eq!(stage.verified().await, 0);
}

#[tokio::test]
async fn pages_of_the_chain_from_any_end() {
    let (stage, anna) = Stage::with_admin().await;
    let seqs = |page: desk::api::audit::AuditPage| page.entries.iter().map(|e| e.seq).collect::<Vec<_>>();
    let all =
        stage.desk.audit_page(&anna, AuditQuery { limit: u32::MAX, ..AuditQuery::default() }).await.unwrap();
    assert_eq!(all.total as usize, all.entries.len());
    let all = seqs(all);
    assert!(all.windows(2).all(|w| w[0] == w[1] + 1) && all.last() == Some(&1));
    for before in [0, 1, 2, u32::MAX] {
        let query = AuditQuery { before_seq: Some(before), limit: 0, ..AuditQuery::default() };
        let page = seqs(stage.desk.audit_page(&anna, query).await.unwrap());
        let expected: Vec<u32> = all.iter().copied().filter(|s| *s < before).take(1).collect();
        assert_eq!(page, expected);
    }
}
