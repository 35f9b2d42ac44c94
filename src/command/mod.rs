//! A command's arguments, whether typed, in a line of a batch or in a story: which there are, what was given, and the work that it means.
//!
//! | file | what it does |
//! |---|---|
//! | `flag` | flags and arguments as typed constants: what stands in a command's definition is what reads its value |
//! | `input` | what was given, by flag |
//! | `titles` | a title of the engine's own words in place of its code |
//! | `work` | the verbs that it means, and on which cases |

pub mod flag;
pub mod input;
pub mod titles;
pub mod work;
