//! The real program over standard input and output, with the protocol's types. The client of these tests reads every
//! message: what is left unread when it is dropped is a failure.

mod server {
    mod client;
    mod documents;
    mod features;
    mod life_cycle;
}
