//! One method for each thing a user can do.

use domain::{Candles, Decimal, InstrumentId, Timeframe};
use crate::strategies_stub::StrategySchema;

use crate::{
    DeskError, Session,
    api::{approval::*, audit::*, backtest::*, market::*, order::*, people::*, recommendation::*, risk::*, snapshot::*},
};

/// The desk. Cheap to clone; all clones are one desk.
#[derive(Clone)]
pub struct Desk {}

fn soon<T>() -> Result<T, DeskError> {
    Err(DeskError::new("not_ready", "this part of the desk is not built yet"))
}

impl Desk {
    pub async fn candles(&self, _session: &Session, _query: CandlesQuery) -> Result<Candles, DeskError> {
        soon()
    }
    pub async fn indicator(&self, _session: &Session, _query: IndicatorQuery) -> Result<Vec<Vec<f64>>, DeskError> {
        soon()
    }
    pub async fn backtest_curves(&self, _session: &Session, _backtest: String) -> Result<Vec<Vec<f64>>, DeskError> {
        soon()
    }
    pub async fn import_candles(&self, _session: &Session, _request: ImportRequest, _progress: Box<dyn Fn(ImportProgress) + Send + Sync>) -> Result<Imported, DeskError> {
        soon()
    }
    pub async fn watch_market(&self, _session: &Session, _instrument: InstrumentId, _timeframe: Timeframe) -> Result<tokio::sync::mpsc::Receiver<MarketFrame>, DeskError> {
        soon()
    }

    /// What a window needs before anybody has signed in.
    pub async fn door(&self, _session: Option<&Session>) -> Result<Door, DeskError> {
        soon()
    }

    /// The first start: creates the admin and signs in.
    pub async fn create_admin(&self, _person: NewUser, _preferences: Preferences) -> Result<(Session, AdminCreated), DeskError> {
        soon()
    }

    /// Signs in.
    pub async fn login(&self, _name: String, _passphrase: String) -> Result<(Session, SessionView), DeskError> {
        soon()
    }

    /// Signs out; the signing key leaves memory.
    pub async fn logout(&self, _session: &Session) -> Result<(), DeskError> {
        soon()
    }

    /// Somebody is at the desk: the idle lock starts anew.
    pub async fn touch(&self, _session: &Session) -> Result<(), DeskError> {
        soon()
    }

    /// Creates a user (admin).
    pub async fn add_user(&self, _session: &Session, _person: NewUser) -> Result<UserView, DeskError> {
        soon()
    }

    /// Disables a user (admin).
    pub async fn disable_user(&self, _session: &Session, _name: String) -> Result<(), DeskError> {
        soon()
    }

    /// Everybody, oldest first.
    pub async fn users(&self, _session: &Session) -> Result<Vec<UserView>, DeskError> {
        soon()
    }

    /// Keeps how the window looks and reads.
    pub async fn set_preferences(&self, _session: &Session, _preferences: Preferences) -> Result<Preferences, DeskError> {
        soon()
    }

    /// What can be watched and traded.
    pub async fn instruments(&self, _session: &Session) -> Result<Vec<InstrumentView>, DeskError> {
        soon()
    }

    /// The watchlist with day figures and sparklines.
    pub async fn watchlist(&self, _session: &Session) -> Result<Vec<WatchView>, DeskError> {
        soon()
    }

    /// Indicators with their parameters.
    pub async fn indicators(&self, _session: &Session) -> Result<Vec<IndicatorView>, DeskError> {
        soon()
    }

    /// Stops the import under way; nothing of it is stored.
    pub async fn cancel_import(&self, _session: &Session) -> Result<(), DeskError> {
        soon()
    }

    /// Strategies with the schema of their parameters.
    pub async fn strategies(&self, _session: &Session) -> Result<Vec<StrategySchema>, DeskError> {
        soon()
    }

    /// Asks a strategy; what can be acted on waits in the approvals inbox.
    pub async fn analyse(&self, _session: &Session, _request: AnalyseRequest) -> Result<RecommendationView, DeskError> {
        soon()
    }

    /// A practice signal on the built-in market for the first trade.
    pub async fn practice(&self, _session: &Session) -> Result<RecommendationView, DeskError> {
        soon()
    }

