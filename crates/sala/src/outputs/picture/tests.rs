use image::{ImageEncoder, Rgba, RgbaImage, codecs::png::PngEncoder};

use super::*;

/// What telephones note beside a picture: its orientation, and where it was taken (EXIF 2.32 in a TIFF header).
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, ty: u16, count: u32, value: u32| {
        let mut bytes = Vec::new();
        bytes.extend(tag.to_le_bytes());
        bytes.extend(ty.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(0x0112, 3, 1, u32::from(orientation)));
    tiff.extend(entry(0x8825, 4, 1, 38));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(1_u16.to_le_bytes());
    tiff.extend(entry(0x0001, 2, 2, u32::from(b'N')));
    tiff.extend(b"\0\0\0\0KHON KAEN");
    tiff
}

fn photograph(width: u32, height: u32, orientation: u16) -> Vec<u8> {
    // Left half black, right half white: enough to see which way is up.
    let image = RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([0; 3]) } else { Rgb([255; 3]) });
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 90);
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    encoder.encode_image(&image).unwrap();
    jpeg
}

fn contains(file: &[u8], needle: &[u8]) -> bool {
    file.windows(needle.len()).any(|w| w == needle)
}

fn code(file: &[u8]) -> &'static str {
    take(file).map_or_else(|e| e.problem().code, |_| "accepted")
}

#[test]
fn a_telephone_picture_is_kept_upright_smaller_and_without_its_place() {
    let photo = photograph(4000, 3000, 6);
    assert!(contains(&photo, b"KHON KAEN"), "the telephone noted where it was");
    let kept = take(&photo).unwrap();
    assert_eq!((kept.width, kept.height), (1920, 2560), "turned by its orientation, and scaled to the limit");
    assert!(!contains(&kept.jpeg, b"KHON KAEN") && !contains(&kept.jpeg, b"Exif"), "the place does not travel");
    let upright = image::load_from_memory(&kept.jpeg).unwrap().into_luma8();
    assert!(upright.get_pixel(960, 10).0 < [40], "what was left is at the top after a quarter turn");
    assert!(upright.get_pixel(960, 2550).0 > [215], "what was right is at the bottom");
}

#[test]
fn a_small_picture_keeps_its_size_and_loses_its_place() {
    let kept = take(&photograph(640, 480, 1)).unwrap();
    assert_eq!((kept.width, kept.height), (640, 480), "nothing is gained by making it larger");
    assert!(!contains(&kept.jpeg, b"KHON KAEN"), "metadata goes from small pictures too");
}

#[test]
fn what_is_transparent_becomes_paper() {
    let image = RgbaImage::from_pixel(50, 40, Rgba([0, 0, 0, 0]));
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&image, 50, 40, image::ExtendedColorType::Rgba8).unwrap();
    let kept = image::load_from_memory(&take(&png).unwrap().jpeg).unwrap().into_luma8();
    assert!(kept.get_pixel(20, 20).0 > [250], "a drawing on a clear ground stays legible");
}

#[test]
fn a_damaged_picture_is_refused_at_any_cut() {
    let photo = photograph(640, 480, 1);
    for cut in [3, 20, 200, photo.len() / 2, photo.len() - 2] {
        assert_eq!(code(&photo[..cut]), "picture_damaged", "a picture cut at byte {cut} would be grey below the cut");
    }
    let mut trailer = photo.clone();
    trailer.extend(b"MotionPhoto_Data");
    assert_eq!(code(&trailer), "accepted", "what some telephones append after the picture does no harm");
    assert_eq!(code(b"\x89PNG\r\n\x1a\n and then nothing"), "picture_damaged", "half a PNG is none");
}

#[test]
fn a_picture_that_would_fill_the_memory_is_refused_before_it_does() {
    // 60,000 x 60,000 pixels in a file of a few bytes: only the header is ever read.
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(60_000_u32.to_be_bytes());
    chunk.extend(60_000_u32.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    png.extend(13_u32.to_be_bytes());
    png.extend(&chunk);
    png.extend(crc(&chunk).to_be_bytes());
    png.extend(0_u32.to_be_bytes());
    png.extend(b"IDAT");
    png.extend(crc(b"IDAT").to_be_bytes());
    assert_eq!(code(&png), "picture_too_large", "10 GB of pixels do not fit a laptop of 4 GB");
}

/// A small picture whose header says that it is larger.
fn declaring(format: ImageFormat, width: u16, height: u16) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::new(8, 8)).write_to(&mut file, format).unwrap();
    let mut file = file.into_inner();
    // Where the sizes stand: ITU T.81 B.2.2; RFC 9649 3.4; GIF89a 18; BITMAPINFOHEADER.
    let (at, bytes) = match format {
        ImageFormat::Jpeg => {
            let frame = file.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
            (frame + 5, [height.to_be_bytes(), width.to_be_bytes()].concat())
        }
        ImageFormat::WebP => {
            let signature = file.windows(4).position(|name| name == b"VP8L").unwrap() + 8;
            (signature + 1, ((u32::from(width) - 1) | (u32::from(height) - 1) << 14).to_le_bytes().to_vec())
        }
        ImageFormat::Gif => (6, [width.to_le_bytes(), height.to_le_bytes()].concat()),
        ImageFormat::Bmp => (18, [u32::from(width).to_le_bytes(), u32::from(height).to_le_bytes()].concat()),
        other => panic!("{other:?} is not written here"),
    };
    file[at..at + bytes.len()].copy_from_slice(&bytes);
    file
}

#[test]
fn a_few_bytes_that_say_they_are_a_huge_picture_are_refused_in_every_format() {
    for (format, side) in
        [(ImageFormat::Jpeg, 65_000), (ImageFormat::Jpeg, 19_000), (ImageFormat::WebP, 16_000), (ImageFormat::Gif, 65_000), (ImageFormat::Bmp, 30_000)]
    {
        let file = declaring(format, side, side);
        assert!(file.len() < 1_000, "{format:?}: {} bytes", file.len());
        assert_eq!(code(&file), "picture_too_large", "{format:?} of {side} x {side}: its pixels do not fit a laptop of 4 GB");
        assert_eq!(code(&declaring(format, 8, 8)), "accepted", "{format:?}: only the size was wrong");
    }
}

/// CRC-32 as PNG uses it (ISO/IEC 15948, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { (c >> 1) ^ 0xedb8_8320 } else { c >> 1 }))
}
