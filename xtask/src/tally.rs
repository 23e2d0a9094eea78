//! How many checks passed and failed, as the runners themselves count them.

use std::ops::AddAssign;

use serde_json::Value;

/// Checks that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// A step that is one check in itself, such as the format.
    pub(crate) const PASSED: Tally = Tally { passed: 1, failed: 0 };
    /// A step that did not even come to its checks.
    pub(crate) const FAILED: Tally = Tally { passed: 0, failed: 1 };

    /// From the JUnit report that nextest writes.
    pub(crate) fn from_junit(report: &str) -> Option<Tally> {
        let head = report.split('<').find(|tag| tag.starts_with("testsuites "))?;
        let count = |name: &str| head.split_once(&format!(" {name}=\""))?.1.split('"').next()?.parse::<u64>().ok();
        let failed = count("failures")? + count("errors")?;
        Some(Tally { passed: count("tests")?.checked_sub(failed)?, failed })
    }

    /// From the JSON report that vitest writes.
    pub(crate) fn from_vitest(report: &str) -> Option<Tally> {
        let report: Value = serde_json::from_str(report).ok()?;
        let count = |name: &str| report.get(name)?.as_u64();
        // A file that could not be read at all has no tests to count, yet something failed.
        let files = count("numFailedTestSuites")?;
        let failed = count("numFailedTests")?.max(u64::from(files > 0));
        Some(Tally { passed: count("numPassedTests")?, failed })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Tally) {
        self.passed += more.passed;
        self.failed += more.failed;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_counts_every_test_and_we_count_those_that_failed() {
        let report = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="nextest-run" tests="7" failures="2" errors="1" uuid="u" time="0.1">
    <testsuite name="sala" tests="7" disabled="0" errors="1" failures="2">"#;
        let expected = Tally { passed: 4, failed: 3 };
        assert_eq!(Tally::from_junit(report), Some(expected), "an error is a failure with another name");
    }

    #[test]
    fn a_test_file_that_cannot_be_read_counts_as_a_failure() {
        let report = r#"{"numPassedTests":3,"numFailedTests":0,"numFailedTestSuites":1}"#;
        let expected = Tally { passed: 3, failed: 1 };
        assert_eq!(Tally::from_vitest(report), Some(expected), "no test of that file ran, so none failed by name");
    }
}
