//! Eight numbers at once, in as few registers as the processor has for them.
//!
//! Every operation rounds as the plain one does, and none is fused, so every instruction set gives the same bits.

/// As many numbers as are worked on at once.
pub(crate) const EIGHT: usize = 8;

/// Numbers in memory.
pub(crate) type Eight = [f64; EIGHT];

/// What a processor can do with eight numbers.
pub(crate) trait Wide: Copy {
    type V: Copy;
    /// A shift by a number of places that is known only as the program runs.
    type Shift: Copy;

    fn load(self, x: &Eight) -> Self::V;
    fn store(self, v: Self::V, out: &mut Eight);
    fn splat(self, x: f64) -> Self::V;
    fn add(self, a: Self::V, b: Self::V) -> Self::V;
    fn sub(self, a: Self::V, b: Self::V) -> Self::V;
    fn mul(self, a: Self::V, b: Self::V) -> Self::V;
    fn div(self, a: Self::V, b: Self::V) -> Self::V;
    /// `then` where `a > b`, `other` elsewhere, so where one of them is `NaN` too.
    fn above(self, a: Self::V, b: Self::V, then: Self::V, other: Self::V) -> Self::V;
    /// The numbers one place before those of `now`, the last of `before` the first of them.
    fn shift1(self, before: Self::V, now: Self::V) -> Self::V;
    fn shift2(self, before: Self::V, now: Self::V) -> Self::V;
    fn shift4(self, before: Self::V, now: Self::V) -> Self::V;
    /// A shift by `by` places, less than eight.
    fn shifter(self, by: usize) -> Self::Shift;
    fn shift(self, shift: Self::Shift, before: Self::V, now: Self::V) -> Self::V;
    fn sqrt(self, a: Self::V) -> Self::V;
}

/// Work on eight numbers at a time. `run` and all it calls must be `#[inline(always)]`.
pub(crate) trait WideKernel {
    fn run<W: Wide>(self, wide: W);
}

/// Runs `kernel` with the widest registers this processor has.
pub(crate) fn dispatch_wide(kernel: impl WideKernel) {
    #[cfg(target_arch = "x86_64")]
    {
        if let Some(simd) = pulp::x86::V4::try_new() {
            return simd.vectorize(
                #[inline(always)]
                || kernel.run(simd),
            );
        }
        if let Some(simd) = pulp::x86::V3::try_new() {
            return simd.vectorize(
                #[inline(always)]
                || kernel.run(simd),
            );
        }
    }
    kernel.run(Plain);
}

/// One number after the other.
#[derive(Clone, Copy)]
pub(crate) struct Plain;

#[inline(always)]
fn each(a: Eight, b: Eight, f: impl Fn(f64, f64) -> f64) -> Eight {
    let mut out = [0.0; EIGHT];
    for k in 0..EIGHT {
        out[k] = f(a[k], b[k]);
    }
    out
}

#[inline(always)]
fn shifted<const BY: usize>(before: Eight, now: Eight) -> Eight {
    std::array::from_fn(|k| if k < BY { before[EIGHT - BY + k] } else { now[k - BY] })
}

/// [`shifted`] by a number of places known only as the program runs.
#[inline(always)]
fn shifted_by(by: usize, before: Eight, now: Eight) -> Eight {
    let mut both = [0.0; 2 * EIGHT];
    both[..EIGHT].copy_from_slice(&before);
    both[EIGHT..].copy_from_slice(&now);
    let from = EIGHT - by % EIGHT;
    both[from..].first_chunk().copied().unwrap_or(now)
}

#[rustfmt::skip]
impl Wide for Plain {
    type V = Eight;
    type Shift = usize;

