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
tuple_defaults! { (A); (A B); (A B C); (A B C D); (A B C D E); (A B C D E F); (A B C D E F G); (A B C D E F G H); (A B C D E F G H I); (A B C D E F G H I J);
    (A B C D E F G H I J K); (A B C D E F G H I J K L); }

macro_rules! tuples_of_arrays {
    ($($n:literal ($($part:ident $T:ident)+);)*) => { $(
        impl<T> From<[T; $n]> for ($($T,)+) {
            fn from(array: [T; $n]) -> Self {
                let [$($part),+] = array;
                ($($part,)+)
            }
        }
        impl<T> From<($($T,)+)> for [T; $n] {
            fn from(tuple: ($($T,)+)) -> Self {
                let ($($part,)+) = tuple;
                [$($part),+]
            }
        }
    )* };
}
tuples_of_arrays! {
    1 (a T); 2 (a T b T); 3 (a T b T c T); 4 (a T b T c T d T); 5 (a T b T c T d T e T); 6 (a T b T c T d T e T f T);
    7 (a T b T c T d T e T f T g T); 8 (a T b T c T d T e T f T g T h T);
    9 (a T b T c T d T e T f T g T h T i T); 10 (a T b T c T d T e T f T g T h T i T j T);
    11 (a T b T c T d T e T f T g T h T i T j T k T); 12 (a T b T c T d T e T f T g T h T i T j T k T l T);
}
