//! Removable drives: where a sealed file is carried away.

use std::{path::PathBuf, sync::Arc, thread, time::Duration};

use sysinfo::{Disk, Disks};

use crate::{
    fault::{Fault, refused},
    shell::Shell,
    wire::{app::AppEvent, files::Drive},
};

/// How often to look; plugging in a stick takes a person longer.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// The drives plugged in now.
pub fn now() -> Vec<Drive> {
    Disks::new_with_refreshed_list().iter().filter(|disk| disk.is_removable()).map(described).collect()
}

fn described(disk: &Disk) -> Drive {
    let mount = disk.mount_point();
    let label = mount.file_name().map_or_else(|| mount.display().to_string(), |name| name.to_string_lossy().into_owned());
    Drive { id: mount.display().to_string(), label, free_bytes: disk.available_space(), total_bytes: disk.total_space(), read_only: disk.is_read_only() }
}

/// The folder for sealed files on a drive that is plugged in now: the window cannot name any other folder.
///
/// # Errors
/// `drive_gone`.
pub fn folder(id: &str) -> Result<PathBuf, Fault> {
    let disks = Disks::new_with_refreshed_list();
    let drive = disks.iter().find(|disk| disk.is_removable() && disk.mount_point().display().to_string() == id);
    Ok(drive.ok_or_else(|| refused("drive_gone"))?.mount_point().join("Sala"))
}

/// Tells the window whenever a drive comes or goes, as long as the program runs.
pub fn watch(shell: Arc<Shell>) {
    thread::spawn(move || {
        let mut known = Vec::new();
        loop {
            thread::sleep(LOOK_EVERY);
            let drives = now();
            let names = |drives: &[Drive]| drives.iter().map(|drive| drive.id.clone()).collect::<Vec<_>>();
            if names(&drives) != names(&known) {
                shell.events.tell(AppEvent::Drives { drives: drives.clone() });
            }
            known = drives;
        }
    });
}