    #[inline(always)] fn load(self, x: &Eight) -> Eight { *x }
    #[inline(always)] fn store(self, v: Eight, out: &mut Eight) { *out = v; }
    #[inline(always)] fn splat(self, x: f64) -> Eight { [x; EIGHT] }
    #[inline(always)] fn add(self, a: Eight, b: Eight) -> Eight { each(a, b, |a, b| a + b) }
    #[inline(always)] fn sub(self, a: Eight, b: Eight) -> Eight { each(a, b, |a, b| a - b) }
    #[inline(always)] fn mul(self, a: Eight, b: Eight) -> Eight { each(a, b, |a, b| a * b) }
    #[inline(always)] fn div(self, a: Eight, b: Eight) -> Eight { each(a, b, |a, b| a / b) }
    #[inline(always)] fn above(self, a: Eight, b: Eight, then: Eight, other: Eight) -> Eight {
        std::array::from_fn(|k| if a[k] > b[k] { then[k] } else { other[k] })
    }
    #[inline(always)] fn shift1(self, before: Eight, now: Eight) -> Eight { shifted::<1>(before, now) }
    #[inline(always)] fn shift2(self, before: Eight, now: Eight) -> Eight { shifted::<2>(before, now) }
    #[inline(always)] fn shift4(self, before: Eight, now: Eight) -> Eight { shifted::<4>(before, now) }
    #[inline(always)] fn shifter(self, by: usize) -> usize { by }
    #[inline(always)] fn shift(self, by: usize, before: Eight, now: Eight) -> Eight { shifted_by(by, before, now) }
    #[inline(always)] fn sqrt(self, a: Eight) -> Eight { each(a, a, |a, _| a.sqrt()) }
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    use std::arch::x86_64::{__m512d, __m512i, _CMP_GT_OQ};

    use pulp::x86::V4;

    use super::{Eight, Wide};

    /// The last `8 - BY` numbers of `before` and the first `BY` of `now`.
    #[inline(always)]
    fn align<const BY: i32>(simd: V4, before: __m512d, now: __m512d) -> __m512d {
        let ints = |v| simd.avx512f._mm512_castpd_si512(v);
        simd.avx512f._mm512_castsi512_pd(simd.avx512f._mm512_alignr_epi64::<BY>(ints(now), ints(before)))
    }

    #[rustfmt::skip]
    impl Wide for V4 {
        type V = __m512d;
        type Shift = __m512i;

        #[inline(always)] fn load(self, x: &Eight) -> __m512d { pulp::cast(*x) }
        #[inline(always)] fn store(self, v: __m512d, out: &mut Eight) { *out = pulp::cast(v); }
        #[inline(always)] fn splat(self, x: f64) -> __m512d { self.avx512f._mm512_set1_pd(x) }
        #[inline(always)] fn add(self, a: __m512d, b: __m512d) -> __m512d { self.avx512f._mm512_add_pd(a, b) }
        #[inline(always)] fn sub(self, a: __m512d, b: __m512d) -> __m512d { self.avx512f._mm512_sub_pd(a, b) }
        #[inline(always)] fn mul(self, a: __m512d, b: __m512d) -> __m512d { self.avx512f._mm512_mul_pd(a, b) }
        #[inline(always)] fn div(self, a: __m512d, b: __m512d) -> __m512d { self.avx512f._mm512_div_pd(a, b) }
        #[inline(always)] fn above(self, a: __m512d, b: __m512d, then: __m512d, other: __m512d) -> __m512d {
            let above = self.avx512f._mm512_cmp_pd_mask::<_CMP_GT_OQ>(a, b);
            self.avx512f._mm512_mask_blend_pd(above, other, then)
        }
        #[inline(always)] fn shift1(self, b: __m512d, now: __m512d) -> __m512d { align::<7>(self, b, now) }
        #[inline(always)] fn shift2(self, b: __m512d, now: __m512d) -> __m512d { align::<6>(self, b, now) }
        #[inline(always)] fn shift4(self, b: __m512d, now: __m512d) -> __m512d { align::<4>(self, b, now) }
        #[inline(always)] fn shifter(self, by: usize) -> __m512i {
            pulp::cast(std::array::from_fn::<u64, 8, _>(|k| (super::EIGHT - by + k) as u64))
        }
        #[inline(always)] fn shift(self, by: __m512i, b: __m512d, now: __m512d) -> __m512d {
            self.avx512f._mm512_permutex2var_pd(b, by, now)
        }
        #[inline(always)] fn sqrt(self, a: __m512d) -> __m512d { self.avx512f._mm512_sqrt_pd(a) }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{__m256d, _CMP_GT_OQ};

    use pulp::x86::V3;

    use super::{Eight, Wide};

    type Pair = [__m256d; 2];

    /// The newer half of `a` and the older of `b`.
    #[inline(always)]
    fn middle(simd: V3, a: __m256d, b: __m256d) -> __m256d {
        simd.avx._mm256_permute2f128_pd::<0x21>(a, b)
    }

    /// Of each half the second number of `a` and the first of `b`.
    #[inline(always)]
    fn across(simd: V3, a: __m256d, b: __m256d) -> __m256d {
        simd.avx._mm256_shuffle_pd::<0b0101>(a, b)
    }

    #[inline(always)]
    fn both(a: Pair, b: Pair, f: impl Fn(__m256d, __m256d) -> __m256d) -> Pair {
        [f(a[0], b[0]), f(a[1], b[1])]
    }

    #[rustfmt::skip]
    impl Wide for V3 {
        type V = Pair;
        type Shift = usize;

        #[inline(always)] fn load(self, x: &Eight) -> Pair { pulp::cast(*x) }
        #[inline(always)] fn store(self, v: Pair, out: &mut Eight) { *out = pulp::cast(v); }
        #[inline(always)] fn splat(self, x: f64) -> Pair { [self.avx._mm256_set1_pd(x); 2] }
        #[inline(always)] fn add(self, a: Pair, b: Pair) -> Pair { both(a, b, |a, b| self.avx._mm256_add_pd(a, b)) }
        #[inline(always)] fn sub(self, a: Pair, b: Pair) -> Pair { both(a, b, |a, b| self.avx._mm256_sub_pd(a, b)) }
        #[inline(always)] fn mul(self, a: Pair, b: Pair) -> Pair { both(a, b, |a, b| self.avx._mm256_mul_pd(a, b)) }
        #[inline(always)] fn div(self, a: Pair, b: Pair) -> Pair { both(a, b, |a, b| self.avx._mm256_div_pd(a, b)) }
        #[inline(always)] fn above(self, a: Pair, b: Pair, then: Pair, other: Pair) -> Pair {
            let above = both(a, b, |a, b| self.avx._mm256_cmp_pd::<_CMP_GT_OQ>(a, b));
            std::array::from_fn(|k| self.avx._mm256_blendv_pd(other[k], then[k], above[k]))
        }
        #[inline(always)] fn shift1(self, before: Pair, now: Pair) -> Pair {
            let middles = self.shift2(before, now);
            both(middles, now, |middle, now| across(self, middle, now))
        }
        #[inline(always)] fn shift2(self, before: Pair, now: Pair) -> Pair {
            [middle(self, before[1], now[0]), middle(self, now[0], now[1])]
        }
        #[inline(always)] fn shift4(self, before: Pair, now: Pair) -> Pair { [before[1], now[0]] }
        #[inline(always)] fn shifter(self, by: usize) -> usize { by }
        #[inline(always)] fn shift(self, by: usize, before: Pair, now: Pair) -> Pair {
            pulp::cast(super::shifted_by(by, pulp::cast(before), pulp::cast(now)))
        }
        #[inline(always)] fn sqrt(self, a: Pair) -> Pair { both(a, a, |a, _| self.avx._mm256_sqrt_pd(a)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every operation in one column, one after the other.
    fn all<W: Wide>(wide: W, a: &Eight, b: &Eight) -> Vec<u64> {
        let (x, y) = (wide.load(a), wide.load(b));
        let zero = wide.splat(0.0);
        let results = [
            wide.add(x, y),
            wide.sub(x, y),
            wide.mul(x, y),
            wide.div(x, y),
            wide.above(x, y, x, zero),
            wide.shift1(x, y),
            wide.shift2(x, y),
            wide.shift4(x, y),
            wide.shift(wide.shifter(0), x, y),
            wide.shift(wide.shifter(3), x, y),
            wide.shift(wide.shifter(7), x, y),
            wide.sqrt(wide.mul(x, x)),
        ];
        let mut out = [0.0; EIGHT];
        results
            .into_iter()
            .flat_map(|v| {
                wide.store(v, &mut out);
                out.map(|x| if x.is_nan() { u64::MAX } else { x.to_bits() })
            })
            .collect()
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let a = [1.5, -2.0, 1e300, f64::NAN, 0.0, 7.0, -0.0, 3.25e-7];
        let b = [0.3, 5.0, 1e-300, 1.0, 0.0, f64::INFINITY, 4.0, -9.0];
        for (a, b) in [(a, b), (b, a), (a, a)] {
            let plain = all(Plain, &a, &b);
            assert_eq!(plain[40..48], [a[7], b[0], b[1], b[2], b[3], b[4], b[5], b[6]].map(bits));
            #[cfg(target_arch = "x86_64")]
            {
                pulp::x86::V3::try_new().into_iter().for_each(|simd| assert_eq!(all(simd, &a, &b), plain));
                pulp::x86::V4::try_new().into_iter().for_each(|simd| assert_eq!(all(simd, &a, &b), plain));
            }
        }
    }

    fn bits(x: f64) -> u64 {
        if x.is_nan() { u64::MAX } else { x.to_bits() }
    }
}
