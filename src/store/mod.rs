//! Keeps figures in SQLite; the only module that speaks SQL.
