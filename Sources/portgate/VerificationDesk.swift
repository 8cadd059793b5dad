import CommandSupport
import GateCore
import PassFormat
import PassVerify

/// Decides on texts, one after another, by the newest trust in the gate's home.
struct VerificationDesk {
    /// Seconds after which a long run looks whether the home has newer trust.
    private static let lookEvery: Int64 = 1

    private let gate: GateHome
    private let direction: Direction?
    private let simulatedTime: Int64?
    private var applied: AppliedTrust?
    private var lastLook: Int64 = .min
    private var line = DecisionLine()

    init(gate: GateHome, direction: Direction?, simulatedTime: Int64?) {
        self.gate = gate
        self.direction = direction
        self.simulatedTime = simulatedTime
    }

    /// - Throws: When the trust on this disk is damaged; what is on paper or screen never throws.
    mutating func decide(_ text: [UInt8]) throws -> GateDecision {
        let now = WallClock.now()
        if now < lastLook || now >= lastLook &+ Self.lookEvery {
            applied = try gate.appliedTrust(unlessStill: applied)
            lastLook = now
        }
        let trust = applied?.trust
        let gateID = WireText(gate.configuration.gate)
        let direction = direction ?? trust?.policy.gate(gateID)?.defaultDirection ?? .in
        return PassVerifier.decide(
            utf8: text.span, trust: trust, context: GateContext(gateID: gateID, direction: direction),
            clock: GateClock(now: simulatedTime ?? now, isSuspect: false), history: { _ in .unknown })
    }

    /// Appends the decision's JSON line.
    mutating func appendDecision(on text: [UInt8], to answers: inout [UInt8]) throws {
        line.write(try decide(text), isSimulated: simulatedTime != nil)
        answers.append(contentsOf: line.bytes)
    }
}
