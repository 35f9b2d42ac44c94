//! Small values: what everything else is made of. Nothing here knows a case or a policy.

pub mod amount;
pub mod id;
pub mod moment;
pub mod small_map;
pub mod state;
pub mod texts;
pub mod title;
pub mod within;
