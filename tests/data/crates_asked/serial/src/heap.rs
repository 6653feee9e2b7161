use buddy_system_allocator::LockedHeap;
use core::ptr::addr_of_mut;

const SIZE: usize = 64 * 1024;

#[repr(align(65536))]
struct Space([u8; SIZE]);

#[global_allocator]
static ALLOCATOR: LockedHeap<32> = LockedHeap::<32>::new();
static mut SPACE: Space = Space([0; SIZE]);

pub fn init() {
    unsafe { ALLOCATOR.lock().init(addr_of_mut!(SPACE.0) as usize, SIZE) };
}

pub fn report() {
    let heap = ALLOCATOR.lock();
    info!("{} bytes, some in use: {}", heap.stats_total_bytes(), heap.stats_alloc_actual() > 0);
}
