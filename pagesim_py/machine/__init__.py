"""The simulated computer: memory, paging, TLB, exceptions, devices. Knows nothing of Rust, labs or pages."""
