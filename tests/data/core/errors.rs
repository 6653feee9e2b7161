// Errors behind `dyn Error`: which one it is.
use core::error::Error;
use core::fmt;
#[derive(Debug, PartialEq)]
enum DiskError { NoDrive, Sector { lba: u32 } }
impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self { Self::NoDrive => f.write_str("no drive"), Self::Sector { lba } => write!(f, "sector {lba}") }
    }
}
impl Error for DiskError {}
#[derive(Debug)]
struct Mount(DiskError);
impl fmt::Display for Mount { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "mount: {}", self.0) } }
impl Error for Mount { fn source(&self) -> Option<&(dyn Error + 'static)> { Some(&self.0) } }
fn fails(n: u32) -> Result<u32, Box<dyn Error>> {
    if n == 0 { return Err(Box::new(DiskError::NoDrive)); }
    if n == 1 { Err(Mount(DiskError::Sector { lba: 63 }))? }
    Ok("7x".parse::<u32>()?)
}
for n in 0..3 {
    let e = fails(n).unwrap_err();
    w!("{e} {:?} {} {:?}", e.downcast_ref::<DiskError>(), e.is::<Mount>(), e.source().and_then(|s| s.downcast_ref::<DiskError>()));
    match e.downcast::<DiskError>() { Ok(own) => w!("own {own:?}"), Err(other) => w!("other {other}") }
}
let mut e: Box<dyn Error + Send + Sync> = Box::new(DiskError::Sector { lba: 1 });
if let Some(DiskError::Sector { lba }) = e.downcast_mut() { *lba += 41; }
w!("{e} {}", e.is::<fmt::Error>());
let plain: &(dyn Error + 'static) = &fmt::Error;
w!("{:?} {:?}", plain.downcast_ref::<fmt::Error>(), plain.source().is_none());
