//! One loop in the place of iterators that are mapped and collected.

/// What `each` makes of every item, in their order: `items.iter().map(each).collect()`. Users of the macro compile all of
/// this without optimisation, and for each closure of its own a compiler takes a seventh of the time for this loop.
pub fn mapped<'i, T, U>(items: &'i [T], mut each: impl FnMut(&'i T) -> U) -> Vec<U> {
    let mut made = Vec::with_capacity(items.len());
    for item in items {
        made.push(each(item));
    }
    made
}
