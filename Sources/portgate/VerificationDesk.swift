import CommandSupport
import GateCore
import PassFormat
import PassVerify

/// Decides on texts, one after another, by the newest trust in the gate's home.
struct VerificationDesk {
    /// Seconds after which a long run looks whether the home has newer trust.
    private static let lookEvery: Int64 = 1

    private let gate: GateHome
    private let clock: any MachineClock
    private let direction: Direction?
    private let simulatedTime: Int64?
    private var remembrance: Remembrance
    private var applied: AppliedTrust?
    private var lastLook: Int64 = .min
    private var line = DecisionLine()

    init(
        gate: GateHome, remembrance: Remembrance, clock: any MachineClock, direction: Direction?, simulatedTime: Int64?
    ) {
        self.gate = gate
        self.remembrance = remembrance
        self.clock = clock
        self.direction = direction
        self.simulatedTime = simulatedTime
    }

    /// - Throws: When the trust on this disk is damaged; what is on paper or screen never throws.
    mutating func decide(_ text: [UInt8]) throws -> GateDecision {
        let time = clock.read()
        if time.wall < lastLook || time.wall >= lastLook &+ Self.lookEvery {
            applied = try gate.appliedTrust(unlessStill: applied)
            lastLook = time.wall
        }
        return remembrance.decide(
            text, direction: direction, trust: applied?.trust, gate: WireText(gate.configuration.gate), at: time,
            simulatedTime: simulatedTime)
    }

    /// Appends the decision's JSON line.
    mutating func appendDecision(on text: [UInt8], to answers: inout [UInt8]) throws {
        line.write(try decide(text), isSimulated: simulatedTime != nil)
        answers.append(contentsOf: line.bytes)
    }
}
