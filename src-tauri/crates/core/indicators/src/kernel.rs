//! Loops compiled for several instruction sets, the best one chosen as the program runs.

use pulp::{Arch, Simd, WithSimd};

/// Work whose loops gain from wide vectors. `run` and all it calls must be `#[inline(always)]`: what is not inlined is
/// compiled for the oldest processor.
///
/// No operation is fused or reordered by this, so every instruction set gives the same bits.
pub(crate) trait Kernel {
    fn run(self);
}

/// Runs `kernel` with the widest vectors this processor has.
pub(crate) fn dispatch(kernel: impl Kernel) {
    Arch::new().dispatch(Dispatched(kernel));
}

struct Dispatched<K>(K);

impl<K: Kernel> WithSimd for Dispatched<K> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.0.run();
    }
}
