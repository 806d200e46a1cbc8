//! Telling people: window, system, tray.
