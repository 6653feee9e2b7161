// A struct that ends in a slice, without generics: its pointers are wide, and casts keep their length.
struct Text { bytes: [u8] }
struct Outer { text: Text }
struct Plain { inner: Inner }
struct Inner { x: u8 }

fn bytes(text: *mut Text) -> *mut [u8] { text as *mut [u8] }
fn outer(bytes: *const [u8]) -> *const Outer { bytes as *const Outer }
fn thin(plain: *const Plain) -> *const u8 { plain as *const u8 }

fn main() {
    let mut array = [1u8, 2, 3];
    let text = core::ptr::slice_from_raw_parts_mut(array.as_mut_ptr(), 3) as *mut Text;
    println!("{:?}", unsafe { &(*text).bytes });
    unsafe { (*bytes(text))[1] = 7 };
    println!("{:?} {}", unsafe { &*bytes(text) }, size_of::<*const Outer>());
    let two = unsafe { &*outer(core::ptr::slice_from_raw_parts(array.as_ptr(), 2)) };
    println!("{:?} {}", &two.text.bytes, size_of_val(two));
    let plain = Plain { inner: Inner { x: 9 } };
    println!("{} {} {}", unsafe { *thin(&plain) }, plain.inner.x, size_of::<*const Plain>());
}
