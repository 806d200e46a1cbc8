//! Loops compiled for several instruction sets, the best one chosen as the program runs.

use pulp::{Arch, Simd, WithSimd};

/// Work whose loops gain from wide vectors. `run` and all it calls must be `#[inline(always)]`: what is not inlined is
/// compiled for the oldest processor. (A closure in its place often is not.)
pub(crate) trait Work {
    type Output;

    fn run(self) -> Self::Output;
}

/// Runs `work` with the widest vectors this processor has.
pub(crate) fn dispatch<W: Work>(work: W) -> W::Output {
    Arch::new().dispatch(Dispatched(work))
}

struct Dispatched<W>(W);

impl<W: Work> WithSimd for Dispatched<W> {
    type Output = W::Output;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> W::Output {
        self.0.run()
    }
}

/// Whether `holds` is true of every value. It looks at all of them: a loop without a way out is a vector loop.
pub(crate) fn all<T: Copy>(values: &[T], holds: impl Fn(T) -> bool) -> bool {
    dispatch(All(values, holds))
}

struct All<'a, T, F>(&'a [T], F);

impl<T: Copy, F: Fn(T) -> bool> Work for All<'_, T, F> {
    type Output = bool;

    #[inline(always)]
    fn run(self) -> bool {
        self.0.iter().fold(true, |all, value| all & (self.1)(*value))
    }
}

/// Whether `holds` is true of every value and the one after it.
pub(crate) fn all_pairs<T: Copy>(values: &[T], holds: impl Fn(T, T) -> bool) -> bool {
    dispatch(AllPairs(values, holds))
}

struct AllPairs<'a, T, F>(&'a [T], F);

impl<T: Copy, F: Fn(T, T) -> bool> Work for AllPairs<'_, T, F> {
    type Output = bool;

    #[inline(always)]
    fn run(self) -> bool {
        let later = self.0.get(1..).unwrap_or_default();
        self.0.iter().zip(later).fold(true, |all, (earlier, later)| all & (self.1)(*earlier, *later))
    }
}
