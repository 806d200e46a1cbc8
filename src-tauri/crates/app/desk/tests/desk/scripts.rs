//! Scripts through the desk: saved in versions, checked, used wherever a strategy's name is, stopped where they fail.

use desk::api::recommendation::{AnalyseRequest, Period};
use desk::api::script::{SaveScript, ScriptRef};
use desk::{Desk, DeskError, Session};
use domain::{Decision, Role};

use crate::attempts::{forward, many, question, trial};
use crate::stage::*;

/// The built-in rule, and a script that is the same rule.
const RSI: &str = include_str!("../../../../core/scripts/examples/rsi_cross.luau");
/// Fine until it is run: never ends, on line 4. Long texts use steps up fast, and so keep the test short.
const ENDLESS: &str = "return {\n\tname = \"endless\", params = { length = { default = 1, min = 1, max = 30 } },\n\
                       \tcompute = function(candles, p, ta)\n\t\twhile true do local _ = string.rep(\"x\", 1000000) end\n\tend,\n}\n";
const ALWAYS_BUYS: &str = "return { name = \"always\", compute = function(candles)\n\
                           \treturn signal.when(candles.close:above(0), candles.close:below(0), { confidence = 0.7, figures = { last = candles.close } })\nend }\n";
/// `ta.rsy` on line 2.
const MISSPELT: &str = "return { name = \"m\", compute = function(candles, p, ta)\n\tlocal r = ta.rsy(candles.close)\n\
                        \treturn signal.when(r:above(1), r:below(1))\nend }\n";

async fn save(desk: &Desk, session: &Session, name: &str, source: &str) -> String {
    let (name, source, note) = (name.to_owned(), source.to_owned(), String::new());
    desk.save_script(session, SaveScript { name, source, note, new: false }).await.unwrap().strategy
}

fn line<T>(result: Result<T, DeskError>) -> (String, String) {
    let error = result.err().unwrap();
    (error.code, error.details.get("line").cloned().unwrap_or_default())
}

#[tokio::test]
async fn every_save_is_a_version_that_can_be_read_and_restored() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    assert_eq!(save(desk, &anna, "mine", RSI).await, "script:mine@1");
    stage.clock.advance(1000);
    assert_eq!(save(desk, &anna, "mine", MISSPELT).await, "script:mine@2");
    assert_eq!(
        save(desk, &anna, "mine", MISSPELT).await,
        "script:mine@2",
        "the same text is the same version"
    );
    let broken = &desk.scripts(&anna).await.unwrap()[0];
    assert_eq!((broken.version, broken.label.as_deref()), (2, Some("m")));
    let problem = broken.problem.as_ref().unwrap();
    assert_eq!((problem.code.as_str(), problem.line), ("script.indicator", Some(2)));
    let restored = desk.restore_script(&anna, "mine".to_owned(), 1).await.unwrap();
    assert_eq!((restored.strategy.as_str(), restored.source.as_str()), ("script:mine@3", RSI));
    let versions = desk.script_versions(&anna, "mine".to_owned()).await.unwrap();
    let told: Vec<_> = versions.iter().map(|v| (v.version, v.restored_from, v.saved_by.as_str())).collect();
    assert_eq!(told, [(3, Some(1), "anna"), (2, None, "anna"), (1, None, "anna")]);
    assert_eq!(
        (versions[0].sha256.as_str(), versions[1].saved_ms - versions[2].saved_ms),
        (versions[2].sha256.as_str(), 1000)
    );
    let stage = stage.reopen().await;
    let anna = stage.login("anna").await;
    let old = stage.desk.script(&anna, "mine".to_owned(), Some(2)).await.unwrap();
    assert_eq!((old.source.as_str(), old.saved.lines), (MISSPELT, 4));
    assert_eq!(code(stage.desk.script(&anna, "mine".to_owned(), Some(9)).await), "unknown_script");
    assert_eq!(code(stage.desk.script_versions(&anna, "other".to_owned()).await), "unknown_script");
    assert_eq!(code(stage.desk.restore_script(&anna, "other".to_owned(), 1).await), "unknown_script");
}

