//! Who is signed in.

/// A signed-in user. Cheap to clone.
#[derive(Clone)]
pub struct Session {}
