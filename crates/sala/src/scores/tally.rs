//! What comes of points: exact fractions, and five figures that say where they lie.
//!
//! The share of a full sheet is `sum(weight * points / out_of) / sum(weight)`. All sheets of a rubric have one denominator, the least
//! common multiple of the scales times the sum of the weights, so that shares are whole numbers over it and nothing is rounded before it
//! is shown. A scale has 20 points at most, so the multiple is 232,792,560 at most, and all of it fits in 128 bits.
//!
//! The spread is the *median absolute deviation*: the median of the distances from the median (F. R. Hampel, "The influence curve and its
//! role in robust estimation", Journal of the American Statistical Association 69 (346), 1974, 383-393). Half of the scorers lie no farther
//! from the middle than that; one who scores quite otherwise does not change it, as they would a standard deviation.

use serde::Serialize;

/// How a rubric turns points into a share of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Weight and scale of each criterion.
    criteria: Vec<(i128, i128)>,
    multiple: i128,
    whole: i128,
}

impl Measure {
    /// Of criteria with these weights and scales; none where there are none, or one cannot be.
    #[must_use]
    pub fn new(criteria: impl IntoIterator<Item = (i64, i64)>) -> Option<Self> {
        let criteria: Vec<(i128, i128)> = criteria.into_iter().map(|(weight, out_of)| (weight.into(), out_of.into())).collect();
        if criteria.is_empty() || criteria.iter().any(|(weight, out_of)| *weight < 1 || *out_of < 1) {
            return None;
        }
        let multiple = criteria.iter().try_fold(1, |multiple: i128, (_, out_of)| (multiple / common(multiple, *out_of)).checked_mul(*out_of))?;
        let whole = multiple * criteria.iter().map(|(weight, _)| weight).sum::<i128>();
        Some(Self { criteria, multiple, whole })
    }

    /// The share that a sheet gives, over [`Measure::whole`]; none where points are missing or lie beyond a scale.
    #[must_use]
    pub fn share(&self, points: &[Option<i64>]) -> Option<i128> {
        if points.len() != self.criteria.len() {
            return None;
        }
        self.criteria.iter().zip(points).try_fold(0, |sum, ((weight, out_of), points)| {
            let points = i128::from((*points)?);
            (0..=*out_of).contains(&points).then(|| sum + weight * points * (self.multiple / out_of))
        })
    }

    /// The share of a sheet with the most points everywhere.
    #[must_use]
    pub const fn whole(&self) -> i128 {
        self.whole
    }

    /// A share in per cent, with two decimals.
    #[must_use]
    pub fn percent(&self, share: i128) -> String {
        decimal(share * 100, self.whole)
    }
}

/// Where some values lie. All figures have two decimals, rounded half up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many there are.
    pub n: u64,
    /// Their arithmetic mean.
    pub mean: String,
    /// The one in the middle, or the mean of the two there.
    pub median: String,
    /// The median of the distances from the median: half of them lie no farther from it.
    pub spread: String,
    /// The lowest.
    pub lowest: String,
    /// The highest.
    pub highest: String,
}

impl Tally {
    /// Of values over a whole, shown as so much `of` it (100 for per cent); none where there are none: no score is not nought.
    #[must_use]
    pub fn of(mut values: Vec<i128>, whole: i128, of: i128) -> Option<Self> {
        values.sort_unstable();
        let (lowest, highest) = (*values.first()?, *values.last()?);
        let n = values.len() as u64;
        let median = twice_median(&values)?;
        let mut distances: Vec<i128> = values.iter().map(|value| (2 * value - median).abs()).collect();
        distances.sort_unstable();
        Some(Self {
            n,
            mean: decimal(values.iter().sum::<i128>() * of, whole * i128::from(n)),
            median: decimal(median * of, whole * 2),
            spread: decimal(twice_median(&distances)? * of, whole * 4),
            lowest: decimal(lowest * of, whole),
            highest: decimal(highest * of, whole),
        })
    }
}

/// Twice the median of sorted values: a whole number also where two are in the middle.
fn twice_median(sorted: &[i128]) -> Option<i128> {
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle)?;
    let lower = if sorted.len().is_multiple_of(2) { sorted.get(middle.checked_sub(1)?)? } else { upper };
    Some(lower + upper)
}

/// A fraction that is not negative, with two decimals, rounded half up.
fn decimal(number: i128, of: i128) -> String {
    let hundredths = (number * 200 + of) / (of * 2);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// What share of all weights each is, in per cent with two decimals.
#[must_use]
pub fn shares(weights: &[i64]) -> Vec<String> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    weights.iter().map(|weight| decimal(i128::from(*weight) * 100, sum.max(1))).collect()
}

/// The greatest common divisor (Euclid).
const fn common(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_weighs_each_criterion_by_its_own_scale() {
        let measure = Measure::new([(50, 5), (30, 10), (20, 3)]).unwrap();
        let percent = |points: [Option<i64>; 3]| measure.share(&points).map(|share| measure.percent(share));
        assert_eq!(percent([Some(5), Some(10), Some(3)]).as_deref(), Some("100.00"));
        assert_eq!(percent([Some(4), Some(7), Some(1)]).as_deref(), Some("67.67"), "40 + 21 + 6 2/3");
        assert_eq!(percent([Some(0), Some(0), Some(0)]).as_deref(), Some("0.00"), "nought is a score");
        assert_eq!(percent([Some(5), None, Some(3)]), None, "and none is not nought");
        assert_eq!(percent([Some(5), Some(11), Some(3)]), None, "what lies beyond its scale is no score");
        assert!(Measure::new([]).is_none() && Measure::new([(1, 0)]).is_none());
    }

    #[test]
    fn figures_are_exact_and_rounded_half_up_only_when_they_are_shown() {
        let tally = |values: &[i128]| Tally::of(values.to_vec(), 100, 100).unwrap();
        let said = tally(&[90, 70, 80, 20]);
        assert_eq!((said.n, said.mean.as_str(), said.median.as_str()), (4, "65.00", "75.00"));
        assert_eq!((said.lowest.as_str(), said.highest.as_str(), said.spread.as_str()), ("20.00", "90.00", "10.00"), "distances 15, 5, 5, 55");
        assert_eq!(Tally::of(vec![1, 2], 3, 100).unwrap().mean, "50.00");
        assert_eq!(Tally::of(vec![1], 800, 1).unwrap().mean, "0.00", "0.00125");
        assert_eq!(Tally::of(vec![4], 800, 1).unwrap().mean, "0.01", "0.005 goes up");
        assert_eq!(tally(&[40]).spread, "0.00", "one alone has no spread");
        assert!(Tally::of(Vec::new(), 100, 100).is_none(), "nothing is said of nothing");
        assert_eq!(shares(&[1, 1, 1]), ["33.33", "33.33", "33.33"]);
    }

    #[test]
    fn the_longest_rubric_still_fits() {
        let measure = Measure::new((1..=20).map(|out_of| (100, out_of))).unwrap();
        let full: Vec<_> = (1..=20).map(Some).collect();
        let share = measure.share(&full).unwrap();
        assert_eq!(share, measure.whole());
        assert_eq!(Tally::of(vec![share; 1_000], measure.whole(), 100).unwrap().mean, "100.00");
    }
}