#[tokio::test]
async fn a_script_is_a_strategy_wherever_one_is_named() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    save(desk, &anna, "mine", RSI).await;
    let schemas = desk.strategies(&anna).await.unwrap();
    let schema = schemas.iter().find(|s| s.name == "script:mine@1").unwrap();
    assert_eq!(schema.label, "RSI cross in Luau");
    assert!(schema.params.iter().any(|p| p.name == "oversold" && p.default == 30.0));

    let of =
        |strategy: &str| desk::api::backtest::BacktestRequest { strategy: strategy.to_owned(), ..trial() };
    let theirs = desk.backtest(&anna, trial()).await.unwrap();
    stage.clock.advance(1);
    let ours = desk.backtest(&anna, of("script:mine")).await.unwrap();
    assert_eq!((&ours.figures, &ours.trades), (&theirs.figures, &theirs.trades));
    assert_eq!(ours.request.strategy, "script:mine@1", "a run is kept with its version");
    let mut sweep = many();
    sweep.base = of("script:mine");
    let swept = desk.sweep(&anna, sweep, Box::new(|_| ())).await.unwrap();
    assert_eq!((swept.done, swept.request.base.strategy.as_str()), (3, "script:mine@1"));
    let mut walk = forward();
    walk.base = of("script:mine@1");
    let walked = desk.walk_forward(&anna, walk).await.unwrap();
    assert_eq!(walked.trades, desk.walk_forward(&anna, forward()).await.unwrap().trades);

    // what is saved later changes no run of before, over a restart neither
    save(desk, &anna, "mine", ALWAYS_BUYS).await;
    let curves = desk.backtest_curves(&anna, ours.id.clone()).await.unwrap();
    let stage = stage.reopen().await;
    let anna = stage.login("anna").await;
    let again = stage.desk.backtest_curves(&anna, ours.id.clone()).await.unwrap();
    assert_eq!(format!("{again:?}"), format!("{curves:?}"));
    assert_eq!(code(stage.desk.backtest(&anna, of("script:mine@7")).await), "unknown_script");
    assert_eq!(code(stage.desk.backtest(&anna, of("script:absent")).await), "unknown_script");
}

#[tokio::test]
async fn a_scripts_proposal_waits_for_a_signature_and_names_its_text() {
    let (stage, anna) = Stage::with_admin().await;
    save(&stage.desk, &anna, "mine", RSI).await;
    save(&stage.desk, &anna, "mine", ALWAYS_BUYS).await;
    let request = AnalyseRequest { period: Period::LastCandles { count: 50 }, ..question("script:mine") };
    let asked = stage.desk.analyse(&anna, request).await.unwrap();
    assert_eq!((asked.decision, asked.strategy.as_str()), (Decision::Buy, "script:mine@2"));
    assert_eq!((asked.confidence, asked.reason.code.as_str()), (0.7, "script.buy"));
    let sha256 = stage.desk.script(&anna, "mine".to_owned(), None).await.unwrap().saved.sha256;
    let script = Some(ScriptRef { name: "mine".to_owned(), version: 2, sha256: sha256.clone() });
    assert_eq!(asked.script, script);
    let id = asked.approval.unwrap_or_else(|| panic!("refused by {:?}", asked.refused_by));
    let waiting = approval(&stage.desk, &anna, &id).await;
    assert_eq!((waiting.strategy.as_str(), waiting.script), ("script:mine@2", script));
    // the chain has it as text, so that it stands without this database
    let steps = stage.desk.timeline(&anna, id).await.unwrap();
    let told = format!("{steps:?}");
    assert!(told.contains(&format!("Script mine, version 2, SHA-256 {sha256}.")), "{told}");
    stage.verified().await;
}

#[tokio::test]
async fn a_script_that_never_ends_fails_with_its_line_and_the_rest_goes_on() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    save(desk, &anna, "endless", ENDLESS).await;
    let base = || desk::api::backtest::BacktestRequest { strategy: "script:endless".to_owned(), ..trial() };
    let stopped = ("script.out_of_steps".to_owned(), "4".to_owned());
    // beside it, everything else answers
    let (failed, fine) = tokio::join!(desk.backtest(&anna, base()), desk.backtest(&anna, trial()));
    let error = failed.clone().err().unwrap();
    assert_eq!((line(failed), fine.unwrap().request.strategy.as_str()), (stopped.clone(), "rsi_cross"));
    assert!(error.message.starts_with("endless.luau:4: "), "{error}");
    let sweep = desk::api::sweep::SweepRequest { base: base(), ..many() };
    assert_eq!(line(desk.sweep(&anna, sweep, Box::new(|_| ())).await), stopped);
    let walk = desk::api::sweep::WalkForwardRequest { base: base(), ..forward() };
    assert_eq!(line(desk.walk_forward(&anna, walk).await), stopped);
    assert_eq!(line(desk.analyse(&anna, question("script:endless")).await), stopped);
    let kept: Vec<_> = desk.backtests(&anna).await.unwrap().into_iter().map(|b| b.request.strategy).collect();
    assert_eq!(kept, ["rsi_cross"]);
    assert!(desk.sweeps(&anna).await.unwrap().is_empty() && desk.approvals(&anna).await.unwrap().is_empty());
    let listed = &desk.scripts(&anna).await.unwrap()[0];
    assert_eq!(
        listed.problem.as_ref().map(|p| (p.code.as_str(), p.line)),
        Some(("script.out_of_steps", Some(4)))
    );
}

