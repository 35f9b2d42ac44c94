//! Topics of complaints, in English: the same topics in the same order as in Chinese.

use super::parts::Topic;

/// Mistakes, attitude, management.
#[rustfmt::skip]
pub(super) const GENERAL: &[Topic] = &[
    Topic {
        category: "error", cause: "staff-error", products: &["a time deposit", "a savings deposit", "a call deposit"], sum: Some((800, 60_000)),
        titles: &["Wrong term entered for {product} at {spot}", "Voucher of {product} {when} does not match the sum paid in", "Name misspelt on {product}, withdrawal blocked"],
        statements: &["The teller entered the wrong term; I learnt it when I came to withdraw.", "At home I saw that the voucher did not match the cash.", "One letter of the name is wrong and now my papers do not fit."],
        findings: &["The teller did not read the entry back; the voucher was filed once signed.", "Several transactions followed one another and no second person checked."],
        lessons: &["Large and time deposits are read aloud and checked by two.", "The customer repeats the key facts after entry."],
    },
    Topic {
        category: "error", cause: "staff-error", products: &["an interbank transfer", "a transfer within the bank", "a remittance to another city"], sum: Some((500, 90_000)),
        titles: &["Payee entered wrongly in {product}, money sent back", "{product} {when} not credited after {wait}", "Too high a fee for {product} at {spot}"],
        statements: &["One digit of the payee was wrong and my supplier waited for the money.", "It was to arrive at once; after several calls I was still told to wait.", "The fee was higher than posted; only when I asked was it paid back."],
        findings: &["The payee was not shown to the customer for checking.", "The transfer was suspended for missing details and the outlet was not told.", "The fee followed the old list, which had not been replaced."],
        lessons: &["Customers check every detail of a transfer on the screen.", "A suspended transfer is told to outlet and customer the same day."],
    },
    Topic {
        category: "error", cause: "staff-error", products: &["a debit card", "a social security card", "a passbook"], sum: None,
        titles: &["Wrong details registered when replacing {product}", "First day with {product}: it did not work {when}", "Standing orders lost when replacing {product} at {spot}"],
        statements: &["The details on file are somebody else's and I cannot pass the check.", "It did not work from the first day; I came three times.", "All direct debits stopped and nobody had told me."],
        findings: &["Old details were taken over without asking the customer.", "The new item had not been activated and was not tried."],
        lessons: &["Whatever is replaced is tried before the customer leaves.", "Customers are told what must be set up again."],
    },
    Topic {
        category: "error", cause: "system", products: &["Salary payment", "Pension payment", "Utility direct debit"], sum: Some((200, 9_000)),
        titles: &["{product} not credited {when}", "{product} booked twice", "{product} missing from the list {when}"],
        statements: &["It always came the same day; this time it took several.", "It was taken twice in one month and the outlet said it was not their concern.", "My employer has paid, but there is nothing on the account."],
        findings: &["The batch file was refused and the client was not told.", "The batch broke off and was sent again without a check for doubles."],
        lessons: &["Batches are reconciled the same day by number and sum.", "A failed batch is told to client and outlet the same day."],
    },
    Topic {
        category: "attitude", cause: "rudeness", products: &["a withdrawal", "opening an account", "reporting a loss", "a new PIN"], sum: None,
        titles: &["Curt staff at {spot}", "Impatient teller when asked about {product}", "Shouted at {when} over {product}", "Teller chatting during {product}"],
        statements: &["I asked once more and was told not to come if I did not understand.", "The form was thrown back without a word about what was wrong.", "The teller talked with a colleague and looked up only at the third call."],
        findings: &["At a busy time the person did not keep to polite forms and explained poorly.", "The person talked of other things and did not answer the customer."],
        lessons: &["Training in polite forms and in keeping calm.", "The lobby manager directs customers earlier at peak times."],
    },
    Topic {
        category: "attitude", cause: "rudeness", products: &["the cash machine", "mobile registration", "updating a passbook"], sum: None,
        titles: &["Lobby manager would not help an elderly customer with {product}", "Sent from one to another {when} over {product}", "Disrespect for an elderly customer at {spot}"],
        statements: &["My father asked for help and was told to read the notice.", "Two people stood there and both said it was not their job.", "The tone was so harsh that my mother could not sleep."],
        findings: &["The lobby staff did not guide the customer and chose the wrong words.", "Nobody at the outlet is in charge of elderly customers."],
        lessons: &["A named person looks after elderly customers.", "Whoever is asked first sees it through."],
    },
    Topic {
        category: "attitude", cause: "disclosure", products: &["The outlet's phone line", "The booking line"], sum: None,
        titles: &["{product} hung up during the call", "{product} gave evasive answers and passed me on {when}", "{product} took {wait} to answer and was cold", "{product} was not answered {when}, and curt on calling back"],
        statements: &["I had not finished when the line went dead.", "I was passed to four people and had to begin again each time.", "After the long wait not even a word of regret."],
        findings: &["Whoever answered believed the call was over and hung up.", "Whoever answered did not know the business and passed the call on."],
        lessons: &["Whoever answers asks whether there is anything else before ending a call.", "Calls are passed on with a note, so that nobody must repeat it all."],
    },
    Topic {
        category: "management", cause: "waiting", products: &["cash", "a pension", "company business", "a bill"], sum: None,
        titles: &["Queued {wait} {when} with one window open", "Waited {wait} for {product} {when}, nobody in charge", "Nobody at {spot}, {wait} in the queue for {product}"],
        statements: &["One window of four was open and over twenty people stood there.", "The ticket machine stood still and nobody came out.", "Most tellers went for lunch at the same time."],
        findings: &["Two tellers were on leave and no help was asked for.", "Peak and lunch break overlapped; the roster was not sensible."],
        lessons: &["Flexible rosters on busy days, with help from the sub-branch.", "After twenty minutes of queueing the manager comes out."],
    },
    Topic {
        category: "management", cause: "process", products: &["an inheritance", "opening an account", "a large withdrawal", "releasing an account"], sum: None,
        titles: &["Asked for more and more papers for {product}", "Sent to and fro between outlets for {product}", "Different demands {when} for {product}"],
        statements: &["Each time one more paper was missing; I came four times.", "On the phone it was possible, at the counter it was not.", "Two outlets say different things and I am to settle it."],
        findings: &["Staff know the rules unevenly and did not give a full list at once.", "What was said on the phone differed from the counter."],
        lessons: &["One written list for the customer, the same at all outlets.", "The outlet asks head office itself instead of sending customers about."],
    },
    Topic {
        category: "management", cause: "process", products: &["a withdrawal", "cash", "small change"], sum: None,
        titles: &["Outlet stopped serving {product} early {when}", "Tickets called in no order at {spot}", "Outlet not open {when} as posted", "Outlet refused {product} for lack of staff"],
        statements: &["Open until five by the notice; from half past four there were no tickets.", "Later customers went first, as appointments, but nothing said so.", "They said that counting coins took too long."],
        findings: &["Tickets were stopped to close early, without permission.", "The ticket machine failed and names were called by hand, without a notice."],
        lessons: &["Posted hours are kept; stopping tickets needs permission and a notice.", "Small cash is never refused."],
    },
];

