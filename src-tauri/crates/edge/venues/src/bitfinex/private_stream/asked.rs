//! Inputs that left and wait for their notification.

use crate::bitfinex::inputs::{About, Heard, Input};
use crate::bitfinex::orders::Notification;
use crate::session::Steps;

struct Waiting {
    input: Input,
    until_ms: i64,
}

#[derive(Default)]
pub struct Asked(Vec<Waiting>);

impl Asked {
    /// Sends an input, unless whoever asked gave up.
    pub fn send(&mut self, input: Input, until_ms: i64, steps: &mut Steps) {
        if input.reply.is_closed() {
            return;
        }
        steps.send(format!(r#"[0,"{}",null,{}]"#, input.about.word(), input.body));
        self.0.push(Waiting { input, until_ms });
    }

    /// Hands a notification to the input it speaks of. One that names no order is that of the only input of its kind.
    pub fn told(&mut self, payload: &str, told: &Notification<'_>) {
        let numbers = told.numbers();
        let named = |about: About| match about {
            About::New(cid) => numbers.iter().any(|(_, told)| *told == Some(cid)),
            About::Change(id) | About::Cancel(id) => numbers.iter().any(|(told, _)| *told == Some(id)),
        };
        let is_kind = |about: About| told.kind.strip_suffix("-req") == Some(about.word());
        let nameless = numbers.iter().all(|(id, cid)| id.is_none() && cid.is_none());
        let of_kind = self.0.iter().filter(|one| is_kind(one.input.about)).count();
        let meant =
            |one: &Waiting| is_kind(one.input.about) && (named(one.input.about) || nameless && of_kind == 1);
        if let Some(place) = self.0.iter().position(meant) {
            answer(self.0.swap_remove(place), Heard::Told(payload.to_owned()));
        }
    }

    pub fn give_up(&mut self, now_ms: i64) {
        let (late, waiting) = std::mem::take(&mut self.0).into_iter().partition(|one| one.until_ms <= now_ms);
        self.0 = waiting;
        let late: Vec<Waiting> = late;
        late.into_iter().for_each(|one| answer(one, Heard::Lost));
    }

    /// The connection ended.
    pub fn lost(&mut self) {
        std::mem::take(&mut self.0).into_iter().for_each(|one| answer(one, Heard::Lost));
    }
}

fn answer(one: Waiting, heard: Heard) {
    // Err: whoever asked gave up
    let _ = one.input.reply.send(heard);
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;
    use crate::bitfinex::row::Row;

    fn told(asked: &mut Asked, payload: &str) {
        let row = Row::read(payload).unwrap();
        asked.told(payload, &Notification::read(&row).unwrap());
    }

    #[test]
    fn each_input_hears_its_own_notification_and_the_rest_hears_of_the_end() {
        let (mut asked, mut steps) = (Asked::default(), Steps::default());
        let mut ask = |about, until_ms| {
            let (reply, heard) = oneshot::channel();
            asked.send(Input { about, body: "{}".to_owned(), reply }, until_ms, &mut steps);
            heard
        };
        let mut new = ask(About::New(7), 100);
        let mut other = ask(About::New(8), 100);
        let mut cancel = ask(About::Cancel(55), 100);
        let mut late = ask(About::Change(56), 10);
        let placed = r#"[1,"on-req",null,null,[900,null,8,"tBTCUSD"],null,"SUCCESS","ok"]"#;
        told(&mut asked, placed);
        assert_eq!(other.try_recv(), Ok(Heard::Told(placed.to_owned())));
        assert!(new.try_recv().is_err());
        // two kinds wait; only one of this one, and the refusal names nothing
        let refused = r#"[1,"oc-req",null,null,null,10001,"ERROR","Order not found."]"#;
        told(&mut asked, refused);
        assert_eq!(cancel.try_recv(), Ok(Heard::Told(refused.to_owned())));
        asked.give_up(10);
        assert_eq!(late.try_recv(), Ok(Heard::Lost));
        asked.lost();
        assert_eq!(new.try_recv(), Ok(Heard::Lost));
    }

    #[test]
    fn what_nobody_waits_for_is_not_sent() {
        let (mut asked, mut steps) = (Asked::default(), Steps::default());
        let (reply, heard) = oneshot::channel();
        drop(heard);
        asked.send(Input { about: About::New(7), body: "{}".to_owned(), reply }, 100, &mut steps);
        assert_eq!(steps.drain().count(), 0);
    }
}
