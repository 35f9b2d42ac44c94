//! Messages about making a case a duplicate, and about acts that would leave duplicates without their main case.

use super::Talk;
use super::parts::{listed, state_word};
use crate::domain::gate::refusal::Problem as P;
use crate::say;

pub(super) fn message(problem: &P, t: &Talk<'_>) -> String {
    let (lang, case) = (t.lang, t.subject());
    match problem {
        P::IsDuplicate { main } => {
            say!(lang, "{case} is a duplicate of {main} already", "{case} 已是 {main} 的重复件")
        }
        P::DuplicateCircle { other } => say!(
            lang,
            "{other} is itself a duplicate of {case}: nobody would be left to answer",
            "{other} 本身是 {case} 的重复件，这样将没有一件可以答复"
        ),
        P::MainEnded { main, state } => {
            let is = state_word(*state, lang);
            say!(
                lang,
                "{main} is {is} and will not be answered: nothing can be its duplicate",
                "{main} 的状态是“{is}”，不会再答复，不能作为主件"
            )
        }
        P::StaysLive { main } => say!(
            lang,
            "{case} is linked as a duplicate of {main}, and no other case is left to be answered: it goes on once the link is taken back",
            "{case} 已关联为 {main} 的重复件，但没有其他可答复的件：解除关联后才能继续办理"
        ),
        P::HasDuplicates { duplicates } => {
            let all: Vec<String> = duplicates.iter().map(ToString::to_string).collect();
            let all = listed(&all, t);
            say!(
                lang,
                "the answer to {case} is owed to its duplicates too: {all}; unlink them first, or link them to another case",
                "{case} 还有重复件等候其答复：{all}；请先解除关联，或改为关联到其他投诉件"
            )
        }
        P::OtherComplainant { main, known: true } => say!(
            lang,
            "the complainants of {case} and {main} are not the same person; different people with one matter are linked related or incident, and each counts",
            "{case} 与 {main} 的投诉人不是同一人；不同的人就同一事项投诉，应关联为“相关”或“突发事件”，各自计数"
        ),
        P::OtherComplainant { main, known: false } => say!(
            lang,
            "it is not on record whether {case} and {main} have the same complainant; a duplicate is the same person with the same matter",
            "未登记 {case} 与 {main} 是否为同一投诉人；重复件指同一人就同一事项重复投诉"
        ),
        _ => String::new(),
    }
}
