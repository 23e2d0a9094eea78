//! Files that are made and taken in.

use sala::{
    Role,
    bundle::{ExportOptions, Status, To},
};

use crate::{
    events::How,
    world::{Check, World},
};

impl World {
    pub fn export(&mut self, from: usize, to: usize, how: &How) -> Check {
        let (path, receiver) = (self.new_path("sala"), self.machines[to].desk().replica().to_string());
        self.tick(from);
        // Of two headquarters a laptop carries to the newer; here both are spoken to.
        let to_whom = if to == 0 && !self.two_headquarters { To::Headquarters } else { To::Replica(receiver) };
        // So small that every page gets a file of its own.
        let split = how.split.then_some(1);
        let options = ExportOptions { to: to_whom, everything: how.everything, split, without_attachments: how.data_only, ..ExportOptions::default() };
        self.signs(from);
        let write = |options: &ExportOptions| self.machines[from].desk().export(&path, options, &mut |_, _| true);
        let is_hq = self.machines[to].desk().role().expect("a role") == Role::Hq;
        let written = match write(&options) {
            // Headquarters that went on under new keys opens what is meant for whom it was.
            Err(e) if is_hq && e.problem().code == "no_such_replica" => write(&ExportOptions { to: To::Headquarters, ..options }),
            written => written,
        };
        match written {
            Ok(exported) if exported.volumes.is_empty() => self.files.push((path, to)),
            Ok(exported) => self.files.extend(exported.volumes.into_iter().map(|volume| (volume.file, to))),
            // A copy that nobody has heard of yet.
            Err(e) if ["no_such_replica", "export_to_self", "export_to_former"].contains(&e.problem().code) => {}
            Err(e) => return Err(format!("machine {from} cannot write for {to}: {}", e.problem().code)),
        }
        Ok(())
    }

    pub fn import(&mut self, which: usize) -> Check {
        let (path, to) = self.files[which].clone();
        if !self.machines[to].alive {
            return Ok(());
        }
        self.tick(to);
        let desk = self.machines[to].desk();
        // By itself, or as one of several: at the command line each file is one of several.
        let taken = match which % 2 {
            0 => desk.import(&path, None, &mut |_, _| true),
            _ => desk.import_many(&[path], None, &mut |_, _| true).and_then(|mut taken| taken.pop().expect("an account of the file")),
        };
        match taken {
            Ok(taken) => {
                if matches!(taken.status, Status::Applied | Status::Waiting) {
                    // What others wrote may rest on it: it is no longer taken back.
                    self.machines[to].forget_done();
                }
                self.learn(to)
            }
            // Pages of a copy that nobody has accepted yet.
            Err(e) if self.copies && e.problem().code == "unknown_sender" => Ok(()),
            Err(e) => Err(format!("machine {to} cannot take a file in: {}", e.problem().code)),
        }
    }
}
