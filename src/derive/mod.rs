//! What we conclude from what reports said: figures in, series out; pure.
