//! Files and folders in, reports out.
