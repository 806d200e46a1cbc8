//! Whether a fault happens now.

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use super::plan::{FaultKind, FaultPlan, FaultRule};

/// Where a fault could happen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Point<'a> {
    pub over: Over,
    pub private: bool,
    /// Of a request.
    pub path: &'a str,
    /// Of a message.
    pub channel: &'a str,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Over {
    #[default]
    Any,
    Rest,
    Socket,
}

impl<'a> Point<'a> {
    /// Nowhere in particular.
    pub fn any() -> Self {
        Self::default()
    }

    pub fn rest(path: &'a str, private: bool) -> Self {
        Self { over: Over::Rest, private, path, channel: "" }
    }

    /// A message of a public channel.
    pub fn channel(channel: &'a str) -> Self {
        Self { over: Over::Socket, private: false, path: "", channel }
    }

    /// Something of an account's.
    pub fn private(channel: &'a str) -> Self {
        Self { over: Over::Any, private: true, path: "", channel }
    }

    /// Does the rule's `at` name this point?
    fn is_at(&self, at: &str) -> bool {
        match at {
            "rest" => self.over != Over::Socket,
            "ws" => self.over != Over::Rest,
            "private" => self.private,
            "public" => !self.private,
            path if path.starts_with('/') => self.path.starts_with(path),
            channel => self.channel == channel,
        }
    }
}

/// A fault that happens, with what its rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub ms: i64,
    pub status: Option<u16>,
}

#[derive(Debug)]
struct Counted {
    rule: FaultRule,
    occasions: u64,
    hits: u64,
}

/// A plan at work.
#[derive(Debug)]
pub struct Faults {
    rules: Vec<Counted>,
    rng: StdRng,
}

impl Faults {
    pub fn new(plan: FaultPlan, seed: u64) -> Self {
        let rng = StdRng::seed_from_u64(plan.seed.unwrap_or(seed));
        let rules = plan.faults.into_iter().map(|rule| Counted { rule, occasions: 0, hits: 0 }).collect();
        Self { rules, rng }
    }

    /// Asks the rules of that kind in order; the first that says yes counts.
    pub fn roll(&mut self, kind: FaultKind, point: Point<'_>) -> Option<Hit> {
        let rng = &mut self.rng;
        let meant = |rule: &FaultRule| rule.kind == kind && rule.at.as_ref().is_none_or(|at| point.is_at(at));
        let mut of_kind = self.rules.iter_mut().filter(|one| meant(&one.rule));
        let hit = of_kind.find_map(|one| one.happens(rng).then_some(one))?;
        hit.hits += 1;
        Some(Hit { ms: hit.rule.ms.unwrap_or_else(|| usual_ms(kind)), status: hit.rule.status })
    }

    /// The rules with how often each had the occasion and how often it happened.
    pub fn counts(&self) -> impl Iterator<Item = (&FaultRule, u64, u64)> {
        self.rules.iter().map(|one| (&one.rule, one.occasions, one.hits))
    }
}

fn usual_ms(kind: FaultKind) -> i64 {
    match kind {
        FaultKind::ClockSkew | FaultKind::Http418 => 60_000,
        FaultKind::Http429 => 1_000,
        _ => 250,
    }
}

impl Counted {
    fn happens(&mut self, rng: &mut StdRng) -> bool {
        self.occasions += 1;
        let rule = &self.rule;
        // drawn before anything is decided: the same number of draws whatever the counts say
        let drawn = rule.probability.is_none_or(|probability| rng.random_bool(probability));
        drawn
            && rule.count.is_none_or(|most| self.hits < most)
            && rule.every.is_none_or(|n| self.occasions.is_multiple_of(n))
            && rule.nth.is_none_or(|n| self.occasions == n)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn hits(rule: &str, point: Point<'_>, times: usize) -> Vec<usize> {
        let plan = FaultPlan::parse(&format!(r#"{{"seed":3,"faults":[{rule}]}}"#)).unwrap();
        let mut faults = Faults::new(plan, 1);
        (1..=times).filter(|_| faults.roll(FaultKind::Drop, point).is_some()).collect()
    }

    #[test]
    fn occasions_are_counted_from_one() {
        let anywhere = Point::any();
        assert_eq!(hits(r#"{"kind":"drop","every":3}"#, anywhere, 10), [3, 6, 9]);
        assert_eq!(hits(r#"{"kind":"drop","nth":4}"#, anywhere, 10), [4]);
        assert_eq!(hits(r#"{"kind":"drop","count":2}"#, anywhere, 10), [1, 2]);
        assert!(hits(r#"{"kind":"delay"}"#, anywhere, 10).is_empty());
    }

    #[test]
    fn chance_is_about_right_and_the_same_for_the_same_seed() {
        let rule = r#"{"kind":"drop","probability":0.1}"#;
        let drawn = hits(rule, Point::any(), 2_000);
        assert!((150..250).contains(&drawn.len()), "{}", drawn.len());
        assert_eq!(drawn, hits(rule, Point::any(), 2_000));
    }

    #[test]
    fn a_place_is_a_kind_of_wire_a_side_a_path_or_a_channel() {
        let at =
            |place: &str, point| hits(&format!(r#"{{"kind":"drop","at":"{place}"}}"#), point, 1).len() == 1;
        let order = Point::rest("/0/private/AddOrder", true);
        let book = Point::channel("book");
        for (place, of_order, of_book) in [
            ("rest", true, false),
            ("ws", false, true),
            ("private", true, false),
            ("public", false, true),
            ("/0/private", true, false),
            ("/0/public", false, false),
            ("book", false, true),
            ("trades", false, false),
        ] {
            assert_eq!((at(place, order), at(place, book)), (of_order, of_book), "{place}");
        }
    }
}
