import SQLStore

// Answers that a program changes: of a draft, or those that staff asked for again.
extension Register {
    package enum ChangeAnswersOutcome: Sendable {
        case changed(PassApplication)
        /// Nothing was changed.
        case refused([Fault])
        /// Staff did not ask for these again, and nothing else changes.
        case notAsked([String])
        case otherState(ApplicationState)
    }

    /// Puts answers in the place of those that there are.
    ///
    /// What was right before stays right: a rule that the change breaks refuses it. What was wrong already (a day that has passed) is told when
    /// the application is sent.
    /// - Parameters:
    ///   - answers: the new ones; a field in `names` without one has none afterwards.
    ///   - names: the fields that change.
    package func changeAnswers(
        _ answers: FieldValues, _ names: Set<String>, of opened: OpenedApplication, by call: ProgramCall, now: Int64
    ) async throws -> ChangeAnswersOutcome {
        let application = opened.application
        guard application.state == .draft || application.state == .correction else {
            return .otherState(application.state)
        }
        let member = try await engine.read { try ActingMember(call.holder.account, .prepare, $0) }
        let wanted = Self.changed(opened.values, answers, names)
        let values: FieldValues
        if application.state == .draft {
            values = completed(wanted, application.kind, try company(member.company), now: now)
        } else {
            values = Correction.merged(wanted, into: opened.values, faults: application.faults)
            let others =
                wanted.names.filter { values[all: $0] != wanted[all: $0] }
                + values.names.filter { wanted[all: $0].isEmpty }
            guard others.isEmpty else { return .notAsked(Set(others.map(Self.question)).sorted()) }
        }
        let before = Set(faults(in: opened.values, of: application.kind, now: now))
        let faults = faults(in: values, of: application.kind, now: now).filter { fault in
            names.contains(Self.question(fault.field)) || !before.contains(fault)
        }
        guard faults.isEmpty else { return .refused(faults) }
        let (box, contact) = try sealed(values, opened.contact, of: application.id)
        let due = application.state == .draft ? draftDue(now) : application.dueAt
        return try await engine.write { database in
            guard try ActingMember(call.holder.account, .prepare, database).company.seq == call.holder.companySeq,
                application.company == call.holder.companySeq
            else { throw RegisterError.denied }
            guard
                try ApplicationStore.save(
                    box, of: application.seq, version: application.version, contact: contact, dueAt: due, at: now,
                    database)
            else { throw RegisterError.changedMeanwhile }
            try call.note(.change, at: now, database)
            guard let changed = try ApplicationStore.application(application.id, database) else {
                throw RegisterError.changedMeanwhile
            }
            return .changed(changed)
        }
    }

    private static func changed(_ old: FieldValues, _ new: FieldValues, _ names: Set<String>) -> FieldValues {
        var values = old
        for name in names {
            values.removeRows(of: name)
            for row in new.names where row.hasPrefix(name + ".") { values[all: row] = new[all: row] }
            values[all: name] = new[all: name]
        }
        return values
    }

    @inline(never)
    private func sealed(
        _ values: FieldValues, _ contact: Contact?, of id: ApplicationID
    ) throws -> (box: [UInt8], contact: [UInt8]?) {
        (
            try ApplicationDocument(values: values, contact: contact).sealed(for: id, vault: vault, random: random),
            try contact.map { try vault.subject(contact: $0) }
        )
    }

    /// Whose answer a field is: `people.3.name` is of `people`.
    private static func question(_ field: String) -> String {
        field.split(separator: ".").first.map(String.init) ?? field
    }
}
