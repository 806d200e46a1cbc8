//! Which subscription serves which symbols, and which of them the venue has confirmed.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Symbol, Timeframe};

use crate::Channel;
use crate::coinbase::parse::Text;
use crate::coinbase::symbols;

/// A product of a channel, and who wants to know of it.
#[derive(Debug)]
struct Route {
    channel: &'static str,
    /// As subscribed.
    product: String,
    symbol: Symbol,
    depth: usize,
    confirmed: bool,
}

/// Subscriptions of one connection. USDC products are told under the name of the USD product, until a server is seen
/// that tells them under their own.
#[derive(Debug)]
pub struct Routes {
    routes: Vec<Route>,
    own_names: BTreeSet<String>,
}

impl Routes {
    pub fn new(channels: &[Channel]) -> Self {
        let mut routes: Vec<Route> = Vec::new();
        for channel in channels {
            let (name, depth) = match channel {
                Channel::Ticker { .. } => ("ticker", 0),
                Channel::Trades { .. } => ("market_trades", 0),
                Channel::Book { depth, .. } => ("level2", *depth),
                Channel::Candles { timeframe: Timeframe::M5, .. } => ("candles", 0),
                // the venue's stream has five minutes alone
                Channel::Candles { .. } => continue,
            };
            let symbol = channel.symbol().clone();
            match routes.iter_mut().find(|route| route.channel == name && route.symbol == symbol) {
                Some(route) => route.depth = route.depth.max(depth),
                None => {
                    let product = symbols::product(&symbol);
                    routes.push(Route { channel: name, product, symbol, depth, confirmed: false });
                }
            }
        }
        Self { routes, own_names: BTreeSet::new() }
    }

    /// Products by channel.
    pub fn wanted(&self) -> BTreeMap<&'static str, Vec<String>> {
        let mut wanted: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for route in &self.routes {
            wanted.entry(route.channel).or_default().push(route.product.clone());
        }
        wanted
    }

    fn told_as<'a>(&self, route: &'a Route) -> std::borrow::Cow<'a, str> {
        if self.own_names.contains(&route.product) {
            (&*route.product).into()
        } else {
            symbols::told_as(&route.product).into()
        }
    }

    fn matching<'a>(&'a self, channel: &'a str, told: &'a str) -> impl Iterator<Item = &'a Route> {
        self.routes
            .iter()
            .filter(move |route| route.channel == channel && self.told_as(route).as_ref() == told)
    }

    pub fn symbols(&self, channel: &str, told: &str) -> Vec<Symbol> {
        self.matching(channel, told).map(|route| route.symbol.clone()).collect()
    }

    /// Who reads the book of this product, and how deep.
    pub fn books(&self, told: &str) -> Vec<(Symbol, usize)> {
        self.matching("level2", told).map(|route| (route.symbol.clone(), route.depth)).collect()
    }

    /// The names under which books are told.
    pub fn book_products(&self) -> impl Iterator<Item = &str> {
        self.routes.iter().filter(|route| route.channel == "level2").map(|route| {
            match symbols::told_as(&route.product) == route.product || self.own_names.contains(&route.product)
            {
                true => route.product.as_str(),
                // the USD product's name is the beginning of the USDC product's
                false => &route.product[..route.product.len() - 1],
            }
        })
    }

    /// Data of a product came: it is subscribed, whatever was confirmed.
    pub fn heard(&mut self, channel: &str, told: &str) {
        if symbols::told_as(told) != told && !self.own_names.contains(told) {
            self.own_names.insert(told.to_owned());
        }
        self.confirm_one(channel, told);
    }

    fn confirm_one(&mut self, channel: &str, told: &str) {
        for route in self.routes.iter_mut().filter(|route| route.channel == channel && !route.confirmed) {
            route.confirmed = route.product == told || symbols::told_as(&route.product) == told;
        }
    }

    /// What the venue says is subscribed now.
    pub fn confirm(&mut self, subscriptions: &BTreeMap<String, Option<Vec<Text>>>) {
        for (channel, products) in subscriptions {
            for product in products.iter().flatten() {
                self.confirm_one(channel, product);
            }
        }
    }

    pub fn all_confirmed(&self) -> bool {
        self.routes.iter().all(|route| route.confirmed)
    }

    pub fn forget_confirmations(&mut self) {
        self.routes.iter_mut().for_each(|route| route.confirmed = false);
    }
}
