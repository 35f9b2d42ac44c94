//! All sentences for readers, in Chinese and English.
//!
//! Invariant: no sentence exists in one language only. [`Two`] holds both as constants, and [`say!`](crate::say) takes both at
//! every use, so a missing translation does not compile.

pub mod code_names;
pub mod command_names;
pub mod labels;
pub mod names;
pub mod new_project;
pub mod policy_sections;
pub mod policy_words;
pub mod query;
pub mod refusal;
#[cfg(test)]
pub(crate) mod sample;
pub mod sanitize;
pub mod sentence;
mod side_names;
pub mod terms;
pub mod width;
pub mod words;

pub use crate::domain::value::title::{Lang, Two};

/// `say!(lang, "English {x}", "中文 {x}")`: a formatted sentence in the language `lang`.
#[macro_export]
macro_rules! say {
    ($lang:expr, $en:literal, $zh:literal $(, $($arg:tt)*)?) => {
        match $lang {
            $crate::domain::value::title::Lang::En => format!($en $(, $($arg)*)?),
            $crate::domain::value::title::Lang::Zh => format!($zh $(, $($arg)*)?),
        }
    };
}
