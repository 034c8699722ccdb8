//! The program: arguments → shell → exit code.

fn main() {}
