//! The plots: how cases of each kind go, with the terms of the codes.

use domain::document::Disclosure;

use super::teller::Teller;

/// How a case ended in its instance, as far as its later life needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Decided on the merits: an appeal is possible.
    Decided,
    /// Sent to another court.
    Transferred,
    /// Ended otherwise.
    Closed,
}

/// Received, registered, given to a judge.
pub(crate) fn reception(tell: &mut Teller, claim: &'static str) -> Option<()> {
    tell.event("FILING_SENT");
    tell.paper(claim, Disclosure::PartiesAfterNotice);
    if tell.case.kind == "CIVIL" || tell.case.kind == "ADMINISTRATIVE" {
        tell.paper("STATE_DUTY_RECEIPT", Disclosure::Parties);
        for _ in 0..tell.chance.between(0, 3) {
            tell.paper("EVIDENCE", Disclosure::PartiesAfterNotice);
        }
    }
    tell.event("REGISTERED");
    tell.wait(0, 1)?;
    tell.event("JUDGE_ASSIGNED");
    Some(())
}

/// A civil case of the first instance (CPC 148-245).
pub(crate) fn civil(tell: &mut Teller) -> Option<Ending> {
    reception(tell, "STATEMENT_OF_CLAIM")?;
    tell.wait(2, 4)?; // CPC 150: five working days
    match tell.chance.weighted(&[78, 7, 2, 4, 9]) {
        1 => return Some(ended(tell, "CLAIM_RETURNED", "RULING_OF_RETURN")),
        2 => return Some(ended(tell, "CLAIM_REFUSED", "RULING_OF_REFUSAL")),
        3 => {
            ended(tell, "TRANSFERRED", "RULING_OF_TRANSFER");
            return Some(Ending::Transferred);
        }
        4 => return simplified(tell),
        _ => {}
    }
    opening(tell)?;
    if tell.chance.percent(8) {
        pause(tell, (30, 90))?;
    }
    match tell.chance.weighted(&[80, 9, 5, 6]) {
        1 => return Some(ended(tell, "SETTLEMENT_APPROVED", "RULING_ON_SETTLEMENT")),
        2 => return Some(ended(tell, "TERMINATED", "RULING_OF_TERMINATION")),
        3 => {
            let ruling = "RULING_OF_LEAVING_WITHOUT_CONSIDERATION";
            return Some(ended(tell, "LEFT_WITHOUT_CONSIDERATION", ruling));
        }
        _ => {}
    }
    for _ in 0..tell.chance.between(1, 3) {
        tell.hearing("MAIN_HEARING", (5, 14))?;
    }
    decision(tell)?;
    Some(Ending::Decided)
}

/// From the ruling of opening to the end of the preparation.
pub(crate) fn opening(tell: &mut Teller) -> Option<()> {
    tell.event("CASE_OPENED");
    tell.paper("RULING_OF_OPENING", Disclosure::Parties);
    tell.wait(0, 1)?;
    tell.event("PREPARATION_STARTED");
    tell.paper("RULING_OF_PREPARATION", Disclosure::Parties);
    tell.paper("NOTICE", Disclosure::PartiesWithLegalEffect);
    tell.hearing("PREPARATION_CONVERSATION", (4, 8))?;
    if tell.chance.percent(60) {
        tell.paper("RESPONSE", Disclosure::PartiesAfterNotice);
    }
    if tell.chance.percent(40) {
        tell.hearing("PRELIMINARY_HEARING", (3, 8))?;
    }
    tell.paper("RULING_OF_SCHEDULING", Disclosure::Parties);
    Some(())
}

/// Suspended for some working days, then resumed (CPC 272, 273).
pub(crate) fn pause(tell: &mut Teller, span: (i64, i64)) -> Option<()> {
    tell.event("SUSPENDED");
    tell.paper("RULING_OF_SUSPENSION", Disclosure::Parties);
    tell.wait(span.0, span.1)?;
    tell.event("RESUMED");
    tell.paper("RULING_OF_RESUMPTION", Disclosure::Parties);
    Some(())
}

/// Announced on the day, written out in full some days later (CPC 222, 223).
pub(crate) fn decision(tell: &mut Teller) -> Option<()> {
    tell.hearing("ANNOUNCEMENT", (1, 3))?;
    tell.event("DECISION_MADE");
    tell.paper("SHORT_PROTOCOL", Disclosure::Parties);
    tell.paper("RECORDING", Disclosure::ViewOnly);
    tell.paper("SHORT_DECISION", Disclosure::PublicAct);
    tell.wait(2, 5)?;
    tell.paper("DECISION", Disclosure::PublicAct);
    Some(())
}

/// Simplified (written) procedure: a month, no hearing (CPC 267-1 to 267-4).
fn simplified(tell: &mut Teller) -> Option<Ending> {
    tell.event("SIMPLIFIED_PROCEDURE");
    tell.paper("RULING_OF_OPENING", Disclosure::Parties);
    tell.wait(16, 20)?;
    tell.event("DECISION_MADE");
    tell.paper("SHORT_DECISION", Disclosure::PublicAct);
    Some(Ending::Decided)
}

