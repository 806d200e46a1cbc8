//! Fifty books at a hundred messages a second each, from a server in a process of its own: what our process takes of a
//! core, and whether its memory stays.
//!
//!     cargo bench -p venues --bench many_instruments [-- --seconds 60]
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::panic)]

#[path = "many_instruments/server.rs"]
mod server;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use domain::Symbol;
use venues::bitfinex::Bitfinex;
use venues::{Channel, Endpoints, MarketData, MarketEvent, VenueSettings};

const INSTRUMENTS: usize = 50;
/// Until connections are up and caches are warm.
const WARM: Duration = Duration::from_secs(10);

/// Seconds of one core taken so far, by us and the kernel on our behalf.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: f64 = [11, 12].into_iter().map(|i: usize| fields[i].parse::<f64>().unwrap()).sum();
    ticks / 100.0
}

/// Resident memory, kilobytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn seconds() -> u64 {
    let mut args = std::env::args().skip_while(|arg| arg != "--seconds").skip(1);
    args.next().map_or(60, |text| text.parse().unwrap())
}

async fn listen(port: u16, length: Duration) {
    let (rest, ws) = (format!("http://127.0.0.1:{port}"), format!("ws://127.0.0.1:{port}"));
    let endpoints = Endpoints { rest_private: rest.clone(), rest, ws_private: ws.clone(), ws };
    let venue = Bitfinex::new(VenueSettings::public(endpoints)).unwrap();
    let book = |i| Channel::Book { symbol: format!("C{i:02}/USD").parse::<Symbol>().unwrap(), depth: 25 };
    let channels: Vec<Channel> = (0..INSTRUMENTS).map(book).collect();
    let mut feed = venue.watch(&channels, true).unwrap();
    let began = Instant::now();
    let mut from = None;
    let mut books = 0_u64;
    while began.elapsed() < WARM + length {
        match feed.events.recv().await {
            Some(MarketEvent::Book { .. }) => books += 1,
            Some(_) => {}
            None => panic!("the server is gone: {:?}", feed.health.report()),
        }
        if from.is_none() && began.elapsed() >= WARM {
            from = Some((Instant::now(), processor_seconds(), resident(), books));
        }
    }
    let (since, used, memory, before) = from.unwrap();
    let (wall, used) = (since.elapsed().as_secs_f64(), processor_seconds() - used);
    let report = feed.health.report();
    println!(
        "{INSTRUMENTS} books, {:.0} messages a second over {wall:.0} s: {:.1} % of one core, {:.1} us a message; resident {} kB, {} kB at the end; {report:?}",
        (books - before) as f64 / wall,
        used / wall * 100.0,
        used / (books - before) as f64 * 1e6,
        memory,
        resident(),
    );
}

fn main() {
    if std::env::args().any(|arg| arg == "serve") {
        return server::serve();
    }
    let mut child = Command::new(std::env::current_exe().unwrap())
        .arg("serve")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(listen(line.trim().parse().unwrap(), Duration::from_secs(seconds())));
    child.kill().unwrap();
    child.wait().unwrap();
}
