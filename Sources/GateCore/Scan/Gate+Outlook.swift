internal import PassVerify

extension Gate {
    /// What this gate would do if no newer lists ever came: the times are seconds since 1970.
    package struct Outlook: Hashable, Sendable {
        /// From then on a banner says how old the lists are.
        package let banner: Int64
        /// From then on every pass is checked by hand.
        package let check: Int64
        /// From then on nobody is let in by a pass.
        package let deny: Int64
    }

    /// - Returns: nil without trust.
    package func outlook() -> Outlook? {
        guard let trust = applied?.trust else { return nil }
        let bands = trust.policy.staleness[trust.level]
        func time(_ age: Int64) -> Int64 {
            let (sum, overflow) = trust.issued.addingReportingOverflow(age)
            return overflow ? .max : sum
        }
        return Outlook(banner: time(bands.noteAfter), check: time(bands.checkAfter), deny: time(bands.denyAfter))
    }
}
