//! Everything that crosses between page and Rust, in one list: the TypeScript types are generated from it.

use tauri::{Wry, ipc::Invoke};
use tauri_specta::{Builder, Event, collect_commands, collect_events};

use crate::commands;

/// Parts of the picture changed: the page asks for those again.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, specta::Type, Event)]
pub struct DeskChanged(pub Vec<desk::api::snapshot::Section>);

/// Something a person should know, now.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, specta::Type, Event)]
pub struct Notice(pub desk::api::snapshot::NoticeView);

/// Files were dropped on the window.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, specta::Type, Event)]
pub struct FilesDropped(pub Vec<String>);

/// The tray or another start of the app asks the page to show a place.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, specta::Type, Event)]
pub struct ShowPlace(pub String);

/// Commands and events with their types.
pub fn typed() -> Builder<Wry> {
    Builder::<Wry>::new()
        .commands(collect_commands![
            commands::people::door,
            commands::people::create_admin,
            commands::people::login,
            commands::people::logout,
            commands::people::touch,
            commands::people::add_user,
            commands::people::disable_user,
            commands::people::users,
            commands::people::set_preferences,
            commands::market::instruments,
            commands::market::watchlist,
            commands::market::indicators,
            commands::market::cancel_import,
            commands::research::strategies,
            commands::research::analyse,
            commands::research::practice,
            commands::research::recommendations,
            commands::research::backtest,
            commands::research::backtests,
            commands::research::export_backtest,
            commands::research::cancel_sweep,
            commands::research::sweeps,
            commands::research::export_sweep,
            commands::research::walk_forward,
            commands::research::cancel_walk_forward,
            commands::research::export_walk_forward,
            commands::scripts::scripts,
            commands::scripts::script,
            commands::scripts::script_versions,
            commands::scripts::save_script,
            commands::scripts::restore_script,
            commands::scripts::check_script,
            commands::scripts::script_reference,
            commands::approvals::approvals,
            commands::approvals::sign_approval,
            commands::approvals::reject_approvals,
            commands::approvals::execute_approval,
            commands::approvals::timeline,
            commands::orders::preview_order,
            commands::orders::place_order,
            commands::orders::cancel_order,
            commands::orders::cancel_all_orders,
            commands::orders::close_position,
            commands::orders::holdings,
            commands::risk::snapshot,
            commands::risk::risk,
            commands::risk::pause,
            commands::risk::resume,
            commands::risk::kill,
            commands::risk::notices,
            commands::audit::audit_page,
            commands::audit::audit_verify,
            commands::audit::audit_export,
            commands::connections::connections,
            commands::connections::connect_venue,
            commands::connections::disconnect_venue,
            commands::connections::reconnect_venue,
            commands::connections::test_connection,
            commands::connections::venue_instruments,
            commands::connections::follow,
            commands::connections::unfollow,
            commands::connections::download_candles,
            commands::connections::cancel_download,
            commands::exchange_keys::exchange_keys,
            commands::exchange_keys::add_exchange_key,
            commands::exchange_keys::rotate_exchange_key,
            commands::exchange_keys::revoke_exchange_key,
            commands::exchange_keys::revoke_all_exchange_keys,
            commands::streams::import_candles,
            commands::streams::pick_candle_file,
            commands::streams::watch_market
        ])
        .events(collect_events![DeskChanged, Notice, FilesDropped, ShowPlace])
        .dangerously_cast_bigints_to_number()
        .disable_serde_phases()
}

const BINARY: [&str; 7] =
    ["candles", "indicator", "backtest_curves", "sweep", "resume_sweep", "sweep_rows", "sweep_curve"];

/// Typed commands, and those that answer or report in bytes.
pub fn handler(typed: &Builder<Wry>) -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    let typed = typed.invoke_handler();
    let binary: Box<dyn Fn(Invoke<Wry>) -> bool + Send + Sync> = Box::new(tauri::generate_handler![
        commands::streams::candles,
        commands::streams::indicator,
        commands::streams::backtest_curves,
        commands::streams::sweep,
        commands::streams::resume_sweep,
        commands::streams::sweep_rows,
        commands::streams::sweep_curve
    ]);
    move |invoke| {
        if BINARY.contains(&invoke.message.command()) { binary(invoke) } else { typed(invoke) }
    }
}
