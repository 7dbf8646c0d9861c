//! Turns prose into figures; pure: no clock, files, database.
