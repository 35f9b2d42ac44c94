//! A day.
