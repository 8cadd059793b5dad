import PassFormat

/// What may stand in a record, before its kind asks for what it needs.
struct JournalFields {
    var epoch: JournalEpoch?
    var previous, boot, codeDigest: [UInt8]?
    var sequence, kind, wall, uptime, floor: Int64?
    var trust: TrustMark?
    var checkpoint: WireText?
    var pass: PassID?
    var number, guardName, escort, plate, note, supervisor, program, alarm: WireText?
    var term: PassTerm?
    var status: StatusPlace?
    var verdict: ScanEvent.Verdict?
    var reasons, people: [WireText]?
    var direction: ScanEvent.Direction?
    var isLive = false
    var isAdmitted = false
    var begins = false
    var scan: Int64?
    var cause: OpenedEvent.Cause?
    var continues: JournalPlace?
    var change: ClockEvent.Change?
    /// Those of the shift.
    var shift = ShiftFields()

    init(_ bytes: [UInt8]) throws(FormatError) {
        var reader = CBORReader(bytes.span)
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            let key = try reader.readInteger()
            switch key {
            case JournalKey.epoch...JournalKey.trust: try readHeader(key, &reader)
            case JournalKey.pass...JournalKey.plate: try readScan(key, &reader)
            case JournalKey.shift: try shift.read(key, &reader)
            default: try readOther(key, &reader)
            }
        }
        try reader.finish()
    }

    private mutating func readHeader(_ key: Int64, _ reader: inout CBORReader) throws(FormatError) {
        switch key {
        case JournalKey.epoch: epoch = JournalEpoch(try reader.readBytes("epoch", count: 8))
        case JournalKey.sequence: sequence = try reader.readInteger("sequence", 1...Int64.max)
        case JournalKey.previous: previous = try reader.readBytes("previous", count: MessageLimits.digest)
        case JournalKey.kind: kind = try reader.readInteger("kind", 1...1_000)
        case JournalKey.wall: wall = try reader.readInteger("wall", Int64.min...Int64.max)
        case JournalKey.boot: boot = try reader.readBytes("boot", count: MessageLimits.boot)
        case JournalKey.uptime: uptime = try reader.readInteger("uptime", 0...Int64.max)
        case JournalKey.floor: floor = try reader.readTime("floor")
        default:
            let (version, issued) = try Self.readPair("trust", &reader)
            guard version > 0, PassLimits.time.contains(issued) else { throw .invalid("trust", "it is no trust") }
            trust = TrustMark(version: version, issued: issued)
        }
    }

    private mutating func readScan(_ key: Int64, _ reader: inout CBORReader) throws(FormatError) {
        switch key {
        case JournalKey.pass: pass = PassID(try reader.readBytes("pass", count: 8))
        case JournalKey.number: number = try reader.readText("number", PassLimits.number)
        case JournalKey.term:
            term = UInt8(exactly: try reader.readInteger()).flatMap(PassTerm.init)
            guard term != nil else { throw .invalid("term", "it is none of the values that are known") }
        case JournalKey.status:
            let (list, index) = try Self.readPair("status", &reader)
            guard list >= 0, index >= 0 else { throw .invalid("status", "it is no place in a list") }
            status = StatusPlace(list: list, index: index)
        case JournalKey.verdict: verdict = try reader.readChoice("verdict", ScanEvent.Verdict.self)
        case JournalKey.reasons:
            reasons = try Self.readTexts(
                "reasons", most: MessageLimits.reasons, MessageLimits.reason, &reader)
        case JournalKey.direction: direction = try reader.readChoice("direction", ScanEvent.Direction.self)
        case JournalKey.codeDigest: codeDigest = try reader.readBytes("code digest", count: MessageLimits.codeDigest)
        case JournalKey.live:
            try reader.readTrue()
            isLive = true
        case JournalKey.guardName: guardName = try reader.readText("guard", MessageLimits.person)
        case JournalKey.escort: escort = try reader.readText("escort", PassLimits.number)
        default: plate = try reader.readText("plate", PassLimits.plate)
        }
    }

    private mutating func readOther(_ key: Int64, _ reader: inout CBORReader) throws(FormatError) {
        switch key {
        case JournalKey.scan: scan = try reader.readInteger("scan", 1...Int64.max)
        case JournalKey.admitted:
            try reader.readTrue()
            isAdmitted = true
        case JournalKey.note: note = try reader.readText("note", MessageLimits.note)
        case JournalKey.supervisor: supervisor = try reader.readText("supervisor", MessageLimits.person)
        case JournalKey.program: program = try reader.readText("program", MessageLimits.program)
        case JournalKey.cause: cause = try reader.readChoice("cause", OpenedEvent.Cause.self)
        case JournalKey.continues: continues = try Self.readPlace("continues", &reader)
        case JournalKey.change: change = try reader.readChoice("change", ClockEvent.Change.self)
        case JournalKey.people: people = try Self.readTexts("people", most: 2, MessageLimits.person, &reader)
        case JournalKey.alarm: alarm = try reader.readText("alarm", MessageLimits.alarm)
        case JournalKey.checkpoint: checkpoint = try reader.readText("checkpoint", MessageLimits.checkpoint)
        case JournalKey.begins:
            try reader.readTrue()
            begins = true
        default: try reader.skipItem()
        }
    }

    func event(kind: Int64) throws(FormatError) -> JournalEvent {
        switch kind {
        case 1: return .scan(try scanEvent())
        case 2: return .override(try overrideEvent())
        case 3:
            guard let program else { throw .missing("program") }
            guard let cause else { throw .missing("cause") }
            return .opened(OpenedEvent(program: program, cause: cause, continues: continues))
        case 4:
            guard trust != nil else { throw .missing("trust") }
            return .trustApplied
        case 5:
            guard let change else { throw .missing("change") }
            return .clock(ClockEvent(change: change, people: people ?? []))
        case 6:
            guard let guardName else { throw .missing("guard") }
            return .shift(guard: guardName, begins: begins)
        case 7:
            guard let alarm else { throw .missing("alarm") }
            return .alarm(AlarmEvent(code: alarm, status: status))
        case 8: return .passage(try passageEvent())
        case 9: return .card(try cardEvent())
        case 10: return .tray(try trayEvent())
        case 11: return .evacuation(try evacuationEvent())
        case 12: return .report(try reportEvent())
        case 13: return .handOver(try handOverEvent())
        case 14: return .guards(try guardsEvent())
        case 15:
            guard let checkpoint else { throw .missing("checkpoint") }
            return .checkpoint(checkpoint)
        default: return .unknown(kind: kind)
        }
    }

    private func scanEvent() throws(FormatError) -> ScanEvent {
        guard let verdict else { throw .missing("verdict") }
        guard let reasons else { throw .missing("reasons") }
        guard let direction else { throw .missing("direction") }
        guard let codeDigest else { throw .missing("code digest") }
        var shown: ScanEvent.Pass?
        if let pass {
            guard let number else { throw .missing("number") }
            guard let term else { throw .missing("term") }
            shown = ScanEvent.Pass(id: pass, number: number, term: term, status: status)
        }
        return ScanEvent(
            pass: shown, verdict: verdict, reasons: reasons, direction: direction, isLive: isLive,
            codeDigest: codeDigest, guardName: guardName, escort: escort, plate: plate)
    }

    private func overrideEvent() throws(FormatError) -> OverrideEvent {
        guard let scan else { throw .missing("scan") }
        guard let direction else { throw .missing("direction") }
        guard let note else { throw .missing("note") }
        guard let guardName else { throw .missing("guard") }
        return OverrideEvent(
            sequence: scan, isAdmitted: isAdmitted, direction: direction, reason: note, guardName: guardName,
            supervisor: supervisor, number: number)
    }

    // MARK: Parts

    static func readPair(
        _ field: String, _ reader: inout CBORReader
    ) throws(FormatError) -> (Int64, Int64) {
        var parts = try reader.readArray()
        guard parts.remaining == 2 else { throw .invalid(field, "it has two parts") }
        _ = reader.nextElement(in: &parts)
        let first = try reader.readInteger()
        _ = reader.nextElement(in: &parts)
        let second = try reader.readInteger()
        _ = reader.nextElement(in: &parts)
        return (first, second)
    }

    static func readTexts(
        _ field: String, most: Int, _ length: ClosedRange<Int>, _ reader: inout CBORReader
    ) throws(FormatError) -> [WireText] {
        var array = try reader.readArray()
        guard array.remaining <= most else { throw .tooLong(field, limit: most) }
        var texts: [WireText] = []
        while reader.nextElement(in: &array) { texts.append(try reader.readText(field, length)) }
        return texts
    }

    /// A place of a journal.
    static func readPlace(_ field: String, _ reader: inout CBORReader) throws(FormatError) -> JournalPlace {
        var parts = try reader.readArray()
        guard parts.remaining == 2 else { throw .invalid(field, "it has two parts") }
        _ = reader.nextElement(in: &parts)
        guard let epoch = JournalEpoch(try reader.readBytes(field, count: 8)) else { throw .missing(field) }
        _ = reader.nextElement(in: &parts)
        let sequence = try reader.readInteger(field, 1...Int64.max)
        _ = reader.nextElement(in: &parts)
        return JournalPlace(epoch: epoch, sequence: sequence)
    }
}
