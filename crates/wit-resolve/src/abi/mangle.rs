//! Core names.
