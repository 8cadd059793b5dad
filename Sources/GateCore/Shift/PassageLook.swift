package import PassFormat
package import PassVerify
package import TrustFiles

/// What the gate's own lists say of somebody whose pass is not read. Never green: a person looks, always.
package struct PassageLook: Hashable, Sendable {
    package struct Reason: Hashable, Sendable {
        /// A code of scans, or `unknown-number`, `card-not-out`, `not-expected`, `escort-not-valid`.
        package let code: WireText
        package let effect: Effect
    }

    package let direction: Direction
    /// Most serious first. A discreet one (`hotlist`) is among them, and is not for the screen.
    package private(set) var reasons: [Reason]
    package let entry: DirectoryEntry?
    /// Who is expected now with these last characters.
    package let expected: [ExpectedVisitor]
    package let card: VisitorCard?

    init(
        direction: Direction, reasons: [Reason], entry: DirectoryEntry? = nil, expected: [ExpectedVisitor] = [],
        card: VisitorCard? = nil
    ) {
        self.direction = direction
        self.reasons = reasons.enumerated().sorted {
            ($0.element.effect, $1.offset) > ($1.element.effect, $0.offset)
        }.map(\.element)
        self.entry = entry
        self.expected = expected
        self.card = card
    }

    /// `deny` takes a supervisor. Leaving is never denied.
    package var verdict: Verdict {
        direction != .out && reasons.contains { $0.effect == .deny } ? .deny : .check
    }

    /// For the screen: without what is discreet.
    package var shownReasons: [WireText] {
        reasons.map(\.code).filter { $0.string != ReasonCode.hotlist.rawValue }
    }
}