#[tokio::test]
async fn a_check_answers_with_what_is_wrong_and_keeps_nothing() {
    let (stage, anna) = Stage::with_admin().await;
    let vera = stage.join(&anna, "vera", Role::Viewer).await;
    let check = async |source: &str| {
        stage.desk.check_script(&vera, "mine".to_owned(), source.to_owned()).await.unwrap()
    };
    let good = check(RSI).await;
    assert_eq!((good.schema.unwrap().name.as_str(), good.problem), ("rsi_cross_luau", None));
    let half = check("return {\n\tname = \n}\n").await;
    let problem = half.problem.unwrap();
    assert_eq!((half.schema, problem.code.as_str(), problem.line), (None, "script.syntax", Some(3)));
    assert!(!problem.message.contains("mine.luau"), "{problem:?}");
    let misspelt = check(MISSPELT).await;
    assert_eq!((misspelt.schema.is_some(), misspelt.problem.unwrap().line), (true, Some(2)));
    assert_eq!(check(ENDLESS).await.problem.unwrap().code, "script.out_of_steps");
    assert!(stage.desk.scripts(&anna).await.unwrap().is_empty());
}

#[tokio::test]
async fn bad_saves_are_refused_and_keep_nothing() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    let with = |name: &str, source: String, note: &str| SaveScript {
        name: name.to_owned(),
        source,
        note: note.to_owned(),
        new: false,
    };
    for name in ["", "Mine", "1st", "_x", "a b", "a@2", "räv", &"x".repeat(65)] {
        assert_eq!(
            code(desk.save_script(&anna, with(name, RSI.to_owned(), "")).await),
            "script_name",
            "{name}"
        );
    }
    let long = desk.save_script(&anna, with("mine", "-".repeat(300 << 10), "")).await;
    assert_eq!(code(long), "script_too_long");
    assert_eq!(
        code(desk.save_script(&anna, with("mine", RSI.to_owned(), &"n".repeat(201))).await),
        "setting"
    );
    assert!(desk.scripts(&anna).await.unwrap().is_empty());
    let new = || SaveScript { new: true, ..with("mine", RSI.to_owned(), "") };
    desk.save_script(&anna, new()).await.unwrap();
    assert_eq!(code(desk.save_script(&anna, new()).await), "script_exists");
    // nothing that reads: it is kept all the same, and offered nowhere
    save(desk, &anna, "mine", "return {").await;
    assert!(!desk.strategies(&anna).await.unwrap().iter().any(|s| s.name.starts_with(desk::SCRIPT_PREFIX)));
    assert_eq!(desk.scripts(&anna).await.unwrap()[0].problem.as_ref().unwrap().code, "script.syntax");
}

#[tokio::test]
async fn an_editor_learns_the_words_and_has_examples_to_start_from() {
    let (stage, anna) = Stage::with_admin().await;
    let reference = stage.desk.script_reference(&anna).await.unwrap();
    let word = |name: &str| reference.words.iter().find(|w| w.name == name).unwrap();
    let macd = word("macd");
    assert_eq!((macd.owner.as_str(), macd.gives.len()), ("indicator", 3));
    assert_eq!(word("atr").takes.as_deref().unwrap(), ["candles", "length"]);
    assert_eq!(word("crosses_above").gives, ["condition"]);
    assert_eq!(reference.examples.len(), 3);
    for example in reference.examples {
        let check = stage.desk.check_script(&anna, example.name.clone(), example.source).await.unwrap();
        assert_eq!((check.schema.unwrap().name, check.problem), (example.name, None));
    }
}
