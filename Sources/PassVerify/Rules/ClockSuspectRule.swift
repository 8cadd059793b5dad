/// `clock-suspect`: a banner, once a shift, not once a scan: what the clock decides is lowered elsewhere.
enum ClockSuspectRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.clock.isSuspect else { return nil }
        return Reason(.clockSuspect, .note)
    }
}
