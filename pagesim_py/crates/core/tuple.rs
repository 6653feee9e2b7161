//! Comparing and defaults of tuples, up to twelve parts.

use crate::cmp::Ordering;

macro_rules! tuples {
    ($(($($T:ident $n:tt),*);)*) => { $(
        impl<$($T: PartialEq),*> PartialEq for ($($T,)*) {
            #[allow(unused_variables)]
            fn eq(&self, other: &($($T,)*)) -> bool { $(if self.$n != other.$n { return false; })* true }
        }
        impl<$($T: Eq),*> Eq for ($($T,)*) {}
        impl<$($T: PartialOrd),*> PartialOrd for ($($T,)*) {
            #[allow(unused_variables)]
            fn partial_cmp(&self, other: &($($T,)*)) -> Option<Ordering> {
                $(match self.$n.partial_cmp(&other.$n) {
                    Some(Ordering::Equal) => {}
                    decided => return decided,
                })*
                Some(Ordering::Equal)
            }
        }
        impl<$($T: Ord),*> Ord for ($($T,)*) {
            #[allow(unused_variables)]
            fn cmp(&self, other: &($($T,)*)) -> Ordering {
                $(match self.$n.cmp(&other.$n) {
                    Ordering::Equal => {}
                    decided => return decided,
                })*
                Ordering::Equal
            }
        }
    )* };
}
tuples! {
    ();
    (A 0);
    (A 0, B 1);
    (A 0, B 1, C 2);
    (A 0, B 1, C 2, D 3);
    (A 0, B 1, C 2, D 3, E 4);
    (A 0, B 1, C 2, D 3, E 4, F 5);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
}

macro_rules! tuple_defaults {
    ($(($($T:ident)+);)*) => { $(
        impl<$($T: Default),+> Default for ($($T,)+) {
            fn default() -> ($($T,)+) { ($($T::default(),)+) }
        }
    )* };
}
tuple_defaults! { (A); (A B); (A B C); (A B C D); (A B C D E); (A B C D E F); }
