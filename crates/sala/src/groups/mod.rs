//! Groups: how the participants are divided for work together.
