//! Runs one operation: the only module that calls the executor.
