//! The macro that makes the types of rows, the policy that holds them, and its list of sections from one table.

/// Defines the kinds of rows, which are the sections of a policy file.
macro_rules! rows {
    ($( $(#[$doc:meta])* $section:literal $list:ident : $name:ident { $( $(#[$fdoc:meta])* $field:ident : $type:ty ),* $(,)? } )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
            #[serde(rename_all = "kebab-case")]
            pub struct $name {
                /// Code.
                pub code: Code,
                /// Titles.
                #[serde(flatten)]
                pub title: Title,
                /// The id of the rule, if it is not the code.
                #[serde(default, skip_serializing_if = "is_default")]
                pub rule: Code,
                /// Article.
                #[serde(default, skip_serializing_if = "is_default")]
                pub cite: Title,
                /// A note for readers of the file.
                #[serde(default, skip_serializing_if = "is_default")]
                pub note: String,
                $( $(#[$fdoc])* #[serde(default, skip_serializing_if = "is_default")] pub $field: $type, )*
            }

            impl Named for $name {
                fn code(&self) -> &Code { &self.code }
                fn title(&self) -> &Title { &self.title }
                fn cite(&self) -> &Title { &self.cite }
                fn rule(&self) -> &Code { &self.rule }
            }
        )*

        /// A resolved policy.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub struct Policy {
            /// The profile on which it is based.
            pub profile: Code,
            /// Title.
            #[serde(default)]
            pub title: Title,
            /// The regulation that it implements.
            #[serde(default)]
            pub cite: Title,
            /// The first day on which it applies.
            #[serde(default)]
            pub effective_from: Option<NaiveDate>,
            /// The regulations that it replaces.
            #[serde(default)]
            pub supersedes: Vec<String>,
            /// Settings of the desk.
            #[serde(default)]
            pub desk: DeskRules,
            $( $(#[$doc])* #[serde(default, rename = $section)] pub $list: Section<$name>, )*
        }

        impl Policy {
            /// Fills the sections for which `text` gives the rows as JSON with these built-in rows.
            #[must_use]
            pub(crate) fn over_built_in(mut self, text: &dyn Fn(&str) -> Option<&'static str>) -> Self {
                $( if let Some(text) = text($section) { self.$list = Section::built_in(text); } )*
                self
            }

            /// The rows of a section, by its name.
            #[must_use]
            pub fn section(&self, section: &str) -> Option<Vec<&dyn Named>> {
                match section {
                    $( $section => Some(self.$list.iter().map(|r| r as &dyn Named).collect()), )*
                    _ => None,
                }
            }
        }

        /// Every section with the keys of its rows, besides `code`, `zh`, `en`, `rule`, `cite` and `note`.
        pub const SECTIONS: &[(&str, &[&str])] = &[$( ($section, &[$( stringify!($field) ),*]) ),*];
    };
}
