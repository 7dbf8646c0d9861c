//! The standard encryption of PDFs that open without a password: RC4 and AES, revisions 2 to 6.
//!
//! Such files only ask programs not to print or to copy; every viewer shows them. What has a password is refused.

use super::object::Dict;
use aes::cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use md5::{Digest, Md5};
use sha2::{Sha256, Sha384, Sha512};

/// How the bytes of strings or of streams are hidden.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Method {
    Plain,
    Rc4,
    /// AES with a key of each object.
    Aes,
    /// AES with the key of the file.
    Aes256,
}

/// The key of a file that needs no password.
#[derive(Debug)]
pub(super) struct Crypt {
    key: Vec<u8>,
    texts: Method,
    streams: Method,
}

/// Why a file cannot be opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Locked {
    Password,
    Unknown,
}

/// What passwords are filled up with.
const PADDING: [u8; 32] = [
    0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08,
    0x2e, 0x2e, 0x00, 0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
];

impl Crypt {
    /// Opens with the empty password. `encrypt` holds no references; `id` is the first of the file's identifiers.
    pub(super) fn open(encrypt: &Dict, id: &[u8]) -> Result<Self, Locked> {
        let count = |key: &[u8]| encrypt.raw(key).count();
        let text = |key: &[u8]| encrypt.raw(key).text().ok_or(Locked::Unknown);
        if encrypt.raw(b"Filter").name() != Some(b"Standard") {
            return Err(Locked::Unknown);
        }
        let (version, revision) = (count(b"V").unwrap_or(0), count(b"R").unwrap_or(0));
        let (texts, streams) = match version {
            1 | 2 => (Method::Rc4, Method::Rc4),
            4 | 5 => (named(encrypt, b"StrF")?, named(encrypt, b"StmF")?),
            _ => return Err(Locked::Unknown),
        };
        let (user, owner) = (text(b"U")?, text(b"O")?);
        let key = if version == 5 {
            key_of_256_bits(user, text(b"UE")?, revision)?
        } else {
            let length = match version {
                1 => 5,
                4 => 16,
                _ => (count(b"Length").unwrap_or(40) / 8).clamp(5, 16),
            };
            let plain_metadata =
                matches!(encrypt.raw(b"EncryptMetadata"), super::object::Object::Bool(false));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "permissions are 32 bits, which writers give with or without a sign"
            )]
            let permissions = encrypt.raw(b"P").number().unwrap_or(0.0) as i64 as u32;
            let key = key_of_128_bits(owner, permissions, id, revision, length, plain_metadata);
            if !is_right(&key, user, id, revision) {
                return Err(Locked::Password);
            }
            key
        };
        Ok(Self { key, texts, streams })
    }

    /// A string of an object of this number and generation.
    pub(super) fn text(&self, bytes: &[u8], id: (u32, u32)) -> Vec<u8> {
        self.plain(self.texts, bytes, id)
    }

    /// A stream.
    pub(super) fn stream(&self, bytes: &[u8], id: (u32, u32)) -> Vec<u8> {
        self.plain(self.streams, bytes, id)
    }

    fn plain(&self, method: Method, bytes: &[u8], (number, generation): (u32, u32)) -> Vec<u8> {
        let object_key = |salt: &[u8]| {
            let mut hash = Md5::new();
            hash.update(&self.key);
            hash.update(&number.to_le_bytes()[..3]);
            hash.update(&generation.to_le_bytes()[..2]);
            hash.update(salt);
            let length = (self.key.len() + 5).min(16);
            hash.finalize()[..length].to_vec()
        };
        match method {
            Method::Plain => bytes.to_vec(),
            Method::Rc4 => rc4(&object_key(b""), bytes),
            Method::Aes => aes_with_salt(&object_key(b"sAlT"), bytes),
            Method::Aes256 => aes_with_salt(&self.key, bytes),
        }
    }
}

fn named(encrypt: &Dict, which: &[u8]) -> Result<Method, Locked> {
    let name = encrypt.raw(which).name().unwrap_or(b"Identity");
    if name == b"Identity" {
        return Ok(Method::Plain);
    }
    let filters = encrypt.raw(b"CF").dict().ok_or(Locked::Unknown)?;
    let filter = filters.raw(name).dict().ok_or(Locked::Unknown)?;
    match filter.raw(b"CFM").name() {
        Some(b"V2") => Ok(Method::Rc4),
        Some(b"AESV2") => Ok(Method::Aes),
        Some(b"AESV3") => Ok(Method::Aes256),
        None | Some(b"None") => Ok(Method::Plain),
        Some(_) => Err(Locked::Unknown),
    }
}

/// Algorithm 2 of ISO 32000, with no password.
fn key_of_128_bits(
    owner: &[u8],
    permissions: u32,
    id: &[u8],
    revision: usize,
    length: usize,
    plain_metadata: bool,
) -> Vec<u8> {
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(owner.get(..32).unwrap_or(owner));
    hash.update(permissions.to_le_bytes());
    hash.update(id);
    if revision >= 4 && plain_metadata {
        hash.update([0xff; 4]);
    }
    let mut key = hash.finalize();
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key[..length]);
        }
    }
    key[..length].to_vec()
}

