//! Which combinations a sweep tries.

use std::collections::BTreeSet;

use strategies::{Params, StrategySchema, resolve};

use super::{Axis, SweepError};

/// More combinations than this are refused.
pub const MOST_COMBINATIONS: u64 = 10_000_000;

/// How the grid is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sampling {
    /// Every combination.
    Grid,
    /// This many different combinations of the grid, all where it has fewer. The same seed gives the same ones.
    Random { samples: u64, seed: u64 },
}

/// The varied parameters, how they are combined, and what is done already.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub axes: Vec<Axis>,
    pub sampling: Sampling,
    /// Indices of combinations not to run again: the rows of a sweep that was stopped.
    pub skip: BTreeSet<u64>,
}

impl Plan {
    pub fn grid(axes: Vec<Axis>) -> Self {
        Self { axes, sampling: Sampling::Grid, skip: BTreeSet::new() }
    }

    pub fn random(axes: Vec<Axis>, samples: u64, seed: u64) -> Self {
        Self { sampling: Sampling::Random { samples, seed }, ..Self::grid(axes) }
    }

    /// How many combinations there are to try, those to skip included.
    pub fn combinations(&self) -> Result<u64, SweepError> {
        let size = self.axes.iter().fold(1_u128, |n, axis| n.saturating_mul(axis.values.len() as u128));
        let wanted = match self.sampling {
            Sampling::Grid => size,
            Sampling::Random { samples: 0, .. } => return Err(SweepError::NoSamples),
            Sampling::Random { samples, .. } => size.min(u128::from(samples)),
        };
        // A grid too large to number is too large to sample from as well.
        let limit = if size > u128::from(u64::MAX) { 0 } else { MOST_COMBINATIONS };
        match u64::try_from(wanted) {
            Ok(n) if n <= limit => Ok(n),
            _ => Err(SweepError::TooLarge { combinations: wanted, limit: MOST_COMBINATIONS }),
        }
    }

    /// Refuses axes that cannot be meant, and values the strategy would refuse each by itself.
    pub(super) fn check(&self, schema: &StrategySchema, fixed: &Params) -> Result<(), SweepError> {
        for (place, axis) in self.axes.iter().enumerate() {
            axis.check()?;
            if self.axes[..place].iter().any(|other| other.name == axis.name) {
                return Err(SweepError::DuplicateAxis { name: axis.name.clone() });
            }
            if let Some(value) = fixed.get(&axis.name) {
                return Err(SweepError::FixedAndVaried { name: axis.name.clone(), value: *value });
            }
            for value in &axis.values {
                let mut params = fixed.clone();
                params.insert(axis.name.clone(), *value);
                resolve(schema, &params)?;
            }
        }
        resolve(schema, fixed)?;
        Ok(())
    }

    /// The combinations to run, ascending.
    pub(super) fn indices(&self) -> Result<Vec<u64>, SweepError> {
        let count = self.combinations()?;
        let size = self.axes.iter().map(|axis| axis.values.len() as u64).product();
        let chosen: Vec<u64> = match self.sampling {
            Sampling::Random { seed, .. } if count < size => sample(size, count, seed).into_iter().collect(),
            Sampling::Grid | Sampling::Random { .. } => (0..count).collect(),
        };
        Ok(chosen.into_iter().filter(|i| !self.skip.contains(i)).collect())
    }

    /// Place on each axis of combination `index`.
    pub(super) fn places(&self, index: u64, places: &mut [usize]) {
        let mut rest = index;
        for (place, axis) in places.iter_mut().zip(&self.axes).rev() {
            let n = axis.values.len() as u64;
            *place = (rest % n) as usize;
            rest /= n;
        }
    }

    /// The values of combination `index`, one an axis.
    pub fn values(&self, index: u64) -> Box<[f64]> {
        let mut places = vec![0; self.axes.len()];
        self.places(index, &mut places);
        self.axes.iter().zip(places).map(|(axis, place)| axis.values[place]).collect()
    }

    /// The combinations one step from `index` on one axis.
    pub fn neighbours(&self, index: u64) -> impl Iterator<Item = u64> {
        let mut places = vec![0; self.axes.len()];
        self.places(index, &mut places);
        let mut step = 1;
        let mut found = Vec::with_capacity(2 * places.len());
        for (place, axis) in places.iter().zip(&self.axes).rev() {
            found.extend((*place > 0).then(|| index - step));
            found.extend((place + 1 < axis.values.len()).then(|| index + step));
            step *= axis.values.len() as u64;
        }
        found.into_iter()
    }

    /// The parameters of a combination with these values, the fixed ones included.
    pub fn params(&self, values: &[f64], fixed: &Params) -> Params {
        let varied = self.axes.iter().zip(values).map(|(axis, value)| (axis.name.clone(), *value));
        fixed.clone().into_iter().chain(varied).collect()
    }
}

/// `count` different numbers below `size`, each set as likely as any other (Floyd's algorithm; Bentley and Floyd,
/// Communications of the ACM 30(9), 1987).
fn sample(size: u64, count: u64, seed: u64) -> BTreeSet<u64> {
    let mut random = SplitMix(seed);
    let mut chosen = BTreeSet::new();
    for top in size - count..size {
        let pick = random.below(top + 1);
        let new = if chosen.contains(&pick) { top } else { pick };
        chosen.insert(new);
    }
    chosen
}

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`; off an even spread by no more than `n / 2^64`.
    fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }
}
