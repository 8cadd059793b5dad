package import GateMessages
package import PassFormat
package import PassVerify

/// Somebody who comes or goes, and whose pass is not read.
package struct PassageRequest: Sendable {
    package var cause: PassageEvent.Cause
    /// Nil for the gate's own direction.
    package var direction: Direction?
    package var admits: Bool
    /// Of a pass, as typed, or of the visitor card.
    package var number: WireText?
    package var document: PassageEvent.Document?
    /// The last characters of the document's number, at most six.
    package var hint: WireText?
    package var plate: WireText?
    /// The number of the pass that accompanies.
    package var escort: WireText?
    package var headcount: Int64?
    package var agency: PassageEvent.Agency?
    /// From the paper log: seconds since 1970.
    package var happenedAt: Int64?
    /// The record of the emergency that this one completes, or whose leaving it is.
    package var concerns: JournalPlace?
    package var note: WireText?
    /// Who writes it, where nobody is on duty.
    package var guardName: WireText?
    package var supervisor: Credential?

    package init(
        cause: PassageEvent.Cause, direction: Direction? = nil, admits: Bool = true, number: WireText? = nil,
        document: PassageEvent.Document? = nil, hint: WireText? = nil, plate: WireText? = nil,
        escort: WireText? = nil, headcount: Int64? = nil, agency: PassageEvent.Agency? = nil,
        happenedAt: Int64? = nil, concerns: JournalPlace? = nil, note: WireText? = nil, guardName: WireText? = nil,
        supervisor: Credential? = nil
    ) {
        self.cause = cause
        self.direction = direction
        self.admits = admits
        self.number = number
        self.document = document
        self.hint = hint
        self.plate = plate
        self.escort = escort
        self.headcount = headcount
        self.agency = agency
        self.happenedAt = happenedAt
        self.concerns = concerns
        self.note = note
        self.guardName = guardName
        self.supervisor = supervisor
    }

    /// As it is compared and kept: numbers and hints in upper case without spaces around them, plates as letters and digits.
    ///
    /// - Throws: `GateError` with code `request` for what breaks a limit, or is missing.
    func normalised(at now: Int64) throws(GateError) -> PassageRequest {
        var normal = self
        normal.number = try Self.number(number, "the number")
        normal.escort = try Self.number(escort, "the escort's number")
        normal.hint = try hint.map { hint throws(GateError) in
            let text = Self.upper(hint)
            guard MessageLimits.hint.contains(text.utf8.count), text.utf8.allSatisfy(Self.isAlphanumeric) else {
                throw GateError(.request, "of the document's number give at most the last six characters")
            }
            return text
        }
        normal.plate = try plate.map { plate throws(GateError) in
            let text = WireText(String(decoding: Self.upper(plate).utf8.filter(Self.isAlphanumeric), as: UTF8.self))
            guard PassLimits.plate.contains(text.utf8.count) else {
                throw GateError(.request, "a plate has 1 to 16 letters and digits")
            }
            return text
        }
        if let note { try Gate.checkPlain(note, MessageLimits.note, "the note") }
        if let guardName { try Gate.checkPlain(guardName, MessageLimits.person, "the guard's name") }
        if let headcount, !MessageLimits.headcount.contains(headcount) {
            throw GateError(.request, "the headcount lies between 0 and \(MessageLimits.headcount.upperBound)")
        }
        try normal.checkCause(at: now)
        return normal
    }

    private func checkCause(at now: Int64) throws(GateError) {
        guard happenedAt == nil || cause == .paper else {
            throw GateError(.request, "only a line of the paper log has a time of its own")
        }
        switch cause {
        case .typed:
            guard number != nil else { throw GateError(.request, "type the number of the pass") }
            guard !admits || document != nil || direction == .out else {
                throw GateError(.request, "a typed number is no pass: look at an identity document, and say which")
            }
        case .card:
            guard number != nil else { throw GateError(.request, "type the number of the visitor card") }
        case .visitor:
            guard !admits || hint != nil || direction == .out else {
                throw GateError(.request, "a visitor shows an identity document: type its last characters")
            }
        case .emergency:
            guard agency != nil else { throw GateError(.request, "say whose vehicle it is") }
        case .paper:
            guard let happenedAt, happenedAt <= now, happenedAt >= now - Gate.paperLog else {
                throw GateError(.request, "a line of the paper log has a time of the last seven days")
            }
        case .crew:
            guard !admits || (document != nil && hint != nil) || direction == .out else {
                throw GateError(
                    .request,
                    "crew that comes in shows an identity document: say which, and type its last characters")
            }
        }
    }

    private static func number(_ text: WireText?, _ what: String) throws(GateError) -> WireText? {
        guard let text else { return nil }
        let number = upper(text)
        try Gate.checkPlain(number, PassLimits.number, what)
        return number
    }

    private static func upper(_ text: WireText) -> WireText {
        var bytes = text.utf8[...]
        while bytes.first == UInt8(ascii: " ") { bytes.removeFirst() }
        while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        return WireText(
            String(
                decoding: bytes.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 32 : $0 },
                as: UTF8.self))
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
