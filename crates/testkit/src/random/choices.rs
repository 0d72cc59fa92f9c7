//! Decisions out of a list of numbers: the same list makes the same decisions, a shorter list or smaller numbers make
//! fewer and plainer ones. That is what lets a property test shrink what it found.

/// A list of numbers that is used up.
#[derive(Debug)]
pub struct Choices<'n> {
    rest: std::slice::Iter<'n, u32>,
}

impl<'n> Choices<'n> {
    /// Decisions by `numbers`. When they are used up, each further number is 0.
    pub fn new(numbers: &'n [u32]) -> Choices<'n> {
        Choices { rest: numbers.iter() }
    }

    /// A number below `bound`, or 0 if there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        let number = self.rest.next().copied().unwrap_or(0);
        if bound == 0 { 0 } else { number as usize % bound }
    }

    /// Whether something happens that happens in `percent` of a hundred cases; not when the numbers are used up.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.rest.next().is_some_and(|number| number % 100 >= 100 - percent)
    }

    /// One of `items`, unless there is none.
    pub fn pick<'i, T>(&mut self, items: &'i [T]) -> Option<&'i T> {
        items.get(self.below(items.len()))
    }

    /// Puts `items` into another order, which is the same when the numbers are used up.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in 1..items.len() {
            let back = self.below(at + 1);
            items.swap(at, at - back);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_repeat_and_end() {
        let numbers = [7, 99, 3];
        let decide = || {
            let mut choices = Choices::new(&numbers);
            (choices.below(5), choices.chance(1), choices.pick(&["a", "b"]).copied(), choices.chance(99))
        };
        assert_eq!(decide(), (2, true, Some("b"), false));
        assert_eq!(decide(), decide());
        let mut items = [1, 2, 3];
        Choices::new(&[]).shuffle(&mut items);
        assert_eq!(items, [1, 2, 3]);
    }
}
