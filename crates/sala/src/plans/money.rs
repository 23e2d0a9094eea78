//! Amounts of money: whole numbers of the smallest unit of an ISO 4217 currency.

use std::{fmt, str::FromStr};

use iso_currency::Currency;
use serde::{Deserialize, Serialize};

use crate::{Error, Problem, Result};

/// The largest amount: beyond it somebody typed one figure too many, and a sum of a thousand lines still fits.
const MOST: i64 = 1_000_000_000_000_000;

/// An amount of a currency, not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// In the smallest unit: satang, cents, dong.
    minor: i64,
    /// ISO 4217.
    currency: Currency,
}

impl Money {
    /// An amount as people write it: `12500`, `1,250.50`, `1 250`. A comma or a space stands before three figures, or is a mistake: who
    /// writes `12,5` means twelve and a half, and taking the comma for nothing would make it ten times as much.
    ///
    /// # Errors
    /// `currency_unknown`; `amount_wrong`: not a number, negative, too large, or finer than the currency.
    pub fn parse(amount: &str, currency: &str) -> Result<Self> {
        let known = currency_of(currency)?;
        let digits = decimals(known);
        let (whole, part) = amount.trim().split_once('.').unwrap_or((amount.trim(), ""));
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let groups: Vec<_> = whole.split(|c: char| c == ',' || c.is_whitespace()).collect();
        let is_grouped = match groups.split_first() {
            Some((first, rest)) => rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3)),
            None => false,
        };
        let whole = groups.concat();
        if whole.is_empty() || !is_grouped || part.len() > digits || !is_number(&whole) || !is_number(part) {
            return Err(wrong(amount));
        }
        let minor = i64::from_str(&format!("{whole}{part:0<digits$}")).ok().filter(|minor| *minor <= MOST).ok_or_else(|| wrong(amount))?;
        Ok(Self { minor, currency: known })
    }

    /// Both together; none where they are of two currencies. Beyond what a line may hold no figure is lost.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let minor = self.minor.checked_add(other.minor)?;
        (self.currency == other.currency).then_some(Self { minor, ..self })
    }

    /// ISO 4217.
    #[must_use]
    pub fn currency(&self) -> &'static str {
        self.currency.code()
    }

    /// The amount without its currency, as a form shows it: `1250.50`.
    #[must_use]
    pub fn amount(&self) -> String {
        let digits = decimals(self.currency);
        let text = format!("{:0>width$}", self.minor, width = digits + 1);
        match text.split_at_checked(text.len() - digits) {
            Some((whole, part)) if !part.is_empty() => format!("{whole}.{part}"),
            _ => text,
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency())
    }
}

fn decimals(currency: Currency) -> usize {
    currency.exponent().unwrap_or(0).into()
}

fn currency_of(code: &str) -> Result<Currency> {
    let code = code.trim().to_uppercase();
    Currency::from_code(&code).ok_or_else(|| Error::Refused(Problem::new("currency_unknown").with("currency", code)))
}

fn wrong(amount: &str) -> Error {
    Error::Refused(Problem::new("amount_wrong").with("amount", amount.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(amount: &str, currency: &str) -> String {
        Money::parse(amount, currency).map_or_else(|e| e.problem().code.to_owned(), |m| m.to_string())
    }

    #[test]
    fn amounts_are_read_as_people_write_them_and_never_guessed() {
        assert_eq!(said("1,250.5", "thb"), "1250.50 THB", "satang are filled up");
        assert_eq!(said("12 000 000", "VND"), "12000000 VND", "dong have no smaller unit");
        assert_eq!(said("1\u{202f}250,000.00", "USD"), "1250000.00 USD", "whatever stands before three figures");
        for comma in ["12,5", "1,50", "0,5", "1,2,3", "12,50.00", "1250,000", ",500", "1,,500", "1 25", "1.250,50"] {
            assert_eq!(said(comma, "USD"), "amount_wrong", "{comma}: a comma for a point is no thousand times as much");
        }
        assert_eq!(said("0.05", "USD"), "0.05 USD", "five cents keep their zeros");
        assert_eq!(said("10.5", "VND"), "amount_wrong", "half a dong is a mistake of whoever typed it");
        assert_eq!(said("-5", "THB"), "amount_wrong", "a budget does not take away");
        assert_eq!(said("", "THB"), "amount_wrong", "nothing is no amount");
        assert_eq!(said("99999999999999999999", "THB"), "amount_wrong", "too large is said, not cut");
        assert_eq!(said("5", "XYZ"), "currency_unknown", "an unknown currency is refused");
    }
}
