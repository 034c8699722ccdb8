//! The real program over standard input and output, with the protocol's types. The client of these tests reads every
//! message: what is left unread when it is dropped is a failure.

#![expect(clippy::unwrap_used, reason = "what must not fail in a test may panic")]
#![expect(
    clippy::needless_pass_by_value,
    reason = "capabilities and params are written where they are sent"
)]

mod server {
    mod bad_input;
    mod client;
    mod completion;
    mod documents;
    mod faults;
    mod features;
    mod fixes;
    mod life_cycle;
    mod navigation;
    mod policies;
    mod settings;
    #[cfg(target_os = "linux")]
    mod soak;
    mod status;
    mod trackers;
    mod workspace;
}
