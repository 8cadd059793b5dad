package import PassFormat

/// What a record tells.
package enum JournalEvent: Hashable, Sendable {
    /// Something was shown and decided on.
    case scan(ScanEvent)
    /// A person decided otherwise than, or after, the gate.
    case override(OverrideEvent)
    /// The program started, on a new or an old journal.
    case opened(OpenedEvent)
    /// A generation of trust was put in force: the record's own trust mark names it.
    case trustApplied
    /// The clock was found wrong, or right again, or was set right by people.
    case clock(ClockEvent)
    /// A guard began or ended a shift.
    case shift(guard: WireText, begins: Bool)
    /// Something that a supervisor at the gate was told of.
    case alarm(AlarmEvent)
    /// Of a kind this reader does not know: kept, hashed and passed on like any other.
    case unknown(kind: Int64)

    /// The value of key 4 of a record.
    package var kind: Int64 {
        switch self {
        case .scan: 1
        case .override: 2
        case .opened: 3
        case .trustApplied: 4
        case .clock: 5
        case .shift: 6
        case .alarm: 7
        case .unknown(let kind): kind
        }
    }
}

/// A scan and the gate's decision. No name and nothing else that a number does not tell.
package struct ScanEvent: Hashable, Sendable {
    package enum Verdict: Int64, Hashable, Sendable {
        case admit = 0
        case check = 1
        case deny = 2
    }

    package enum Direction: Int64, Hashable, Sendable {
        case `in` = 1
        case out = 2
        /// A patrol: no presence effect.
        case check = 3
    }

    package struct Pass: Hashable, Sendable {
        package let id: PassID
        package let number: WireText
        package let term: PassTerm
        /// The pass's place in the status lists, so that a service can tell what the gate must have known; nil when the
        /// gate's policy knows no such list.
        package let status: StatusPlace?

        package init(id: PassID, number: WireText, term: PassTerm, status: StatusPlace?) {
            self.id = id
            self.number = number
            self.term = term
            self.status = status
        }
    }

    /// Only when its signature verified.
    package var pass: Pass?
    package var verdict: Verdict
    /// Codes of DESIGN section 5, most serious first.
    package var reasons: [WireText]
    package var direction: Direction
    /// Whether a live code was shown.
    package var isLive: Bool
    /// First 8 bytes of the BLAKE2b-256 of the text: which scans showed the same thing, also where nothing verified.
    package var codeDigest: [UInt8]
    /// The guard's sign-in name.
    package var guardName: WireText?
    /// The number of the pass that accompanies this one.
    package var escort: WireText?
    /// Read or typed at the gate, normalised.
    package var plate: WireText?

    package init(
        pass: Pass?, verdict: Verdict, reasons: [WireText], direction: Direction, isLive: Bool, codeDigest: [UInt8],
        guardName: WireText? = nil, escort: WireText? = nil, plate: WireText? = nil
    ) {
        self.pass = pass
        self.verdict = verdict
        self.reasons = reasons
        self.direction = direction
        self.isLive = isLive
        self.codeDigest = codeDigest
        self.guardName = guardName
        self.escort = escort
        self.plate = plate
    }
}

/// What a guard did about a scan: confirmed or refused a check, or let in what was denied.
package struct OverrideEvent: Hashable, Sendable {
    /// The record of the scan, in the same epoch.
    package let sequence: Int64
    package let isAdmitted: Bool
    package let direction: ScanEvent.Direction
    /// In the guard's words or a code of the screen.
    package let reason: WireText
    package let guardName: WireText
    /// Who else agreed, where the screen asks for a second person.
    package let supervisor: WireText?
    /// Of the scan, so that presence can be told without it.
    package let number: WireText?

    package init(
        sequence: Int64, isAdmitted: Bool, direction: ScanEvent.Direction, reason: WireText, guardName: WireText,
        supervisor: WireText?, number: WireText?
    ) {
        self.sequence = sequence
        self.isAdmitted = isAdmitted
        self.direction = direction
        self.reason = reason
        self.guardName = guardName
        self.supervisor = supervisor
        self.number = number
    }

    /// The same decision about the scan at another place.
    package func about(_ sequence: Int64) -> OverrideEvent {
        OverrideEvent(
            sequence: sequence, isAdmitted: isAdmitted, direction: direction, reason: reason, guardName: guardName,
            supervisor: supervisor, number: number)
    }
}

/// A program began to write.
package struct OpenedEvent: Hashable, Sendable {
    package enum Cause: Int64, Hashable, Sendable {
        /// The first record of a new home.
        case new = 1
        /// Started again on the journal as it was.
        case start = 2
        /// The database was damaged and was rebuilt; the old one was set aside.
        case rebuilt = 3
        /// The home is older than what the gate is known to have written: a backup was put back.
        case restored = 4
    }

    /// Name and version.
    package let program: WireText
    package let cause: Cause
    /// The last place that is known of the epoch before, where this record begins a new one.
    package let continues: JournalPlace?

    package init(program: WireText, cause: Cause, continues: JournalPlace? = nil) {
        self.program = program
        self.cause = cause
        self.continues = continues
    }
}

/// The clock's state changed.
package struct ClockEvent: Hashable, Sendable {
    package enum Change: Int64, Hashable, Sendable {
        case suspect = 1
        case trusted = 2
        /// Two people set the floor back.
        case reset = 3
    }

    package let change: Change
    /// Who, for a reset: two names.
    package let people: [WireText]

    package init(change: Change, people: [WireText] = []) {
        self.change = change
        self.people = people
    }
}

/// What a gate could not settle by itself.
package struct AlarmEvent: Hashable, Sendable {
    /// `un-revocation`, `issued-ahead`, `journal-restored`: open for additions.
    package let code: WireText
    /// The place of the status lists that it is about.
    package let status: StatusPlace?

    package init(code: WireText, status: StatusPlace? = nil) {
        self.code = code
        self.status = status
    }
}
