//! Kept files and the drives that carry them.

use crate::{
    drives,
    fault::Fault,
    shell::Shell,
    wire::files::{Bytes, Drive, FileArgs, PictureArgs},
};
