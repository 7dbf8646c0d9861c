//! One file per command: arguments in, stages joined, words out.
