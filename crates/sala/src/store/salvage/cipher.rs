//! How a page of the database lies on the disk (SQLCipher 4, "Database Encryption and Authentication"): AES-256-CBC under the store's
//! key, with its vector and a code of both behind it. Read here page by page, because SQLite gives up a database of which one page is
//! gone, and reads pages of zeros as if nothing had ever stood there.

use openssl::{
    error::ErrorStack,
    hash::MessageDigest,
    memcmp,
    pkcs5::pbkdf2_hmac,
    pkey::{PKey, Private},
    sign::Signer,
    symm::{Cipher as Method, Crypter, Mode},
};
use zeroize::Zeroizing;

use super::super::key::StoreKey;
use crate::{Error, Result};

/// The random bytes with which the file begins, in the place of what a plain database begins with.
pub(super) const SALT: usize = 16;
/// What stands behind the content of each page: its vector and its code.
const VECTOR: usize = 16;
const CODE: usize = 64;
/// So much of a page is not content.
const RESERVED: usize = VECTOR + CODE;
/// How SQLCipher makes the key of the codes of the store's key.
const MASK: u8 = 0x3a;
const ROUNDS: usize = 2;

/// Opens pages.
pub(super) struct Cipher {
    key: Zeroizing<Vec<u8>>,
    /// None where what the codes are made with is gone.
    code: Option<PKey<Private>>,
}

fn failed(error: ErrorStack) -> Error {
    Error::Io(error.into())
}

impl Cipher {
    /// Without its salt no code can be told from another: what a page holds has to be believed or not by itself then.
    pub(super) fn new(key: &StoreKey, salt: Option<[u8; SALT]>) -> Result<Self> {
        let digits = key.as_bytes().as_chunks::<2>().0.iter();
        let bytes = digits.map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()));
        let key = Zeroizing::new(bytes.collect::<Option<Vec<u8>>>().ok_or_else(|| Error::damaged("key", "it has other digits"))?);
        let code = salt.map(|salt| {
            let mut of_codes = Zeroizing::new([0; 32]);
            pbkdf2_hmac(&key, &salt.map(|byte| byte ^ MASK), ROUNDS, MessageDigest::sha512(), &mut *of_codes)?;
            PKey::hmac(&*of_codes)
        });
        Ok(Self { code: code.transpose().map_err(failed)?, key })
    }

    /// True where its pages say themselves whether they are what was written.
    pub(super) const fn tells(&self) -> bool {
        self.code.is_some()
    }

    fn fits(&self, number: u32, sealed: &[u8], code: &[u8]) -> Result<bool, ErrorStack> {
        let Some(key) = &self.code else { return Ok(true) };
        let mut signer = Signer::new(MessageDigest::sha512(), key)?;
        signer.update(sealed)?;
        signer.update(&number.to_le_bytes())?;
        let expected = signer.sign_to_vec()?;
        Ok(expected.len() == code.len() && memcmp::eq(&expected, code))
    }

    /// What a page holds; none where it is not what was written.
    pub(super) fn open(&self, number: u32, page: &[u8]) -> Result<Option<Vec<u8>>> {
        let begins = if number == 1 { SALT } else { 0 };
        let Some((sealed, code)) = page.split_at_checked(page.len().saturating_sub(CODE)) else { return Ok(None) };
        let Some(sealed) = sealed.get(begins..) else { return Ok(None) };
        if !self.fits(number, sealed, code).map_err(failed)? {
            return Ok(None);
        }
        let Some((content, vector)) = sealed.split_at_checked(sealed.len().saturating_sub(VECTOR)) else { return Ok(None) };
        let mut opener = Crypter::new(Method::aes_256_cbc(), Mode::Decrypt, &self.key, Some(vector)).map_err(failed)?;
        opener.pad(false);
        let mut plain = vec![0; begins + content.len() + VECTOR];
        let Some(into) = plain.get_mut(begins..) else { return Ok(None) };
        let n = opener.update(content, into).map_err(failed)?;
        plain.truncate(begins + n);
        // Places in a page are counted from its beginning.
        plain.resize(page.len() - RESERVED, 0);
        Ok(Some(plain))
    }
}
