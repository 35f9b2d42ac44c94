//! The single integration test binary: runs the program as its users do.

#![allow(missing_docs, unreachable_pub, dead_code, clippy::disallowed_macros, clippy::disallowed_methods)]

mod accounts;
mod altered;
mod always;
mod asof;
mod attached;
mod bad;
mod bank;
mod canary;
mod completion;
mod config;
mod contract;
mod damaged;
mod demo;
mod desk;
mod duties;

mod edited;
mod erasing;
mod figures;
mod form1;
mod formats;
mod forms;
mod fuzzing;
mod gate;
mod golden;
mod guard;
mod harmless;
mod histories;
mod import;
mod index;
mod kill;
mod limits;
mod missed;
mod mistakes;
mod morning;
mod naive;
mod order;
mod parallel;
mod parties;

mod private_index;
mod refusals;
mod restore;
mod restricted;
mod rules;
mod search;
mod second_acts;
mod see;
mod spine;
mod words;
