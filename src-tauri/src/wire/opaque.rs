//! What the window only hands back: plain strings there, the core's own types here.

use serde::{Deserialize, Serialize};
use ts_rs::{Config, TS};

macro_rules! opaque {
    ($($(#[doc = $doc:literal])* $name:ident($core:ty);)*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(transparent)]
            pub struct $name(pub $core);

            impl From<$core> for $name {
                fn from(core: $core) -> Self {
                    Self(core)
                }
            }

            impl TS for $name {
                type WithoutGenerics = Self;
                type OptionInnerType = Self;
                fn name(_: &Config) -> String {
                    "string".to_owned()
                }
                fn inline(config: &Config) -> String {
                    Self::name(config)
                }
            }
        )*
    };
}

opaque! {
    /// The name of a record.
    Id(sala::RecordId);
    /// The version of a field as a screen showed it, handed back with an edit.
    Seen(sala::Seen);
}
