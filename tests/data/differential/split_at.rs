pub fn run() { let a = [1, 2, 3]; let (x, y) = a.split_at(1); println!("{:?} {:?}", x, y); let (x, y) = a.split_at(4); }
