import Register

/// How a gate stands, in words.
enum GateLook {
    /// Seconds without a word after which a gate counts as silent: gates ask every half minute.
    static let silence: Int64 = 600

    static func isSilent(_ gate: GateSummary, now: Int64) -> Bool {
        gate.lastContact.map { now - $0 > silence } ?? true
    }

    static func tag(_ gate: GateSummary, _ page: StaffPage) -> StatusTag {
        let words = page.words
        switch gate.state {
        case .absent: return StatusTag(look: .over, text: words["staff.gate-absent"])
        case .invited: return StatusTag(look: .waiting, text: words["staff.gate-invited"])
        case .revoked: return StatusTag(look: .over, text: words["staff.gate-revoked"])
        case .enrolled where isSilent(gate, now: page.now):
            return StatusTag(look: .bad, text: words["staff.gate-silent"])
        case .enrolled: return StatusTag(look: .good, text: words["staff.gate-heard"])
        }
    }
}
