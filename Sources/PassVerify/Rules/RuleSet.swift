/// Every rule there is. Their order does not matter: reasons are sorted.
enum RuleSet {
    static func evaluate(_ facts: borrowing Facts) -> [Reason] {
        var reasons: [Reason] = []
        func take(_ reason: Reason?) {
            if let reason { reasons.append(reason) }
        }
        take(WrongIssuerRule.evaluate(facts))
        take(KeyNotValidRule.evaluate(facts))
        take(BarredRule.evaluate(facts))
        take(RevokedRule.evaluate(facts))
        take(SupersededRule.evaluate(facts))
        take(SuspendedRule.evaluate(facts))
        take(StatusUnknownRule.evaluate(facts))
        take(ExpiredRule.evaluate(facts))
        take(NotYetValidRule.evaluate(facts))
        take(WrongPortRule.evaluate(facts))
        take(WrongZoneRule.evaluate(facts))
        take(WrongDirectionRule.evaluate(facts))
        take(OutsideHoursRule.evaluate(facts))
        take(AlreadyUsedRule.evaluate(facts))
        take(AlreadyInsideRule.evaluate(facts))
        take(NotInsideRule.evaluate(facts))
        take(StatusStaleRule.evaluate(facts))
        take(ConditionUnknownRule.evaluate(facts))
        take(LiveCodeReplayedRule.evaluate(facts))
        take(LiveCodeStaleRule.evaluate(facts))
        take(HolderProofMissingRule.evaluate(facts))
        take(PaperRule.evaluate(facts))
        take(VehicleMismatchRule.evaluate(facts))
        take(DriverMissingRule.evaluate(facts))
        take(EscortRequiredRule.evaluate(facts))
        take(EndorsementMissingRule.evaluate(facts))
        take(ShipCallRule.evaluate(facts))
        take(PhotoMissingRule.evaluate(facts))
        take(ClockSuspectRule.evaluate(facts))
        // The two that may hash come last.
        take(HotListRule.evaluate(facts))
        take(KeyCompromisedRule.evaluate(facts))
        return reasons
    }
}
