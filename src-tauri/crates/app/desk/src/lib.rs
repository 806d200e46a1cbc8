//! What a user can do: one Desk, one method for each action.
