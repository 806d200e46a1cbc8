//! Running the built binary on a data directory of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// One data directory, deleted at the end.
pub struct Csign {
    dir: tempfile::TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Csign {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// Beside the data directory, for files to read and write.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("desk/countersign.db")
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name).display().to_string()
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, &[])
    }

    /// With these variables, and no others of ours.
    pub fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_csign"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COUNTERSIGN_")) {
            command.env_remove(name);
        }
        command.env("COUNTERSIGN_DATA_DIR", self.path("desk")).env("COUNTERSIGN_NO_KEYRING", "1");
        command.args(args).envs(variables.iter().copied()).stdin(Stdio::null());
        Ran::from(command.output().unwrap())
    }

    /// The document of a run that must succeed.
    pub fn json(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        self.run(&args).document()
    }

    /// The error of a run that must fail with this code.
    pub fn error(&self, exit: i32, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        self.run(&args).error(exit)
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            exit: output.status.code().expect("the process ended by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// Standard output as one document.
    pub fn document(&self) -> Value {
        assert_eq!(self.exit, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }

    /// Standard error's last line as the contract's error.
    pub fn error(&self, exit: i32) -> Value {
        assert_eq!((self.exit, self.out.as_str()), (exit, ""), "{}", self.err);
        let last = self.err.lines().last().expect("an error is told");
        let document: Value = serde_json::from_str(last).unwrap_or_else(|e| panic!("{e}: {last}"));
        let error = document["error"].clone();
        assert!(error["code"].is_string() && error["message"].is_string() && error["details"].is_object());
        error
    }
}

/// A file of the reference material; `None`, with a note, where it is not at hand.
pub fn shared(file: &str) -> Option<String> {
    let path = format!("{}/../../../../../shared/{file}", env!("CARGO_MANIFEST_DIR"));
    if Path::new(&path).exists() {
        return Some(path);
    }
    println!("skipped: {file} is not at hand");
    None
}

/// 200 hourly candles from 2017-07-14T02:00Z on, a wave with a little noise.
pub fn hourly_csv() -> String {
    let mut out = String::from("timestamp_ms,open,high,low,close,volume\n");
    for i in 0..200_i64 {
        let price = 100.0 + (i as f64 / 7.0).sin() * 5.0 + (i * 7919 % 13) as f64 / 8.0;
        let time_ms = 1_499_997_600_000 + i * 3_600_000;
        out += &format!("{time_ms},{price},{},{},{},{}\n", price + 1.0, price - 1.0, price + 0.5, i % 9);
    }
    out
}
