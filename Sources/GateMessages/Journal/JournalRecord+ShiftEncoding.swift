import PassFormat

/// The members of the kinds of a guard's shift.
extension JournalRecord {
    static func append(_ passage: PassageEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries += [
            try .init(JournalKey.passageCause) { $0.write(passage.cause.rawValue) },
            try .init(JournalKey.direction) { $0.write(passage.direction.rawValue) },
            try .init(JournalKey.guardName) { $0.write(passage.guardName) },
        ]
        if passage.isAdmitted { entries.append(try .init(JournalKey.admitted) { $0.writeTrue() }) }
        if !passage.reasons.isEmpty { entries.append(try texts(passage.reasons, JournalKey.reasons)) }
        try append(passage.number, JournalKey.number, to: &entries)
        try append(passage.document?.rawValue, JournalKey.document, to: &entries)
        try append(passage.hint, JournalKey.hint, to: &entries)
        try append(passage.plate, JournalKey.plate, to: &entries)
        try append(passage.escort, JournalKey.escort, to: &entries)
        try append(passage.headcount, JournalKey.headcount, to: &entries)
        try append(passage.agency?.rawValue, JournalKey.agency, to: &entries)
        try append(passage.happenedAt, JournalKey.happened, to: &entries)
        try append(passage.concerns, JournalKey.concerns, to: &entries)
        try append(passage.note, JournalKey.note, to: &entries)
        try append(passage.supervisor, JournalKey.supervisor, to: &entries)
    }

    static func append(_ card: CardEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries += [
            try .init(JournalKey.cardAct) { $0.write(card.act.rawValue) },
            try .init(JournalKey.number) { $0.write(card.number) },
            try .init(JournalKey.guardName) { $0.write(card.guardName) },
        ]
        try append(card.count, JournalKey.cardCount, to: &entries)
        try append(card.document?.rawValue, JournalKey.document, to: &entries)
        try append(card.hint, JournalKey.hint, to: &entries)
        try append(card.escort, JournalKey.escort, to: &entries)
        try append(card.until, JournalKey.until, to: &entries)
        try append(card.note, JournalKey.note, to: &entries)
    }

    static func append(_ tray: TrayEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries += [
            try .init(JournalKey.direction) { $0.write(tray.direction.rawValue) },
            try .init(JournalKey.guardName) { $0.write(tray.guardName) },
            try .init(JournalKey.members) { writer throws(FormatError) in
                writer.writeArray(count: tray.members.count)
                for member in tray.members {
                    writer.writeArray(count: 2)
                    writer.write(member.role.rawValue)
                    writer.write(member.sequence)
                }
            },
        ]
        if tray.isAdmitted { entries.append(try .init(JournalKey.admitted) { $0.writeTrue() }) }
        if !tray.reasons.isEmpty { entries.append(try texts(tray.reasons, JournalKey.reasons)) }
        try append(tray.trailer, JournalKey.trailer, to: &entries)
        try append(tray.note, JournalKey.note, to: &entries)
    }

    static func append(_ evacuation: EvacuationEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries += [
            try .init(JournalKey.phase) { $0.write(evacuation.phase.rawValue) },
            try .init(JournalKey.guardName) { $0.write(evacuation.guardName) },
        ]
        try append(evacuation.place, JournalKey.assemblyPlace, to: &entries)
        try append(evacuation.headcount, JournalKey.headcount, to: &entries)
        try append(evacuation.note, JournalKey.note, to: &entries)
        try append(evacuation.supervisor, JournalKey.supervisor, to: &entries)
    }

    static func append(_ report: ReportEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries += [
            try .init(JournalKey.subject) { $0.write(report.subject.rawValue) },
            try .init(JournalKey.guardName) { $0.write(report.guardName) },
        ]
        try append(report.concerns, JournalKey.concerns, to: &entries)
        try append(report.number, JournalKey.number, to: &entries)
        try append(report.plate, JournalKey.plate, to: &entries)
        try append(report.note, JournalKey.note, to: &entries)
    }

    static func append(_ handOver: HandOverEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries += [
            try .init(JournalKey.guardName) { $0.write(handOver.guardName) },
            try .init(JournalKey.counts) { writer throws(FormatError) in
                writer.writeArray(count: handOver.counts.count)
                for count in handOver.counts {
                    writer.writeArray(count: 2)
                    writer.write(count.name)
                    writer.write(count.value)
                }
            },
        ]
        try append(handOver.since, JournalKey.since, to: &entries)
        try append(handOver.trustAge, JournalKey.trustAge, to: &entries)
        try append(handOver.note, JournalKey.note, to: &entries)
    }

    static func append(_ guards: GuardsEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        try append(guards.change.rawValue, JournalKey.guardsChange, to: &entries)
        try append(guards.name, JournalKey.guardName, to: &entries)
        try append(guards.role?.rawValue, JournalKey.role, to: &entries)
    }
}
