//! A picture as Sala keeps it: upright, at most 2560 pixels, JPEG, and without what the camera noted beside it.
//!
//! Telephones write where and when a picture was taken, and with whose telephone. None of that belongs to a group's
//! flip chart, so every picture is decoded and encoded anew, also one that is small enough already.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage, codecs::jpeg::JpegEncoder, imageops::FilterType,
};

use crate::{Error, Problem, Result};

/// The longest side that is kept.
pub const MAX_SIDE: u32 = 2560;
/// JPEG quality: fine writing on paper stays legible.
const QUALITY: u8 = 85;
/// The longest side that is decoded.
const MAX_DECODED_SIDE: u32 = 20_000;
/// The most memory that decoding may take: a small laptop has 4 GB for everything.
const MAX_MEMORY: u64 = 512 << 20;

/// A picture ready to be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// The JPEG file.
    pub jpeg: Vec<u8>,
    /// Pixels across, upright.
    pub width: u32,
    /// Pixels down, upright.
    pub height: u32,
}

/// Make a picture ready to be kept, or refuse it: `picture_damaged`, `picture_too_large`, `picture_unsupported`.
///
/// # Errors
/// A refusal.
pub fn take(file: &[u8]) -> Result<Picture> {
    guarded(|| convert(file))
}

/// Decoders meet files that nobody thought of; one that gives up must not take the window with it.
fn guarded<T>(decode: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or_else(|_| Problem::new("picture_damaged").refuse())
}

fn convert(file: &[u8]) -> Result<Picture> {
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format()?;
    if reader.format() == Some(ImageFormat::Jpeg) && !ends_properly(file) {
        return Problem::new("picture_damaged").refuse();
    }
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_DECODED_SIDE);
    limits.max_image_height = Some(MAX_DECODED_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    limits.reserve(decoder.total_bytes()).map_err(refusal)?;
    let orientation = decoder.orientation().map_err(refusal)?;
    let colours = decoder.icc_profile().ok().flatten().filter(|profile| is_rgb(profile));
    let decoded = DynamicImage::from_decoder(decoder).map_err(refusal)?;

    // Turned after it was made smaller, because that moves fewer pixels.
    let mut scaled = shrink(decoded);
    scaled.apply_orientation(orientation);
    let image = flatten(scaled);
    Ok(Picture { jpeg: encode(&image, colours)?, width: image.width(), height: image.height() })
}

/// At most `MAX_SIDE`, with the proportions kept.
fn shrink(image: DynamicImage) -> DynamicImage {
    if image.width().max(image.height()) <= MAX_SIDE {
        return image;
    }
    image.resize(MAX_SIDE, MAX_SIDE, FilterType::Triangle)
}

/// JPEG knows no transparency: what was see-through becomes paper, not black.
fn flatten(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [r, g, b, alpha] = image.get_pixel(x, y).0;
        let on_white = |c: u8| {
            let (c, alpha) = (u32::from(c), u32::from(alpha));
            u8::try_from((c * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
        };
        Rgb([r, g, b].map(on_white))
    })
}

fn encode(image: &RgbImage, colours: Option<Vec<u8>>) -> Result<Vec<u8>> {
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    if let Some(colours) = colours {
        // Newer telephones use wider colours than sRGB; without the profile they would look dull.
        let _ = encoder.set_icc_profile(colours);
    }
    encoder.encode_image(image).map_err(refusal)?;
    Ok(jpeg)
}

/// The colour space that an ICC profile is made for stands at byte 16 (ICC.1:2022, 7.2.6).
fn is_rgb(profile: &[u8]) -> bool {
    profile.get(16..20) == Some(b"RGB ")
}

/// True where the JPEG reaches its end marker. A picture that was cut short while it was copied decodes without
/// complaint, grey below the cut, and nobody would notice until the flip chart is long gone.
fn ends_properly(file: &[u8]) -> bool {
    let mut rest = file;
    let mut scans = false;
    loop {
        let Some(at) = rest.windows(2).position(|pair| matches!(pair, [0xff, marker] if !matches!(marker, 0 | 0xff))) else {
            return false;
        };
        let Some((&[_, marker], after)) = rest.get(at..).and_then(<[u8]>::split_first_chunk::<2>) else { return false };
        rest = match marker {
            0xd9 => return scans,
            // Start of image and restarts stand alone (ISO/IEC 10918-1, table B.1).
            0x01 | 0xd0..=0xd8 => after,
            // Every other segment says how long it is; a thumbnail inside one has an end marker of its own.
            _ => {
                scans |= marker == 0xda;
                let Some(length) = after.first_chunk::<2>().map(|l| usize::from(u16::from_be_bytes(*l))) else { return false };
                match after.get(length..) {
                    Some(next) => next,
                    None => return false,
                }
            }
        };
    }
}

fn refusal(error: ImageError) -> Error {
    Error::Refused(match error {
        ImageError::Limits(_) => Problem::new("picture_too_large").with("max_side", MAX_DECODED_SIDE),
        ImageError::Unsupported(e) => Problem::new("picture_unsupported").with("why", e.to_string()),
        e => Problem::new("picture_damaged").with("why", e.to_string()),
    })
}

#[cfg(test)]
mod tests;
