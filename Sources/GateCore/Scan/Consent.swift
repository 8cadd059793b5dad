import GateMessages
import PassFormat

/// Whose word a decision takes, and whether it still holds in the step that writes it.
struct Consent {
    /// Whether somebody comes in by it.
    let letsIn: Bool
    /// Nobody is asked for a PIN to leave.
    let leaves: Bool
    /// What was told and is decided against, where nobody is asked for a PIN.
    private let despite: Set<WireText>
    private(set) var takesSupervisor: Bool
    /// The second person who agreed.
    var supervisor: WireText?

    init(_ scan: KnownScan, admits: Bool, despite: [WireText]) {
        letsIn = admits && scan.event.direction == .in
        leaves = scan.event.direction == .out
        takesSupervisor = letsIn && scan.event.verdict == .deny
        self.despite = Set(despite)
    }

    /// Something came up since the scan: from now on it is a denial, which takes a supervisor.
    ///
    /// - Parameters:
    ///   - isAsked: whether a supervisor was named.
    ///   - hasGuards: whether the gate has guards; nil where that is not known.
    /// - Throws: `GateError` with code `changed` where nobody was told of it.
    mutating func meet(_ news: [WireText], isAsked: Bool, _ hasGuards: Bool?) throws(GateError) {
        guard !news.isEmpty else { return }
        guard hasGuards == false ? despite.isSuperset(of: news) : isAsked else { throw Self.changed(news) }
        takesSupervisor = true
    }

    /// - Throws: `GateError` with code `changed` for what came up since and needs more than was given.
    func stands(before news: [WireText], _ hasGuards: Bool?) throws(GateError) {
        if news.isEmpty || takesSupervisor && supervisor != nil { return }
        guard hasGuards == false, despite.isSuperset(of: news) else { throw Self.changed(news) }
    }

    static func changed(_ news: [WireText]) -> GateError {
        GateError(
            .changed, "since the scan something came up: \(news.map(\.string).joined(separator: ", "))", reasons: news)
    }
}