    /// Recommendations, newest first, with the rules that stopped each.
    pub async fn recommendations(&self, _session: &Session) -> Result<Vec<RecommendationView>, DeskError> {
        soon()
    }

    /// Runs a backtest and keeps it.
    pub async fn backtest(&self, _session: &Session, _request: BacktestRequest) -> Result<BacktestView, DeskError> {
        soon()
    }

    /// Backtests kept, newest first.
    pub async fn backtests(&self, _session: &Session) -> Result<Vec<BacktestView>, DeskError> {
        soon()
    }

    /// Writes one picture, table or report; answers with its path.
    pub async fn export_backtest(&self, _session: &Session, _request: ExportRequest) -> Result<String, DeskError> {
        soon()
    }

    /// Approvals: waiting first, then decided, newest first.
    pub async fn approvals(&self, _session: &Session) -> Result<Vec<ApprovalView>, DeskError> {
        soon()
    }

    /// Signs what was shown (admin).
    pub async fn sign_approval(&self, _session: &Session, _request: SignRequest) -> Result<ApprovalView, DeskError> {
        soon()
    }

    /// Rejects (admin).
    pub async fn reject_approvals(&self, _session: &Session, _approvals: Vec<String>, _reason: String) -> Result<(), DeskError> {
        soon()
    }

    /// Executes a signed approval once, for at most its size.
    pub async fn execute_approval(&self, _session: &Session, _approval: String, _quantity: Decimal) -> Result<OrderView, DeskError> {
        soon()
    }

    /// The life of an approval or order, from the chain.
    pub async fn timeline(&self, _session: &Session, _subject: String) -> Result<Vec<TimelineStep>, DeskError> {
        soon()
    }

    /// What a ticket would come to, and what stands against it.
    pub async fn preview_order(&self, _session: &Session, _ticket: Ticket) -> Result<TicketPreview, DeskError> {
        soon()
    }

    /// Places a manual order.
    pub async fn place_order(&self, _session: &Session, _ticket: Ticket) -> Result<OrderView, DeskError> {
        soon()
    }

    /// Cancels a working order.
    pub async fn cancel_order(&self, _session: &Session, _client_id: String) -> Result<(), DeskError> {
        soon()
    }

    /// Cancels all working orders; answers how many were asked for.
    pub async fn cancel_all_orders(&self, _session: &Session) -> Result<u32, DeskError> {
        soon()
    }

    /// Closes a position at market, reduce-only.
    pub async fn close_position(&self, _session: &Session, _instrument: InstrumentId) -> Result<OrderView, DeskError> {
        soon()
    }

    /// Positions, orders, fills and balances.
    pub async fn holdings(&self, _session: &Session) -> Result<Holdings, DeskError> {
        soon()
    }

    /// The frame: mode, equity, limits, venues, chain head.
    pub async fn snapshot(&self, _session: &Session) -> Result<DeskSnapshot, DeskError> {
        soon()
    }

    /// Limits and how much of each is used.
    pub async fn risk(&self, _session: &Session) -> Result<RiskView, DeskError> {
        soon()
    }

    /// Entries stop, exits go on.
    pub async fn pause(&self, _session: &Session, _reason: String) -> Result<(), DeskError> {
        soon()
    }

    /// Entries may go again.
    pub async fn resume(&self, _session: &Session) -> Result<(), DeskError> {
        soon()
    }

    /// Pulls the kill switch.
    pub async fn kill(&self, _session: &Session, _level: KillLevel) -> Result<(), DeskError> {
        soon()
    }

    /// Notices, newest first.
    pub async fn notices(&self, _session: &Session) -> Result<Vec<NoticeView>, DeskError> {
        soon()
    }

    /// A page of the chain, newest first.
    pub async fn audit_page(&self, _session: &Session, _query: AuditQuery) -> Result<AuditPage, DeskError> {
        soon()
    }

    /// Verifies the whole chain as it lies in the store.
    pub async fn audit_verify(&self, _session: &Session) -> Result<VerifyView, DeskError> {
        soon()
    }

    /// Writes the chain to a file; answers with its path.
    pub async fn audit_export(&self, _session: &Session, _path: Option<String>) -> Result<String, DeskError> {
        soon()
    }
}
