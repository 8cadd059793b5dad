package import PassFormat

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