/// Algorithms 4 to 6: whether the key gives what the file says that it gives.
fn is_right(key: &[u8], user: &[u8], id: &[u8], revision: usize) -> bool {
    if revision < 3 {
        return user.get(..32) == Some(&rc4(key, &PADDING)[..]);
    }
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(id);
    let mut sign = hash.finalize().to_vec();
    for round in 0..20 {
        let key: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
        sign = rc4(&key, &sign);
    }
    user.get(..16) == Some(&sign[..])
}

/// Algorithm 2.A: the key lies in the file, encrypted with the password.
fn key_of_256_bits(user: &[u8], wrapped: &[u8], revision: usize) -> Result<Vec<u8>, Locked> {
    let hash = |salt: &[u8]| match revision {
        5 => Ok(Sha256::digest(salt).to_vec()),
        6 => hardened(salt).ok_or(Locked::Unknown),
        _ => Err(Locked::Unknown),
    };
    let part = |from: usize, to: usize| user.get(from..to).ok_or(Locked::Unknown);
    if hash(part(32, 40)?)? != part(0, 32)? {
        return Err(Locked::Password);
    }
    let key = hash(part(40, 48)?)?;
    aes(&key, &[0; 16], wrapped.get(..32).ok_or(Locked::Unknown)?).ok_or(Locked::Unknown)
}

/// Algorithm 2.B with no password: at least 64 rounds of encryption and hashing.
fn hardened(salt: &[u8]) -> Option<Vec<u8>> {
    let mut key = Sha256::digest(salt).to_vec();
    // The number of rounds is what chance makes it; 2^-8 of all rounds from the 64th on is too far.
    for round in 0..512_u32 {
        let mut block = key.repeat(64);
        let cipher = aes::Aes128::new_from_slice(key.get(..16)?).ok()?;
        let mut before: [u8; 16] = key.get(16..32)?.try_into().ok()?;
        for chunk in block.chunks_exact_mut(16) {
            let mut now = [0; 16];
            for (now, (byte, before)) in now.iter_mut().zip(chunk.iter().zip(before)) {
                *now = byte ^ before;
            }
            let mut now = Array::from(now);
            cipher.encrypt_block(&mut now);
            chunk.copy_from_slice(&now);
            before = now.into();
        }
        let sum: u32 = block.iter().take(16).map(|&byte| u32::from(byte)).sum();
        key = match sum % 3 {
            0 => Sha256::digest(&block).to_vec(),
            1 => Sha384::digest(&block).to_vec(),
            _ => Sha512::digest(&block).to_vec(),
        };
        if round >= 63 && u32::from(*block.last()?) <= round.saturating_sub(31) {
            key.truncate(32);
            return Some(key);
        }
    }
    None
}

/// The first sixteen bytes are what the chain begins with, the last say how many were filled up.
fn aes_with_salt(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let Some((start, rest)) = bytes.split_at_checked(16) else { return Vec::new() };
    let mut plain = aes(key, start, rest).unwrap_or_default();
    if let Some(&filled @ 1..=16) = plain.last() {
        plain.truncate(plain.len().saturating_sub(usize::from(filled)));
    }
    plain
}

/// AES in a chain of blocks; a last block that is not whole is left out.
fn aes(key: &[u8], start: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    fn chain(
        cipher: &impl BlockCipherDecrypt<BlockSize = aes::cipher::consts::U16>,
        start: [u8; 16],
        bytes: &[u8],
    ) -> Vec<u8> {
        let (mut out, mut before) = (Vec::with_capacity(bytes.len()), start);
        for chunk in bytes.chunks_exact(16) {
            let Ok(packed) = <[u8; 16]>::try_from(chunk) else { break };
            let mut block = Array::from(packed);
            cipher.decrypt_block(&mut block);
            out.extend(block.iter().zip(before).map(|(byte, before)| byte ^ before));
            before = packed;
        }
        out
    }
    let start = start.try_into().ok()?;
    match key.len() {
        16 => Some(chain(&aes::Aes128::new_from_slice(key).ok()?, start, bytes)),
        32 => Some(chain(&aes::Aes256::new_from_slice(key).ok()?, start, bytes)),
        _ => None,
    }
}

fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|at| u8::try_from(at).unwrap_or_default());
    let mut j = 0_u8;
    for (i, &k) in (0..256).zip(key.iter().cycle()) {
        j = j.wrapping_add(state[i]).wrapping_add(k);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    let turn = |byte: &u8| {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        byte ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
    };
    bytes.iter().map(turn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rc4_as_published() {
        let check = |key: &[u8], text: &[u8], expected: &[u8]| assert_eq!(rc4(key, text), expected);
        check(b"Key", b"Plaintext", &[0xbb, 0xf3, 0x16, 0xe8, 0xd9, 0x40, 0xaf, 0x0a, 0xd3]);
        check(b"Wiki", b"pedia", &[0x10, 0x21, 0xbf, 0x04, 0x20]);
    }
}
