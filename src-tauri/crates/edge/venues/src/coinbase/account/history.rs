//! Orders and fills as the venue keeps them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Fill, Symbol};

use super::{Account, ORDERS};
use crate::coinbase::parse::{FillRow, Fills, OneOrder, OrderRow, Orders, instant_text};
use crate::coinbase::{pairs, query, symbols};
use crate::{OrderRef, VenueError, VenueOrder};

const PAGE: &str = "250";

/// Ids that one address carries.
const IDS_PER_REQUEST: usize = 50;

type Pairs<'a> = Vec<(&'a str, &'a str)>;

impl Account {
    fn note(&self, row: &OrderRow) {
        self.ids.note(&row.client_order_id, &row.order_id);
        if let Some((side, target)) = row.bracket() {
            self.ids.note_bracket(&row.order_id, side, target);
        }
    }

    /// One page of orders, newest first, and where the next begins.
    async fn page(&self, filter: &Pairs<'_>, cursor: &str) -> Result<(Vec<OrderRow>, String), VenueError> {
        let mut pairs = filter.clone();
        pairs.push(("limit", PAGE));
        if !cursor.is_empty() {
            pairs.push(("cursor", cursor));
        }
        let page: Orders =
            self.get("orders", &query::target(&format!("{ORDERS}/historical/batch"), &pairs)).await?;
        for row in page.orders.iter() {
            self.note(row);
        }
        let more = page.has_next.0 && *page.cursor != *cursor;
        Ok((page.orders.0, if more { page.cursor.0 } else { String::new() }))
    }