/// Order proceedings: an order within three working days (CPC 134-143).
pub(crate) fn order(tell: &mut Teller) -> Option<Ending> {
    reception(tell, "ORDER_APPLICATION")?;
    tell.wait(1, 3)?;
    if tell.chance.percent(10) {
        return Some(ended(tell, "APPLICATION_RETURNED", "RULING_OF_RETURN"));
    }
    tell.event("COURT_ORDER_ISSUED");
    tell.paper("COURT_ORDER", Disclosure::Parties);
    tell.wait(10, 12)?;
    tell.in_force();
    Some(Ending::Closed)
}

/// An administrative case of the first instance (APPC 131-151): no ruling of opening.
pub(crate) fn administrative(tell: &mut Teller) -> Option<Ending> {
    reception(tell, "ADMINISTRATIVE_CLAIM")?;
    tell.wait(2, 5)?;
    match tell.chance.weighted(&[84, 11, 5]) {
        1 => return Some(ended(tell, "CLAIM_RETURNED", "RULING_OF_RETURN")),
        2 => {
            ended(tell, "TRANSFERRED", "RULING_OF_TRANSFER");
            return Some(Ending::Transferred);
        }
        _ => {}
    }
    tell.event("PREPARATION_STARTED");
    tell.paper("NOTICE", Disclosure::PartiesWithLegalEffect);
    tell.paper("RESPONSE", Disclosure::PartiesAfterNotice);
    tell.hearing("PRELIMINARY_HEARING", (6, 14))?;
    if tell.chance.percent(12) {
        return Some(ended(tell, "SETTLEMENT_APPROVED", "RULING_ON_SETTLEMENT"));
    }
    for _ in 0..tell.chance.between(1, 2) {
        tell.hearing("MAIN_HEARING", (6, 16))?;
    }
    decision(tell)?;
    Some(Ending::Decided)
}

/// A case of an administrative offence (CAO 817, 832): fifteen days.
pub(crate) fn offence(tell: &mut Teller) -> Option<Ending> {
    tell.event("REGISTERED");
    tell.paper("RECORD", Disclosure::Parties);
    tell.wait(0, 1)?;
    tell.event("JUDGE_ASSIGNED");
    tell.hearing("MAIN_HEARING", (1, 6))?;
    if tell.chance.percent(12) {
        return Some(ended(tell, "TERMINATED", "RESOLUTION"));
    }
    tell.event("RESOLUTION_MADE");
    tell.paper("RESOLUTION", Disclosure::PublicAct);
    Some(Ending::Decided)
}

/// A criminal case on the main trial.
pub(crate) fn criminal(tell: &mut Teller) -> Option<Ending> {
    tell.event("REGISTERED");
    tell.paper("RECORD", Disclosure::Parties);
    tell.wait(1, 2)?;
    tell.event("JUDGE_ASSIGNED");
    tell.hearing("PRELIMINARY_HEARING", (4, 9))?;
    for _ in 0..tell.chance.between(1, 4) {
        tell.hearing("MAIN_HEARING", (4, 12))?;
    }
    if tell.chance.percent(10) {
        return Some(ended(tell, "TERMINATED", "RESOLUTION"));
    }
    tell.hearing("ANNOUNCEMENT", (1, 4))?;
    tell.event("SENTENCE_PASSED");
    tell.paper("PROTOCOL", Disclosure::Parties);
    tell.paper("SENTENCE", Disclosure::PublicAct);
    Some(Ending::Decided)
}

/// An appeal, or a cassation complaint, before a panel.
pub(crate) fn review(tell: &mut Teller) -> Option<Ending> {
    let appeal = tell.case.instance == "APPEAL";
    let complaint = if appeal { "APPEAL" } else { "CASSATION_COMPLAINT" };
    tell.paper(complaint, Disclosure::PartiesAfterNotice);
    tell.event("REGISTERED");
    tell.wait(0, 2)?;
    tell.event("JUDGE_ASSIGNED");
    let hearing = if appeal { "APPEAL_HEARING" } else { "CASSATION_HEARING" };
    tell.hearing(hearing, (10, 25))?;
    tell.event(if appeal { "APPEAL_DECIDED" } else { "CASSATION_DECIDED" });
    tell.paper("RESOLUTION", Disclosure::PublicAct);
    tell.in_force(); // CPC 240: at announcement
    Some(Ending::Decided)
}

/// After a decision nobody appealed: in force, a writ, the archive.
pub(crate) fn aftermath(tell: &mut Teller) -> Option<()> {
    let term = match tell.case.kind {
        "CRIMINAL" => (11, 12),
        "ADMINISTRATIVE_OFFENCE" => (8, 9),
        "ADMINISTRATIVE" => (44, 46),
        _ => (22, 24),
    };
    tell.wait(term.0, term.1)?;
    tell.in_force();
    shelving(tell)
}

/// What happens to a case whose act is in force.
pub(crate) fn shelving(tell: &mut Teller) -> Option<()> {
    if tell.case.kind == "CIVIL" && tell.chance.percent(50) {
        tell.wait(1, 3)?; // CPC 241(4)
        tell.event("WRIT_ISSUED");
        tell.paper("WRIT_OF_EXECUTION", Disclosure::Parties);
    }
    tell.wait(2, 10)?;
    tell.event("CASE_FINISHED");
    tell.wait(15, 60)?;
    tell.event("ARCHIVED");
    Some(())
}

/// Ended by a ruling.
fn ended(tell: &mut Teller, event: &'static str, ruling: &'static str) -> Ending {
    tell.event(event);
    tell.paper(ruling, Disclosure::PublicAct);
    Ending::Closed
}
