import PassFormat

/// What the kinds of a guard's shift need.
extension JournalFields {
    func passageEvent() throws(FormatError) -> PassageEvent {
        guard let cause = shift.cause else { throw .missing("cause") }
        guard let direction else { throw .missing("direction") }
        guard let guardName else { throw .missing("guard") }
        switch cause {
        case .typed, .card: guard number != nil else { throw .missing("number") }
        case .emergency: guard shift.agency != nil else { throw .missing("agency") }
        case .paper: guard shift.happened != nil else { throw .missing("happened") }
        case .visitor, .crew: break
        }
        return PassageEvent(
            cause: cause, direction: direction, isAdmitted: isAdmitted, number: number, reasons: reasons ?? [],
            document: shift.document, hint: shift.hint, plate: plate, escort: escort, headcount: shift.headcount,
            agency: shift.agency, happenedAt: shift.happened, concerns: shift.concerns, note: note,
            guardName: guardName, supervisor: supervisor)
    }

    func cardEvent() throws(FormatError) -> CardEvent {
        guard let act = shift.cardAct else { throw .missing("card act") }
        guard let number else { throw .missing("number") }
        guard let guardName else { throw .missing("guard") }
        switch act {
        case .stocked: guard shift.cardCount != nil else { throw .missing("card count") }
        case .bound: guard shift.until != nil else { throw .missing("until") }
        case .returned, .lost: break
        }
        return CardEvent(
            act: act, number: number, count: shift.cardCount, document: shift.document, hint: shift.hint,
            escort: escort, until: shift.until, note: note, guardName: guardName)
    }

    func trayEvent() throws(FormatError) -> TrayEvent {
        guard let direction else { throw .missing("direction") }
        guard let members = shift.members else { throw .missing("members") }
        guard let guardName else { throw .missing("guard") }
        return TrayEvent(
            direction: direction, isAdmitted: isAdmitted, members: members, trailer: shift.trailer,
            reasons: reasons ?? [], note: note, guardName: guardName)
    }

    func evacuationEvent() throws(FormatError) -> EvacuationEvent {
        guard let phase = shift.phase else { throw .missing("phase") }
        guard let guardName else { throw .missing("guard") }
        if phase == .counted {
            guard shift.assemblyPlace != nil else { throw .missing("place") }
            guard shift.headcount != nil else { throw .missing("headcount") }
        }
        return EvacuationEvent(
            phase: phase, place: shift.assemblyPlace, headcount: shift.headcount, note: note, guardName: guardName,
            supervisor: supervisor)
    }

    func reportEvent() throws(FormatError) -> ReportEvent {
        guard let subject = shift.subject else { throw .missing("subject") }
        guard let guardName else { throw .missing("guard") }
        return ReportEvent(
            subject: subject, concerns: shift.concerns, number: number, plate: plate, note: note,
            guardName: guardName)
    }

    func handOverEvent() throws(FormatError) -> HandOverEvent {
        guard let guardName else { throw .missing("guard") }
        guard let since = shift.since else { throw .missing("since") }
        guard let counts = shift.counts else { throw .missing("counts") }
        return HandOverEvent(
            guardName: guardName, since: since, counts: counts, trustAge: shift.trustAge, note: note)
    }

    func guardsEvent() throws(FormatError) -> GuardsEvent {
        guard let change = shift.change else { throw .missing("change") }
        switch change {
        case .added:
            guard guardName != nil else { throw .missing("guard") }
            guard shift.role != nil else { throw .missing("role") }
        case .removed, .reset: guard guardName != nil else { throw .missing("guard") }
        case .locked: break
        }
        return GuardsEvent(change: change, name: guardName, role: shift.role)
    }
}
