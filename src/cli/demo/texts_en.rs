//! English parts of what is said and written in the demo.

use super::texts::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    when: &["in the morning", "in the afternoon", "at noon", "on Monday morning", "at the end of the month", "on pay day", "on pension day", "on the first day after the holiday", "shortly before closing", "at the weekend", "at the start of the month", "towards evening"],
    spot: &["window one", "window two", "window three", "window four", "window five", "the cash counter", "the main counter", "the advice desk", "the lobby"],
    wait: &["forty minutes", "nearly an hour", "over an hour", "half an hour", "two hours", "an hour and a half", "fifty minutes"],
    tail: &[
        ", still not settled", ", raised before", ", wants it in writing", ", wants an apology", ", elderly customer", ", no help on the spot", ", wants to know why", ", money urgently needed",
    ],
    opening: &[
        "I came to the outlet {when} about {product}.", "I have been your customer for years; this was about {product}.", "I was at {spot} {when} for {product}.",
        "My mother went {when} for {product} and I came with her.", "I took time off {when} only for {product}.", "I have used {product} here for years without trouble.",
    ],
    ending: &[
        "I want an explanation soon.", "Please look into it and answer me.", "I do not think that I am the only one.", "If nothing is done I shall write to the supervisory authority.",
        "Nobody there could give me a reason.", "I only want it put right.", "I asked for the manager, to no avail.",
    ],
    demand: &["A written answer", "An apology from the person concerned", "Put it right and tell me", "Compensation for the loss", "Refund the fee", "Change the procedure", "Tell me the reason"],
    place: &["At {spot}", "At {spot}, beside the ticket machine", "In front of the outlet", "At home, on the phone", "The outlet near my office, {spot}", "At {spot}, within sight of the camera"],
    looked: &[
        "The recordings were viewed and the staff on duty heard.", "Vouchers and system logs were compared.", "The customer was called and the outlet visited.", "The transactions were gone through one by one.",
        "The call was listened to again and the file read.", "The place was seen and the manager spoken to.",
    ],
    clear: &[
        "The person concerned kept to the rules and to polite forms.", "All details were there and the procedure was followed.", "The teller gave the notice and the customer confirmed it.",
        "System and staffing were as usual that day.", "What the customer says and what is on record do not quite agree.",
    ],
    ours: &["The complaint is justified; the fault is ours.", "It is as the customer says: our work was not good enough.", "It is proven; we have apologised and put it right."],
    shared: &["It is partly as described; both sides were careless.", "We did not say it clearly, and the form was not filled in fully: both have a share."],
    customer: &["No rule was broken; the customer did not know the rules.", "It was done by the rules; the customer's own handling led to the problem."],
    third_party: &["The problem lay with the partner; we have told them and help to settle it.", "An outside line failed; our own procedure was right."],
    none: &["Nobody is at fault.", "Circumstances were against it; neither side is to blame."],
    undetermined: &["What there is does not suffice to say who is responsible.", "Accounts differ and there is no recording: responsibility cannot be determined."],
    action_fault: &[
        "The person concerned was reprimanded, this month's bonus cut, and the manager called to apologise.", "The teller was named in the bulletin, wrote a statement and apologised to the customer.",
        "A formal talk was held; the person returns to the counter after training.", "The manager was called in; the incident is in the service record.",
        "The manager apologised by phone; no award for the person this quarter.",
    ],
    action_none: &["No fault, no measure; a reminder to explain more patiently.", "Nobody to be held responsible; staff were asked to explain.", "No measure needed; the customer's view was passed on."],
    lessons: &[
        "It was told at the morning meeting and is a point of this month's checks.", "All staff went through the rules again; the outlet checks itself weekly.", "The prompt card at the counter was rewritten.",
        "A guide now stands in the lobby and more windows open at peak times.", "A change of the system was proposed to head office.", "Next month it will be looked at again.",
    ],
    explanation: &[
        "The rules and the steps were explained one by one; the customer accepts them.", "The reason why it cannot be granted was given, and what can be done instead.",
        "The customer was met in person and shown the text of the rule.", "The basis of the fee and where it is posted were explained; a free channel was suggested.",
    ],
    solved: &[
        "Apologised at once and did it again; the customer accepts.", "The manager on duty explained and helped; the customer left content.", "Checked on the spot and corrected; the reason was given.",
        "Explained on the phone; the customer lets it rest.",
    ],
    enquiry: &["Which papers are needed for {product}", "What {product} costs", "Is the outlet open {when}", "How soon {product} can be replaced after a loss", "How to order a large sum of cash"],
    answered: &["Answered by the posted list, with the nearest outlet and its hours.", "The papers and the steps were explained.", "The hotline and the self-service way were given."],
    suggestion: &["Suggests more windows {when}", "Suggests larger letters on the page of {product}", "Suggests seats for elderly customers", "Suggests posting the fees of {product}", "Suggests longer hours of the self-service area"],
    praise: &["Praise for the patient staff at {spot}", "Praise for the lobby manager who helped an elderly customer", "Thanks for finding a lost item {when}"],
    thanked: &["The praise was passed on, with thanks.", "Told at the outlet, and the customer thanked by phone."],
    declined: &["A court has decided the matter; it is not for this desk.", "The business was not done with this bank; there is no record of it.", "The same matter was answered, and nothing new is said."],
    referred: &[
        ("the police", "It looks like fraud by telephone; the police must investigate. How to report it was explained."),
        ("the credit reference centre", "An objection to a credit record is the centre's to decide; how to raise it was explained."),
        ("the insurer", "It is a claim under an insurance contract; the insurer must decide. The papers were passed on."),
        ("the network operator", "The operator blocked the message with the code; the operator was asked to look into it."),
    ],
    test: &["A test entry from the training of new staff", "A test of the system, no real complaint"],
    mistake: &["A work order registered as a complaint by mistake", "One call registered twice by a double click"],
    wish: &["The customer says that the money has arrived and wants to withdraw", "The customer calls it a misunderstanding and wants to withdraw", "The customer says that the outlet has settled it"],
    voluntary: &["Called back by the desk: the customer's own free wish, the money has arrived", "Checked: the customer is content and withdraws freely"],
    coerced: &["When called, the customer said that staff came to the door several times and asked for a withdrawal", "The customer was told that the loan would be stopped unless the complaint was withdrawn"],
    unverified: &["Three calls unanswered; the wish could not be checked", "Somebody else answered; the wish could not be checked"],
    accountability: &["The pressure on the customer is being looked into; those concerned have no contact with customers.", "Pressure was indeed put on the customer; passed to the inspection department."],
    reopened: &["On call-back the problem had come back: our work was not thorough", "A check found the first answer wrong", "The customer brought a new voucher; the result must be corrected"],
    returned: &["Not our customer; the account is with another branch", "Another department is in charge of this business", "The customer was not at this outlet that day"],
    reworked: &["The reply is too general and does not say what was checked", "Nothing is said about those responsible", "The improvements are not concrete"],
    delayed: &[
        "Vouchers from another city have not arrived", "The person concerned is on leave", "The partner has not answered yet", "The logs are being analysed",
    ],
    escalated: &["Past the limit and not answered; taken up for coordination", "Several departments are concerned", "The customer is very upset; reputation may suffer"],
    supervised: &["The same problem keeps coming back", "The customer has asked several times", "Head office wants it settled by a date"],
    ack: &["Told that it was taken on, and when to expect an answer", "Number and time limit sent by message"],
    first: &["Spoke with the customer about what happened", "Called the customer; time and business confirmed", "The customer will provide the vouchers"],
    chase: &["The customer asks how far it is", "The customer calls again and wants an answer", "The customer came to the outlet to ask"],
    good: &["The customer says that it is settled", "The customer appreciates how it was handled", "Settled; the customer suggests more training"],
    bad: &["The customer says that it is not settled", "The customer finds the answer evasive", "It happened again; the customer is not content"],
    note: &["Recordings asked for, being viewed", "The technicians were asked for the logs", "The manager knows and will visit", "Agreed to speak again next week", "Copies of the vouchers are in the file"],
    backdated: &["Delayed in the post; arrived after the time for late entries, entered with the supervisor's consent", "Delivered to another department first; entered late with the supervisor's consent"],
    tags: &["elderly", "peak", "first-time", "counter", "online", "payroll", "follow-up"],
    paused: &["Waiting for the customer's vouchers", "Waiting for an outside statement"],
    step: &["Done as the rule asks, and on file", "Done, and confirmed by a second person"],
};
