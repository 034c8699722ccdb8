//! Documents for benchmarks and tests: nobody outside has any, so they are made here, the same each time.

pub(crate) mod families;
pub(crate) mod proposals;
