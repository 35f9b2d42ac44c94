//! The facts of a registration in its event.

use super::kinds::Opened;
use crate::domain::case::registered::{Registered, registered};

macro_rules! registered_facts {
    ({ $( $(#[$doc:meta])* $field:ident : $type:ty $(= $row:tt)? ),* $(,)? }) => {
        impl Opened {
            /// The facts of the registration.
            #[must_use]
            pub fn facts_of_case(&self) -> Registered {
                Registered { $( $field: self.$field.clone(), )* }
            }

            /// Replaces the facts.
            pub fn set_facts(&mut self, facts: Registered) {
                $( self.$field = facts.$field; )*
            }
        }
    };
}
registered! { registered_facts! () {} {} }
