import PassFormat

/// The gate's decision: pure and total. Every input gives a `GateDecision`, never a throw and never a trap.
///
/// Two stages that the types keep apart: a text is decoded and authenticated, which gives a `VerifiedPass` or one reason
/// and nothing else; then every rule looks at the facts, and all reasons that apply are given.
package enum PassVerifier {
    /// Decides on one scanned text.
    ///
    /// - Parameters:
    ///   - text: what the scanner read: any bytes, of any length.
    ///   - trust: the newest generation that was applied as a whole; `nil` while there is none.
    ///   - context: where, which way, and what else was looked at. A gate that the policy does not know has no trust it
    ///     could decide by: `no-trust`.
    ///   - clock: what time it is.
    ///   - history: what the gate remembers of a pass; asked once, and only about a pass whose signature verified.
    package static func decide(
        utf8 text: Span<UInt8>, trust: GateTrust?, context: GateContext, clock: GateClock,
        history: (VerifiedPass) -> PassHistory
    ) -> GateDecision {
        let scanned: ScannedCode
        do throws(FormatError) {
            scanned = try ScannedCode.decode(utf8: text)
        } catch {
            let unreadable = Reason(error.isUnsupported ? .unsupported : .malformed, .deny, .problem(error))
            let isTrusting = trust?.policy.gate(context.gateID) != nil
            return conclude(isTrusting ? [unreadable] : [noTrust, unreadable], nil, trust, context, clock)
        }
        return decide(scanned, trust: trust, context: context, clock: clock, history: history)
    }

    /// Decides on one scanned text.
    package static func decide(
        _ text: String, trust: GateTrust?, context: GateContext, clock: GateClock,
        history: (VerifiedPass) -> PassHistory
    ) -> GateDecision {
        decide(utf8: Array(text.utf8).span, trust: trust, context: context, clock: clock, history: history)
    }

    private static func decide(
        _ scanned: ScannedCode, trust: GateTrust?, context: GateContext, clock: GateClock,
        history: (VerifiedPass) -> PassHistory
    ) -> GateDecision {
        guard let trust, let gate = trust.policy.gate(context.gateID) else {
            return conclude([noTrust], nil, trust, context, clock)
        }
        let pass: VerifiedPass
        do throws(AuthenticationFailure) {
            pass = try VerifiedPass.authenticate(scanned, keys: trust.keys)
        } catch {
            return conclude([Reason(error.code, .deny)], nil, trust, context, clock)
        }
        let facts = Facts(
            pass: pass, trust: trust, gate: gate, context: context, clock: clock, history: history(pass))
        return conclude(RuleSet.evaluate(facts), pass, trust, context, clock)
    }

    private static let noTrust = Reason(.noTrust, .deny)

    /// Lowers what a suspect clock can't support and what would keep somebody in, then sorts.
    private static func conclude(
        _ reasons: [Reason], _ pass: VerifiedPass?, _ trust: GateTrust?, _ context: GateContext, _ clock: GateClock
    ) -> GateDecision {
        var reasons = reasons
        for index in reasons.indices {
            if clock.isSuspect, reasons[index].code.restsOnTheClock {
                reasons[index] = reasons[index].limited(to: .check)
            }
            if context.direction == .out { reasons[index] = reasons[index].limited(to: .check) }
        }
        return GateDecision(reasons: reasons, pass: pass, trust: trust, trustAge: trust?.age(at: clock.now))
    }
}
