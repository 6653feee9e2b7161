// Fields whose type is a projection of another field's: what that is, is known after the literal has begun.
use core::cell::Cell;
use core::fmt::Debug;

struct Peek<A: Iterator> {
    iter: A,
    peeked: Option<A::Item>,
}
struct Pair<A: Iterator>(A, Option<A::Item>);
struct Both<A: Iterator> {
    iter: A,
    twice: Option<Option<A::Item>>,
    two: [Option<A::Item>; 2],
    seen: Cell<Option<A::Item>>,
}
enum Source<A: Iterator> {
    Fresh { iter: A, last: Option<A::Item> },
    Empty,
}

impl<A: Iterator> Peek<A> {
    fn new(iter: A) -> Self {
        Peek { iter, peeked: None }
    }
    fn peek(&mut self) -> Option<&A::Item> {
        if self.peeked.is_none() {
            self.peeked = self.iter.next();
        }
        self.peeked.as_ref()
    }
}
fn both<A: Iterator>(iter: A) -> Both<A> {
    Both { iter, twice: None, two: [None, None], seen: Cell::new(None) }
}
fn show<A: Iterator>(mut p: Peek<A>) where A::Item: Debug {
    println!("{:?}", p.peeked);
    println!("{:?} {:?}", p.iter.next(), p.peek());
}

fn main() {
    show(Peek { iter: 0..3u8, peeked: None });
    show(Peek { peeked: None, iter: 0..3u8 });
    show(Peek { iter: "ab".chars(), peeked: Some('z') });
    show(Peek { iter: [1.5, 2.5].iter(), peeked: None });
    show(Peek::new([(1, 'x'), (2, 'y')].into_iter()));
    let pair = Pair(4..6u16, None);
    println!("{:?} {:?}", pair.0, pair.1);
    let mut all = Both { iter: (1..4i64).map(|x| x * x), twice: Some(None), two: [None, Some(7)], seen: Cell::new(None) };
    all.twice = Some(all.iter.next());
    println!("{:?} {:?} {:?} {:?}", all.iter.next(), all.twice, all.two, all.seen.get());
    let other = both("q".bytes());
    println!("{:?} {:?} {:?} {:?}", other.iter.count(), other.twice, other.two, other.seen.take());
    for source in [Source::Fresh { iter: 1..9u32, last: None }, Source::Empty] {
        match source {
            Source::Fresh { mut iter, last } => println!("{:?} {:?}", iter.nth(3), last),
            Source::Empty => println!("empty"),
        }
    }
}
