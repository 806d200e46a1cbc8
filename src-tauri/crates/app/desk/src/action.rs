//! Who may do what: the one table that every method of the desk asks.

use domain::Role;

/// A thing a user can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    Look,
    SetPreferences,
    ImportCandles,
    Analyse,
    Backtest,
    WriteScript,
    Export,
    PlaceOrder,
    ExecuteApproval,
    Cancel,
    ClosePosition,
    Pause,
    Kill,
    Sign,
    Reject,
    ManageUsers,
    /// Connect and disconnect venues at their own addresses, choose what is followed, fetch candles.
    Connect,
    /// Venues at other addresses; keys of exchange accounts.
    ManageKeys,
}

impl Action {
    pub const ALL: [Self; 18] = [
        Self::Look,
        Self::SetPreferences,
        Self::ImportCandles,
        Self::Analyse,
        Self::Backtest,
        Self::WriteScript,
        Self::Export,
        Self::PlaceOrder,
        Self::ExecuteApproval,
        Self::Cancel,
        Self::ClosePosition,
        Self::Pause,
        Self::Kill,
        Self::Sign,
        Self::Reject,
        Self::ManageUsers,
        Self::Connect,
        Self::ManageKeys,
    ];

    /// The least role that may.
    pub const fn needs(self) -> Role {
        match self {
            Self::Look | Self::SetPreferences | Self::Backtest | Self::Export => Role::Viewer,
            Self::ImportCandles
            | Self::Analyse
            | Self::WriteScript
            | Self::PlaceOrder
            | Self::ExecuteApproval
            | Self::Cancel
            | Self::ClosePosition
            | Self::Pause
            | Self::Kill
            | Self::Connect => Role::Trader,
            Self::Sign | Self::Reject | Self::ManageUsers | Self::ManageKeys => Role::Admin,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::SetPreferences => "set_preferences",
            Self::ImportCandles => "import_candles",
            Self::Analyse => "analyse",
            Self::Backtest => "backtest",
            Self::WriteScript => "write_script",
            Self::Export => "export",
            Self::PlaceOrder => "place_order",
            Self::ExecuteApproval => "execute_approval",
            Self::Cancel => "cancel",
            Self::ClosePosition => "close_position",
            Self::Pause => "pause",
            Self::Kill => "kill",
            Self::Sign => "sign",
            Self::Reject => "reject",
            Self::ManageUsers => "manage_users",
            Self::Connect => "connect",
            Self::ManageKeys => "manage_keys",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_admin_signs_and_a_viewer_moves_no_money() {
        for action in [Action::Sign, Action::Reject, Action::ManageUsers] {
            assert_eq!(action.needs(), Role::Admin, "{}", action.as_str());
        }
        for action in [Action::PlaceOrder, Action::ExecuteApproval, Action::Kill, Action::Cancel] {
            assert_eq!(action.needs(), Role::Trader, "{}", action.as_str());
        }
    }
}
