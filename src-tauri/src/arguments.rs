//! What the program can be told when it is started.

use std::path::PathBuf;

use clap::Parser;
use sala::store::whereabouts;

/// Sala in a window.
#[derive(Debug, Default, Parser)]
#[command(name = "sala-desktop", version)]
pub struct Arguments {
    /// The folder of the store (default: the user's data folder, the same as the command line's).
    #[arg(long, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// Open on the built-in programme; a store is made for it where there is none.
    #[arg(long)]
    pub demo: bool,
}

impl Arguments {
    /// Where the store is: in the folder that was named, in the user's own, or where one of these says that it went.
    pub fn folder(&self) -> PathBuf {
        match &self.store {
            Some(dir) => whereabouts::named(dir),
            None => whereabouts::usual(&self.home()),
        }
    }

    /// Where the store is looked for first.
    pub fn home(&self) -> PathBuf {
        let users = || directories::ProjectDirs::from("org", "Sala", "Sala").map(|dirs| dirs.data_dir().to_owned());
        self.store.clone().or_else(users).unwrap_or_else(|| PathBuf::from("sala"))
    }
}