/// Products, channels, violations, crime, anonymous letters.
#[rustfmt::skip]
pub(super) const OTHER: &[Topic] = &[
    Topic {
        category: "access", cause: "system", products: &["Mobile banking", "Online banking"], sum: None,
        titles: &["{product}: no login {when}", "{product}: transfers time out {when}", "{product} crashes after the update", "{product}: face recognition fails again and again"],
        statements: &["I tried for over an hour and missed my repayment.", "Nothing happened and I did not dare to press again.", "It closes as soon as it opens; I was told to buy another phone."],
        findings: &["After the update too many connections were open and some users could not log in.", "The new version does not run on some devices; the cause is known."],
        lessons: &["Updates keep clear of repayment and pay days and are announced.", "New versions are tried on the common devices first."],
    },
    Topic {
        category: "access", cause: "system", products: &["Cash machine", "Deposit machine"], sum: Some((100, 20_000)),
        titles: &["{product} kept the card, nobody came for {wait}", "{product} took the notes {when} without booking them", "{product} paid nothing but booked it"],
        statements: &["It kept my card and nobody answered the number on the machine.", "The notes went in and it stopped; nothing is on the account.", "No money came out, but the message says that I withdrew it."],
        findings: &["Notes were jammed; the surplus found agrees with what the customer says.", "The dispenser failed and the account was not corrected that night."],
        lessons: &["Somebody is at a failed machine within an hour.", "Surpluses are matched the same day and customers called."],
    },
    Topic {
        category: "access", cause: "system", products: &["Quick payment", "Code payment", "Online bill payment"], sum: Some((20, 8_000)),
        titles: &["{product} booked but the order failed", "{product} booked twice {when}", "Limit of {product} lowered without notice"],
        statements: &["The money is gone, the shop has nothing, and each sends me to the other.", "Paid twice, and the refund does not come.", "Suddenly I could not pay: the limit had been cut."],
        findings: &["The processor's receipt was lost and the payment was not reversed.", "A rule against fraud was changed and customers were not told."],
        lessons: &["Payments in doubt are reconciled the next day.", "Customers hear of new limits beforehand."],
    },
    Topic {
        category: "access", cause: "misunderstanding", products: &["Message alerts", "Telephone banking", "Banking by chat"], sum: None,
        titles: &["{product}: nothing arrives", "{product}: too many steps, failed {when}", "{product}: still charged after leaving"],
        statements: &["Since I changed my number nothing arrives, and I must sign up again.", "The menu always leads back to the first step.", "I left the service and was still charged at month's end."],
        findings: &["The customer changed numbers without changing the details on file.", "Leaving and the paid service are two contracts; the page does not say so."],
        lessons: &["A change of details shows the services that depend on it.", "The page for leaving also ends the paid service."],
    },
    Topic {
        category: "product", cause: "disclosure", products: &["an investment product", "a structured deposit", "a fund"], sum: Some((10_000, 300_000)),
        titles: &["Risk of {product} not explained", "Return of {product} lower than described", "{spot} sold {product} as safe", "{product} not paid out on time {when}"],
        statements: &["It was said to be like a deposit; at the end I learnt that it is not.", "The leaflet promised far more than I got.", "It was to be paid the same day and took several."],
        findings: &["The recording shows that past returns were compared and risk hardly named.", "The customer signed the notice of risk, and the recording has the warning.", "The date follows the contract; it was not explained well."],
        lessons: &["Sales are recorded in full and risk is read sentence by sentence.", "Nobody may promise returns."],
    },
    Topic {
        category: "product", cause: "fees", products: &["the account fee", "the message fee", "the yearly fee", "the small-account fee"], sum: Some((2, 300)),
        titles: &["Not told of {product} beforehand", "Objects to the amount of {product}", "Charged {product} again and again, noticed {when}"],
        statements: &["Nobody ever told me, and it was taken for over a year.", "The posted list does not have it.", "It was free at first and then it was not."],
        findings: &["The application has the clause, but it was not pointed out.", "A free period ended and the customer was not told again."],
        lessons: &["Fees are confirmed one by one when a service begins.", "A reminder goes out before a free period ends."],
    },
    Topic {
        category: "product", cause: "disclosure", products: &["an endowment policy", "an annuity"], sum: Some((5_000, 120_000)),
        titles: &["Deposit turned out to be {product}", "Loss on giving up {product} larger than described", "{product} sold at {spot} as free to withdraw"],
        statements: &["I came to make a deposit and found at home that I had signed for insurance.", "It could be ended at any time, they said; now it costs a lot.", "My grandmother cannot read and does not know what she signed."],
        findings: &["The nature of the product was not explained and the recording has gaps.", "The customer copied the notice of risk by hand, the recording is complete, and the cooling-off period passed."],
        lessons: &["Insurance is sold in its own area and recorded throughout.", "Sales to elderly customers need a relative or a call-back."],
    },
    Topic {
        category: "product", cause: "process", products: &["a mortgage", "a small loan", "a card instalment plan"], sum: Some((1_000, 500_000)),
        titles: &["Fee for early repayment of {product}", "Papers for {product} asked for again after {wait}", "Pledge not released after repaying {product}", "Rate of {product} differs from what was said"],
        statements: &["I saw nothing of a fee until I repaid.", "I handed in the papers three times, each time to somebody else.", "It was repaid long ago and I still do not have the deed."],
        findings: &["The contract has the clause; the adviser said it wrongly.", "The adviser left and the papers were not handed over in full.", "The repayment was not passed on to the register."],
        lessons: &["Clauses of loans are confirmed in writing one by one.", "When advisers change, papers are handed over and the customer is told."],
    },
    Topic {
        category: "violation", cause: "disclosure", products: &["message alerts", "mobile banking", "a credit card"], sum: None,
        titles: &["Signed up for {product} without consent", "Form for {product} signed by staff at {spot}", "Pushed into {product} to meet a target"],
        statements: &["I never signed and am charged for it.", "I was told that the system demands it.", "The signature on the form is not mine."],
        findings: &["The form has no signature of the customer; the teller filled it in.", "The teller tied it to the card, against the rule of free choice."],
        lessons: &["Paid services need the customer's own signature.", "Targets by number of sign-ups are dropped."],
    },
    Topic {
        category: "violation", cause: "process", products: &["a small loan", "a business loan"], sum: Some((5_000, 200_000)),
        titles: &["Insurance forced on with {product}", "Part of {product} had to be deposited", "Extra charge for {product}"],
        statements: &["Without the insurance there was no loan, so I bought it.", "Once paid out I had to put part of it on deposit.", "The adviser asked for a handling charge, without a receipt."],
        findings: &["Insurance was bought on the day of the loan: a tied sale.", "Part of the loan went on deposit, which is not allowed.", "The charge was the valuer's; the bank took none."],
        lessons: &["Loans and other products are sold by different people.", "Back office calls after each loan to ask about tied sales."],
    },
    Topic {
        category: "violation", cause: "staff-error", products: &["a balance enquiry", "a PIN reset", "freezing an account"], sum: None,
        titles: &["Identity not checked for {product}", "Teller told others about an account", "Papers left lying at {spot} during {product}"],
        statements: &["Somebody else came with my card and was told the balance.", "My neighbour knows what I have; it was heard at the counter.", "Copies of other people's papers lay on the desk for all to see."],
        findings: &["The teller answered without checking papers.", "The system shows no leak; people at the counter spoke too loudly."],
        lessons: &["Enquiries need an identity check online.", "Papers are put away at once; desks are kept clear."],
    },
    Topic {
        category: "crime", cause: "disclosure", products: &["a savings account", "a company account"], sum: Some((2_000, 400_000)),
        titles: &["Somebody posing as bank staff took money from {product}", "Money moved off {product} by a stranger", "Staff said to have used money of {product}", "Somebody lends out {product}"],
        statements: &["The caller said that he was of the bank and told me to move my money to a safe account.", "I did nothing and the money was gone.", "They say that a member of staff lends out customers' money."],
        findings: &["The transactions were secured and passed to the inspection department.", "The customer's own device was used, probably under deceit; we helped to report it."],
        lessons: &["Large suspicious transfers are stopped in real time.", "Rotation in key posts and a check of accounts."],
    },
    Topic {
        category: "anonymous", cause: "process", products: &["deposit targets", "sales bonuses"], sum: None,
        titles: &["Anonymous: deposits bought with gifts", "Anonymous: {product} shared out unfairly", "Anonymous: staff accept presents", "Anonymous: tickets skipped by hand"],
        statements: &["Large customers get cash back and others do not.", "The manager lets friends go first and nobody dares to speak.", "At every festival presents are carried in."],
        findings: &["Visits and books show no cash back, but the list of gifts is not complete.", "The log shows tickets skipped by hand; it has been stopped.", "What is said does not agree with the facts; kept on file."],
        lessons: &["Gifts are listed and handed out by two.", "Tickets can no longer be skipped by hand."],
    },
];
