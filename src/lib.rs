//! hotfix-lint: reads hotfix proposals while they are written.
//!
//! Data flows one way, and no layer looks back:
//!
//! ```text
//! text → Source → Proposal → Assessment { verdict, findings } → editor features, reports, edits
//! ```
//!
//! [`assess::assess`] is pure and total. The server ([`lsp`]) and the command line ([`cli`]) are two thin shells
//! around it.

pub mod assess;
pub mod backtest;
pub mod calendar;
pub mod cli;
pub mod config;
pub mod edit;
pub mod files;
pub mod finding;
pub mod ide;
pub mod issue;
pub mod lsp;
mod order;
pub mod policy;
pub mod proposal;
pub mod report;
pub mod rule;
pub mod schema;
pub mod settings;
pub mod source;
pub mod tracker;
pub mod triage;
