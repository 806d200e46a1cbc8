//! One varied parameter.

use super::SweepError;

/// A parameter and the values tried for it, in the order a heatmap shows them.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    pub name: String,
    pub values: Vec<f64>,
}

impl Axis {
    pub fn new(name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        Self { name: name.into(), values: values.into_iter().collect() }
    }

    /// Refuses an empty list, what is not finite, and a value given twice.
    pub(super) fn check(&self) -> Result<(), SweepError> {
        let name = || self.name.clone();
        if self.values.is_empty() {
            return Err(SweepError::NoValues { name: name() });
        }
        if let Some((index, value)) = self.values.iter().enumerate().find(|(_, v)| !v.is_finite()) {
            return Err(SweepError::NotFinite { name: name(), index, value: *value });
        }
        let mut sorted = self.values.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        // Equality, not bits: 0 and -0 are one value.
        match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(SweepError::DuplicateValue { name: name(), value: pair[0] }),
            None => Ok(()),
        }
    }
}
