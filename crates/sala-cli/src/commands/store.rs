//! Making a store, and filling it with the reference programme.

use clap::{Args, ValueEnum};
use sala::{Desk, KeyPlace, NewStore, Result, store::Store};
use serde_json::json;

use crate::{
    answer::{Answer, Once, count},
    cli::Global,
    log, place,
};

/// What a replica is for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Role {
    /// Headquarters: holds the organisation's root key
    Hq,
    /// A laptop at a training site
    Site,
}

/// `sala init`.
#[derive(Debug, Args)]
pub struct Init {
    /// What this replica is for
    #[arg(long)]
    role: Role,
    /// What people call it, such as LAP-A
    #[arg(long, value_name = "NAME")]
    label: String,
    /// The organisation's name, at headquarters [default: the label]
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
}

/// Make a store.
pub fn init(global: &Global, args: Init) -> Result<Answer> {
    let dir = place::new_store_dir(global.store.as_deref())?;
    let role = match args.role {
        Role::Hq => sala::Role::Hq,
        Role::Site => sala::Role::Site,
    };
    // Until somebody says who is at the desk, the laptop's label is the truest thing that can be noted.
    let author = place::author(global).unwrap_or_else(|| args.label.clone());
    let new = NewStore { role, label: args.label, organisation: args.organisation, author, key_place: KeyPlace::Keychain };
    let desk = Desk::create(&dir, new, place::clock()?)?;
    log::begin(&dir);
    let own = desk.request()?;
    let recovery = desk.recovery_secret()?;
    let mut text = format!("{} is ready in {}.\nIts fingerprint: {}", own.label, dir.display(), own.fingerprint());
    let once = recovery.as_ref().map(|secret| {
        format!("The organisation's recovery secret, shown this once. Write it down and lock it away: whoever holds it can open every file.\n{secret}")
    });
    if let Some(once) = &once {
        text.push_str("\n\n");
        text.push_str(once);
    }
    let once = once.map(|text| Once { text, told: Box::new(move || desk.forget_recovery_secret()) });
    let mut facts = json!({
        "replica": own.replica().to_string(),
        "label": own.label,
        "role": role.as_str(),
        "fingerprint": own.fingerprint(),
        "store": dir,
    });
    if let (Some(secret), Some(facts)) = (recovery, facts.as_object_mut()) {
        facts.insert("recovery_secret".to_owned(), secret.into());
    }
    Ok(Answer { once, ..Answer::new(&facts, text)? })
}

/// Load the reference programme; where there is no store yet, one is made to look around in.
pub fn demo(global: &Global) -> Result<Answer> {
    let dir = place::new_store_dir(global.store.as_deref())?;
    let make = !Store::exists(&dir);
    let loaded = if make {
        let author = place::author(global).unwrap_or_else(|| "Demo".to_owned());
        let organisation = Some(sala::programme::Facts::parse(sala::demo::PROGRAMME)?.organiser.unwrap_or_else(|| "Demo".to_owned()));
        let new = NewStore { role: sala::Role::Hq, label: "HQ".to_owned(), organisation, author, key_place: KeyPlace::Keychain };
        sala::demo::make(&dir, new, place::clock()?)?.1
    } else {
        place::with_desk(global, false, sala::demo::load)?
    };
    let mut text = format!(
        "Programme {} is in this store: {}, {}, {}.",
        loaded.code,
        count(loaded.people as u64, "person", "people"),
        count(loaded.sessions as u64, "session", "sessions"),
        count(loaded.registers as u64, "register", "registers"),
    );
    if make {
        text = format!("A store of headquarters was made in {}.\n{text}", dir.display());
    }
    if loaded.conflicts > 0 {
        text.push_str("\nTwo laptops differ in it: `sala conflicts` shows where.");
    }
    let mut answer = Answer::new(&loaded, text)?;
    answer.facts.insert("store_made".to_owned(), make.into());
    Ok(answer)
}
