//! Draws trend charts: a specification in, SVG text or PNG bytes out.
