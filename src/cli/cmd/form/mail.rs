//! A letter as an e-mail that is ready to be sent (RFC 5322, RFC 2045). Nothing is sent from here.

use super::printed::Printed;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::render::{self, Format, Look};
use mail_builder::MessageBuilder;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;

/// The width of the text, in columns.
const WIDTH: usize = 76;

/// The message with the letter as plain text.
///
/// # Errors
/// The project cannot be read.
pub(super) fn message(one: &Printed, address: &str, cx: &Context) -> Result<Vec<u8>, CliError> {
    let project = cx.project()?;
    let look = Look { width: Some(WIDTH), color: false, ..cx.look() };
    let mut body = Vec::new();
    render::document(&one.document, Format::Table, &look, &mut body)?;
    let sender = project.policy.desk.email.as_str();
    let number = one.number.as_deref().map_or_else(|| format!("draft-{}-{}", one.form, one.case), Into::into);
    let host = sender.rsplit_once('@').map_or("localhost", |(_, host)| host);
    let day = one.on.local().and_utc().timestamp() - i64::from(one.on.offset());
    let subject = format!("{} {number}", one.document.heading);
    let message = MessageBuilder::new()
        .from((project.settings.name.as_str(), sender))
        .to((one.name.as_str(), address))
        .subject(subject.as_str())
        .date(day)
        .message_id(format!("{number}@{host}"))
        // Mail programs open it as a message that is still to be sent.
        .header("X-Unsent", Raw::new("1"))
        .header("Content-Language", Text::new(if cx.lang == crate::text::Lang::Zh { "zh-CN" } else { "en" }))
        .text_body(String::from_utf8_lossy(&body).into_owned());
    let mut bytes = Vec::new();
    message.write_to(&mut bytes)?;
    Ok(bytes)
}
