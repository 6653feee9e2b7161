//! Dropping translations that the CPU remembers.

use crate::VirtAddr;
use crate::intrinsics;
use core::fmt;

/// Drops the translation of one page.
pub fn flush(addr: VirtAddr) {
    intrinsics::invlpg(addr.as_u64())
}

/// Drops all but the global ones, by writing CR3 again.
pub fn flush_all() {
    unsafe { intrinsics::write_cr3(intrinsics::read_cr3()) }
}

#[derive(Debug)]
pub enum InvPcidCommand {
    Address(VirtAddr, Pcid),
    Single(Pcid),
    All,
    AllExceptGlobal,
}

/// A process-context identifier: 12 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Pcid(u16);

/// The number had more than 12 bits.
#[cfg(not(dialect = "0.15.4"))]
type PcidError = &'static str;
#[cfg(dialect = "0.15.4")]
type PcidError = PcidTooBig;

impl Pcid {
    #[cfg(not(dialect = "0.15.4"))]
    pub const fn new(pcid: u16) -> Result<Pcid, PcidError> {
        if pcid >= 4096 { Err("PCID should be < 4096.") } else { Ok(Pcid(pcid)) }
    }
    #[cfg(dialect = "0.15.4")]
    pub const fn new(pcid: u16) -> Result<Pcid, PcidError> {
        if pcid >= 4096 { Err(PcidTooBig(pcid)) } else { Ok(Pcid(pcid)) }
    }
    pub const fn value(&self) -> u16 { self.0 }
}

#[derive(Debug)]
pub struct PcidTooBig(u16);

impl fmt::Display for PcidTooBig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "PCID should be < 4096, got {}", self.0) }
}

pub unsafe fn flush_pcid(command: InvPcidCommand) {
    let (kind, address, pcid) = match command {
        InvPcidCommand::Address(address, pcid) => (0, address.as_u64(), pcid.value()),
        InvPcidCommand::Single(pcid) => (1, 0, pcid.value()),
        InvPcidCommand::All => (2, 0, 0),
        InvPcidCommand::AllExceptGlobal => (3, 0, 0),
    };
    let descriptor = [pcid as u64, address];
    unsafe { intrinsics::invpcid(kind, &raw const descriptor as *const u8) }
}