    /// Orders page by page until `enough` or there are no more.
    async fn list(
        &self,
        filter: &Pairs<'_>,
        mut enough: impl FnMut(&[OrderRow]) -> bool,
    ) -> Result<Vec<OrderRow>, VenueError> {
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let (page, next) = self.page(filter, &cursor).await?;
            rows.extend(page);
            if next.is_empty() || enough(&rows) {
                return Ok(rows);
            }
            cursor = next;
        }
    }

    /// The order under the venue's id; `None`: it has no such order.
    pub async fn row(&self, venue_id: &str) -> Result<Option<OrderRow>, VenueError> {
        let target = format!("{ORDERS}/historical/{}", query::encode(venue_id));
        match self.get::<OneOrder>("an order", &target).await {
            Ok(one) if one.order.order_id.is_empty() => Ok(None),
            Ok(one) => {
                self.note(&one.order);
                Ok(Some(one.order))
            }
            Err(VenueError::Declined { code, .. }) if code == "NOT_FOUND" || code == "404" => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The order under our id: by the venue's id where we know it, otherwise among all orders of the market, and then
    /// among the orders of its latest fills.
    pub async fn find(&self, order: &OrderRef) -> Result<Option<OrderRow>, VenueError> {
        if let Some(venue_id) = self.ids.venue_id(&order.client_id)
            && let Some(row) = self.row(&venue_id).await?
        {
            return Ok(Some(row));
        }
        let product = symbols::product(&order.instrument.symbol);
        let ours = |row: &OrderRow| pairs::answers_to(&row.client_order_id, &order.client_id);
        let rows = self.list(&vec![("product_ids", &product)], |rows| rows.iter().any(ours)).await?;
        let listed: BTreeSet<String> = rows.iter().map(|row| row.order_id.0.clone()).collect();
        if let Some(row) = rows.into_iter().find(ours) {
            return Ok(Some(row));
        }
        let fills = self.fill_page(&vec![("product_ids", &product)], "").await?.0;
        let unlisted: BTreeSet<String> = fills.into_iter().map(|fill| fill.order_id.0).collect();
        for venue_id in unlisted.difference(&listed) {
            if let Some(row) = self.row(venue_id).await?.filter(ours) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    pub async fn lookup(&self, order: &OrderRef) -> Result<Option<VenueOrder>, VenueError> {
        match self.find(order).await? {
            Some(row) => {
                let mut found = self.with_fills(vec![row]).await?.into_iter();
                Ok(found.find(|found| found.client_id == order.client_id))
            }
            None => Ok(None),
        }
    }

    /// Working orders, and the newest whatever became of them.
    pub async fn newest(&self) -> Result<Vec<OrderRow>, VenueError> {
        let mut rows: BTreeMap<String, OrderRow> = BTreeMap::new();
        let open = self.list(&vec![("order_status", "OPEN")], |_| false).await?;
        let (newest, _) = self.page(&Pairs::new(), "").await?;
        for row in open.into_iter().chain(newest) {
            rows.insert(row.order_id.0.clone(), row);
        }
        Ok(rows.into_values().collect())
    }

    /// Working orders. The venue's own filter leaves out those that wait to be taken, changed or cancelled, which the
    /// newest orders show.
    pub async fn working(&self) -> Result<Vec<OrderRow>, VenueError> {
        let mut working = Vec::new();
        for row in self.newest().await? {
            if !row.status()?.is_final() {
                working.push(row);
            }
        }
        Ok(working)
    }

    pub async fn open_orders(&self) -> Result<Vec<VenueOrder>, VenueError> {
        let mut orders = self.with_fills(self.working().await?).await?;
        orders.sort_by_key(|order| order.time_ms);
        Ok(orders)
    }

    /// Final orders, newest first.
    pub async fn past(&self, symbol: Option<&Symbol>, limit: usize) -> Result<Vec<VenueOrder>, VenueError> {
        let product = symbol.map(symbols::product);
        let filter = product.iter().map(|product| ("product_ids", product.as_str())).collect();
        let is_final = |row: &OrderRow| row.status().is_ok_and(|status| status.is_final());
        let enough = |rows: &[OrderRow]| rows.iter().filter(|row| is_final(row)).count() >= limit;
        let mut rows = self.list(&filter, enough).await?;
        rows.retain(is_final);
        rows.truncate(limit);
        let mut orders = self.with_fills(rows).await?;
        orders.sort_by_key(|order| std::cmp::Reverse(order.time_ms));
        Ok(orders)
    }

    async fn with_fills(&self, rows: Vec<OrderRow>) -> Result<Vec<VenueOrder>, VenueError> {
        let filled = rows.iter().filter(|row| row.filled_size.above_zero().is_some());
        let filled: Vec<String> = filled.map(|row| row.order_id.0.clone()).collect();
        let mut fills: BTreeMap<String, Vec<Fill>> = BTreeMap::new();
        for row in self.fills_of(&filled).await? {
            let client_id = rows.iter().find(|order| order.order_id == row.order_id);
            let client_id = client_id.map_or("", |order| &order.client_order_id);
            fills.entry(row.order_id.0.clone()).or_default().push(row.fill(client_id)?);
        }
        let mut orders = Vec::with_capacity(rows.len());
        for row in &rows {
            orders.extend(row.orders(fills.remove(&*row.order_id).unwrap_or_default())?);
        }
        Ok(orders)
    }

    async fn fill_page(
        &self,
        filter: &Pairs<'_>,
        cursor: &str,
    ) -> Result<(Vec<FillRow>, String), VenueError> {
        let mut pairs = filter.clone();
        pairs.push(("limit", PAGE));
        if !cursor.is_empty() {
            pairs.push(("cursor", cursor));
        }
        let page: Fills =
            self.get("fills", &query::target(&format!("{ORDERS}/historical/fills"), &pairs)).await?;
        let more = !page.fills.is_empty() && *page.cursor != *cursor;
        Ok((page.fills.0, if more { page.cursor.0 } else { String::new() }))
    }

    async fn fill_list(&self, filter: &Pairs<'_>) -> Result<Vec<FillRow>, VenueError> {
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let (page, next) = self.fill_page(filter, &cursor).await?;
            rows.extend(page);
            if next.is_empty() {
                return Ok(once_each(rows));
            }
            cursor = next;
        }
    }

    /// The fills of these orders.
    pub async fn fills_of(&self, venue_ids: &[String]) -> Result<Vec<FillRow>, VenueError> {
        let mut rows = Vec::new();
        for ids in venue_ids.chunks(IDS_PER_REQUEST) {
            let filter = ids.iter().map(|id| ("order_ids", id.as_str())).collect();
            rows.extend(self.fill_list(&filter).await?);
        }
        // a server may not know the filter
        rows.retain(|row| venue_ids.contains(&row.order_id.0));
        Ok(rows)
    }

    /// Our fills since then, oldest first.
    pub async fn fills_since(&self, symbol: Option<&Symbol>, since_ms: i64) -> Result<Vec<Fill>, VenueError> {
        let rows = self.rows_of(symbol, since_ms).await?;
        let mut fills = Vec::with_capacity(rows.len());
        for row in &rows {
            fills.push(self.named(row)?);
        }
        fills.retain(|fill| fill.time_ms >= since_ms && symbol.is_none_or(|s| *s == fill.instrument.symbol));
        fills.sort_by_key(|fill| fill.time_ms);
        Ok(fills)
    }

    /// A fill under our id; under none where the order is not ours.
    pub fn named(&self, row: &FillRow) -> Result<Fill, VenueError> {
        let fill = row.fill("")?;
        let client_id = self.ids.filled_id(&row.order_id, fill.price).unwrap_or_default();
        Ok(Fill { client_id, ..fill })
    }

    pub async fn rows_since(&self, since_ms: i64) -> Result<Vec<FillRow>, VenueError> {
        self.rows_of(None, since_ms).await
    }

    async fn rows_of(&self, symbol: Option<&Symbol>, since_ms: i64) -> Result<Vec<FillRow>, VenueError> {
        let product = symbol.map(symbols::product);
        let since = instant_text(since_ms.max(0));
        let mut filter = vec![("start_sequence_timestamp", &*since)];
        filter.extend(product.iter().map(|product| ("product_ids", product.as_str())));
        let rows = self.fill_list(&filter).await?;
        self.know_orders(&rows).await?;
        Ok(rows)
    }

    /// Asks for the orders of fills whose client ids are not known yet.
    pub async fn know_orders(&self, rows: &[FillRow]) -> Result<(), VenueError> {
        let unknown: BTreeSet<&str> = rows.iter().map(|row| &*row.order_id).collect();
        let unknown: Vec<&str> =
            unknown.into_iter().filter(|venue_id| self.ids.client_id(venue_id).is_none()).collect();
        for ids in unknown.chunks(IDS_PER_REQUEST) {
            self.list(&ids.iter().map(|id| ("order_ids", *id)).collect(), |_| false).await?;
        }
        Ok(())
    }
}

/// Pages overlap where something was filled between them.
fn once_each(mut rows: Vec<FillRow>) -> Vec<FillRow> {
    let mut seen = BTreeSet::new();
    rows.retain(|row| seen.insert(row.key()));
    rows
}
