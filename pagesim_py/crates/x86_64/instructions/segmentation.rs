//! Segment registers.

pub use crate::registers::segmentation::{CS, DS, ES, FS, GS, SS, Segment, Segment64};
use crate::structures::gdt::SegmentSelector;
#[cfg(not(dialect = "0.15.4"))]
use crate::VirtAddr;

#[cfg(not(dialect = "0.15.4"))]
pub fn cs() -> SegmentSelector {
    CS::get_reg()
}
#[cfg(not(dialect = "0.15.4"))]
pub unsafe fn set_cs(sel: SegmentSelector) {
    unsafe { CS::set_reg(sel) }
}
#[cfg(not(dialect = "0.15.4"))]
pub unsafe fn load_ss(sel: SegmentSelector) {
    unsafe { SS::set_reg(sel) }
}
#[cfg(not(dialect = "0.15.4"))]
pub unsafe fn load_ds(sel: SegmentSelector) {
    unsafe { DS::set_reg(sel) }
}
#[cfg(not(dialect = "0.15.4"))]
pub unsafe fn load_es(sel: SegmentSelector) {
    unsafe { ES::set_reg(sel) }
}
#[cfg(not(dialect = "0.15.4"))]
pub unsafe fn load_fs(sel: SegmentSelector) {
    unsafe { FS::set_reg(sel) }
}
#[cfg(not(dialect = "0.15.4"))]
pub unsafe fn load_gs(sel: SegmentSelector) {
    unsafe { GS::set_reg(sel) }
}
#[cfg(not(dialect = "0.15.4"))]
pub unsafe fn swap_gs() {
    unsafe { GS::swap() }
}
#[cfg(not(dialect = "0.15.4"))]
pub fn rdfsbase() -> VirtAddr {
    FS::read_base()
}
#[cfg(not(dialect = "0.15.4"))]
pub fn rdgsbase() -> VirtAddr {
    GS::read_base()
}
