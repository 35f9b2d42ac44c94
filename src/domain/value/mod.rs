//! Small value types that all other modules use. They depend on neither cases nor policies.

pub mod amount;
pub mod id;
pub mod mask;
pub mod moment;
pub mod small_map;
pub mod state;
pub mod texts;
pub mod title;
pub mod within;
pub mod zone;
