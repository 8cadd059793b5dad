package import PassFormat

/// The signed rules that gates decide by: the content of the target `policy.json` (DESIGN section 4).
package struct GatePolicy: Hashable, Sendable {
    /// The issuer served, e.g. `twport`.
    package var issuer: WireText
    /// What every status list's URI starts with; a decimal number follows.
    package var statusPrefix: WireText
    /// Seconds by which clocks may differ at the ends of a pass.
    package var clockSkew: Int64
    /// Minutes by which an hours table is stretched at both ends.
    package var graceMinutes: Int64
    /// Seconds to add to UTC for the local time of hours tables; Taiwan has 28,800 all year.
    package var utcOffset: Int64
    /// How fresh a live code must be.
    package var liveCode: LiveCodeWindow
    /// What a pass without holder key gets.
    package var paper: ByLevel<PaperMode>
    /// What findings of the gate's memory do.
    package var history: HistoryModes
    /// How old the trust may be.
    package var staleness: ByLevel<StalenessBands>
    package let ports: [PolicyPort]
    package let gates: [PolicyGate]
    package let schedules: [PolicySchedule]

    private let gateIndex: [WireText: Int]
    private let portIndex: [WireText: Int]

    /// Of two ports, gates or schedules with one id the first counts; `PolicyFile` refuses such a file.
    package init(
        issuer: WireText, statusPrefix: WireText, clockSkew: Int64, graceMinutes: Int64, utcOffset: Int64,
        liveCode: LiveCodeWindow, paper: ByLevel<PaperMode>, history: HistoryModes,
        staleness: ByLevel<StalenessBands>, ports: [PolicyPort], gates: [PolicyGate], schedules: [PolicySchedule]
    ) {
        self.issuer = issuer
        self.statusPrefix = statusPrefix
        self.clockSkew = clockSkew
        self.graceMinutes = graceMinutes
        self.utcOffset = utcOffset
        self.liveCode = liveCode
        self.paper = paper
        self.history = history
        self.staleness = staleness
        self.ports = ports
        self.gates = gates
        self.schedules = schedules
        gateIndex = Dictionary(gates.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        portIndex = Dictionary(ports.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The gate of an id; `nil` when the policy has none.
    package func gate(_ id: WireText) -> PolicyGate? { gateIndex[id].map { gates[$0] } }

    /// The port of an UN/LOCODE; `nil` when the policy has none.
    package func port(_ id: WireText) -> PolicyPort? { portIndex[id].map { ports[$0] } }

    /// The hours table of an id; `nil` when the policy has none.
    package func schedule(_ id: Int64) -> PolicySchedule? { schedules.first { $0.id == id } }

    /// The number of a status list whose URI is the prefix and a plain decimal number; `nil` for any other URI.
    package func statusListNumber(of uri: WireText) -> UInt32? {
        StatusLists.number(of: uri, prefix: statusPrefix)
    }

    /// The URI of a status list, equal to its token's `sub`.
    package func statusURI(_ number: UInt32) -> WireText { WireText(statusPrefix.string + String(number)) }
}
