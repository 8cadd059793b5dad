import PassFormat

/// The members of a record that tell of a guard's shift, before their kinds ask for what they need.
struct ShiftFields {
    var cause: PassageEvent.Cause?
    var document: PassageEvent.Document?
    var agency: PassageEvent.Agency?
    var hint, assemblyPlace, trailer: WireText?
    var headcount, happened, until, cardCount, trustAge: Int64?
    var concerns, since: JournalPlace?
    var cardAct: CardEvent.Act?
    var members: [TrayEvent.Member]?
    var phase: EvacuationEvent.Phase?
    var subject: ReportEvent.Subject?
    var counts: [HandOverEvent.Count]?
    var change: GuardsEvent.Change?
    var role: GuardsEvent.Role?

    mutating func read(_ key: Int64, _ reader: inout CBORReader) throws(FormatError) {
        switch key {
        case JournalKey.passageCause: cause = try reader.readChoice("cause", PassageEvent.Cause.self)
        case JournalKey.document: document = try reader.readChoice("document", PassageEvent.Document.self)
        case JournalKey.hint: hint = try reader.readText("hint", MessageLimits.hint)
        case JournalKey.headcount: headcount = try reader.readInteger("headcount", MessageLimits.headcount)
        case JournalKey.agency: agency = try reader.readChoice("agency", PassageEvent.Agency.self)
        case JournalKey.happened: happened = try reader.readTime("happened")
        case JournalKey.concerns: concerns = try JournalFields.readPlace("concerns", &reader)
        case JournalKey.cardAct: cardAct = try reader.readChoice("card act", CardEvent.Act.self)
        case JournalKey.until: until = try reader.readTime("until")
        case JournalKey.cardCount: cardCount = try reader.readInteger("card count", MessageLimits.cards)
        case JournalKey.members: members = try Self.readMembers(&reader)
        case JournalKey.trailer: trailer = try reader.readText("trailer", PassLimits.number)
        default: try readRest(key, &reader)
        }
    }

    private mutating func readRest(_ key: Int64, _ reader: inout CBORReader) throws(FormatError) {
        switch key {
        case JournalKey.phase: phase = try reader.readChoice("phase", EvacuationEvent.Phase.self)
        case JournalKey.assemblyPlace: assemblyPlace = try reader.readText("place", MessageLimits.assemblyPlace)
        case JournalKey.subject: subject = try reader.readChoice("subject", ReportEvent.Subject.self)
        case JournalKey.since: since = try JournalFields.readPlace("since", &reader)
        case JournalKey.counts: counts = try Self.readCounts(&reader)
        case JournalKey.trustAge: trustAge = try reader.readInteger("trust age", MessageLimits.count)
        case JournalKey.guardsChange: change = try reader.readChoice("change", GuardsEvent.Change.self)
        case JournalKey.role: role = try reader.readChoice("role", GuardsEvent.Role.self)
        default: try reader.skipItem()
        }
    }

    private static func readMembers(_ reader: inout CBORReader) throws(FormatError) -> [TrayEvent.Member] {
        var array = try reader.readArray()
        guard array.remaining <= MessageLimits.tray.upperBound else {
            throw .tooLong("tray", limit: MessageLimits.tray.upperBound)
        }
        var members: [TrayEvent.Member] = []
        while reader.nextElement(in: &array) {
            var parts = try reader.readArray()
            guard parts.remaining == 2 else { throw .invalid("tray", "a member has two parts") }
            _ = reader.nextElement(in: &parts)
            let role = try reader.readChoice("role", TrayEvent.Role.self)
            _ = reader.nextElement(in: &parts)
            members.append(TrayEvent.Member(role, try reader.readInteger("scan", 1...Int64.max)))
            _ = reader.nextElement(in: &parts)
        }
        guard !members.isEmpty else { throw .invalid("tray", "it is empty") }
        return members
    }

    private static func readCounts(_ reader: inout CBORReader) throws(FormatError) -> [HandOverEvent.Count] {
        var array = try reader.readArray()
        guard array.remaining <= MessageLimits.counts else { throw .tooLong("counts", limit: MessageLimits.counts) }
        var counts: [HandOverEvent.Count] = []
        while reader.nextElement(in: &array) {
            var parts = try reader.readArray()
            guard parts.remaining == 2 else { throw .invalid("counts", "a count has two parts") }
            _ = reader.nextElement(in: &parts)
            let name = try reader.readText("count", MessageLimits.countName)
            _ = reader.nextElement(in: &parts)
            counts.append(HandOverEvent.Count(name, try reader.readInteger("count", MessageLimits.count)))
            _ = reader.nextElement(in: &parts)
        }
        return counts
    }
}
