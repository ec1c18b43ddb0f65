//! Nodes: any object again by its id.

mod refetch;
