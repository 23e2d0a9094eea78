//! How a laptop comes to be believed: it asks, headquarters answers.

use std::path::{Path, PathBuf};

use clap::Args;
use sala::{Desk, Result};
use serde_json::json;

use crate::answer::Answer;

/// `sala request`.
#[derive(Debug, Args)]
pub struct Request {
    /// Write the request to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Ask.
pub fn request(desk: &Desk, args: Request) -> Result<Answer> {
    let request = match &args.out {
        Some(out) => desk.write_request(out)?,
        None => desk.request()?,
    };
    let told = match &args.out {
        Some(out) => format!("The request of {} is in {}; bring it to headquarters.", request.label, out.display()),
        None => format!("{} asks to be certified; `--out FILE` writes the request, and its first file to headquarters carries it too.", request.label),
    };
    Answer::new(
        &json!({
            "replica": request.replica().to_string(), "label": request.label, "role": request.role, "fingerprint": request.fingerprint(), "file": args.out,
        }),
        format!("{told}\nIts fingerprint, to be read over the telephone: {}", request.fingerprint()),
    )
}

/// `sala accept`.
#[derive(Debug, Args)]
pub struct Accept {
    /// A request file, or the fingerprint, label or id of a replica that asked
    #[arg(value_name = "FILE|FINGERPRINT", required = true, num_args = 1..)]
    which: Vec<String>,
    /// What the replica is called from now on
    #[arg(long, value_name = "NAME")]
    label: Option<String>,
}

/// Certify a replica.
pub fn accept(desk: &Desk, args: Accept) -> Result<Answer> {
    let label = args.label.as_deref();
    // The six words of a fingerprint may be typed without quotation marks.
    let which = args.which.iter().flat_map(|word| word.split_whitespace()).collect::<Vec<_>>().join(" ");
    let file = args.which.first().map(Path::new).filter(|path| args.which.len() == 1 && (path.exists() || path.components().count() > 1));
    let certificate = match file {
        Some(file) => desk.accept_file(file, label)?,
        None => desk.accept(&which, label)?,
    };
    let text = format!(
        "{} is certified by {}; `sala export --out FILE --for {}` makes its pack.\nIts fingerprint: {}",
        certificate.label,
        certificate.organisation,
        certificate.label,
        certificate.fingerprint()
    );
    Answer::new(
        &json!({
            "replica": certificate.replica().to_string(),
            "label": certificate.label,
            "role": certificate.role().as_str(),
            "fingerprint": certificate.fingerprint(),
            "organisation": certificate.organisation,
        }),
        text,
    )
}
