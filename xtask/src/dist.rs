//! Release programs in one archive, for a machine that has the web view already.

use std::fs;
use std::path::Path;

use crate::build::{self, Profile};
use crate::command::{self, program};
use crate::system::{self, Purpose};
use crate::{Outcome, project};

/// Builds both programs in release and packs them with the README and the licences.
pub(crate) fn dist() -> Outcome {
    system::ensure(Purpose::Build)?;
    let version = env!("CARGO_PKG_VERSION");
    let name = format!("sala-{version}-{}-{}", std::env::consts::OS, std::env::consts::ARCH);
    let dist = project::output("dist");
    let folder = dist.join(&name);
    project::fresh(&folder)?;
    let programs = [build::window(Profile::Release)?, build::command_line(Profile::Release)?];
    let papers = ["README.md", "LICENSE-MIT", "LICENSE-APACHE"].map(|paper| project::root().join(paper));
    for file in programs.iter().chain(&papers) {
        copy(file, &folder)?;
    }
    // The fonts and icons inside the window have licences of their own, whose notices must travel with it.
    let notices = folder.join("licences");
    project::fresh(&notices)?;
    let kept = project::ui().join("public").join("licences");
    for notice in fs::read_dir(&kept).map_err(|error| format!("{} could not be read: {error}", kept.display()))?.flatten() {
        copy(&notice.path(), &notices)?;
    }
    // `tar` is part of Linux, macOS and Windows 10 and later.
    let archive = format!("{name}.tar.gz");
    command::run(program("tar").current_dir(&dist).args(["-czf", &archive, &name]))?;
    println!("{}", dist.join(archive).display());
    Ok(())
}

fn copy(file: &Path, folder: &Path) -> Outcome {
    let name = file.file_name().ok_or_else(|| format!("{} has no name", file.display()))?;
    fs::copy(file, folder.join(name)).map(drop).map_err(|error| format!("{} could not be copied: {error}", file.display()))
}
