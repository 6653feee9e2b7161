use super::{Shared, round_up};
use alloc::alloc::{GlobalAlloc, Layout};
use core::{mem, ptr};

/// A free piece, kept in the piece itself.
struct Piece {
    bytes: usize,
    next: Option<&'static mut Piece>,
}

impl Piece {
    const fn new(bytes: usize) -> Self {
        Piece { bytes, next: None }
    }

    fn start(&self) -> usize {
        self as *const Self as usize
    }

    fn end(&self) -> usize {
        self.start() + self.bytes
    }
}

/// The first piece that is large enough.
pub struct Pieces {
    head: Piece,
}

impl Pieces {
    pub const fn new() -> Self {
        Self { head: Piece::new(0) }
    }

    pub unsafe fn begin(&mut self, start: usize, bytes: usize) {
        unsafe {
            self.give(start, bytes);
        }
    }

    unsafe fn give(&mut self, at: usize, bytes: usize) {
        assert_eq!(round_up(at, mem::align_of::<Piece>()), at);
        assert!(bytes >= mem::size_of::<Piece>());

        let mut piece = Piece::new(bytes);
        piece.next = self.head.next.take();
        let place = at as *mut Piece;
        unsafe {
            place.write(piece);
            self.head.next = Some(&mut *place)
        }
    }

    fn find(&mut self, bytes: usize, align: usize) -> Option<(&'static mut Piece, usize)> {
        let mut here = &mut self.head;
        while let Some(ref mut piece) = here.next {
            if let Ok(at) = Self::place_in(&piece, bytes, align) {
                let rest = piece.next.take();
                let found = Some((here.next.take().unwrap(), at));
                here.next = rest;
                return found;
            } else {
                here = here.next.as_mut().unwrap();
            }
        }
        None
    }

    fn place_in(piece: &Piece, bytes: usize, align: usize) -> Result<usize, ()> {
        let at = round_up(piece.start(), align);
        let end = at.checked_add(bytes).ok_or(())?;
        if end > piece.end() {
            return Err(());
        }
        let over = piece.end() - end;
        if over > 0 && over < mem::size_of::<Piece>() {
            return Err(());
        }
        Ok(at)
    }

    fn needs(layout: Layout) -> (usize, usize) {
        let layout = layout.align_to(mem::align_of::<Piece>()).expect("no such alignment").pad_to_align();
        let bytes = layout.size().max(mem::size_of::<Piece>());
        (bytes, layout.align())
    }
}

unsafe impl GlobalAlloc for Shared<Pieces> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (bytes, align) = Pieces::needs(layout);
        let mut heap = self.lock();
        if let Some((piece, at)) = heap.find(bytes, align) {
            let end = at.checked_add(bytes).expect("too far");
            let over = piece.end() - end;
            if over > 0 {
                unsafe {
                    heap.give(end, over);
                }
            }
            at as *mut u8
        } else {
            ptr::null_mut()
        }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        let (bytes, _) = Pieces::needs(layout);
        unsafe { self.lock().give(at as usize, bytes) }
    }
}
