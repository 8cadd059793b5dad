import Register

extension PassSummary {
    /// Its state for people, time included: never by colour alone.
    func words(at now: Int64) -> Words {
        switch state {
        case .active where isExpired(at: now), .waiting where isExpired(at: now), .suspended where isExpired(at: now):
            Words("✕ 已逾期", "Expired")
        case .active: notBefore > now ? Words("○ 尚未生效", "Not yet valid") : Words("✓ 有效", "Valid")
        case .waiting, .intended: Words("○ 尚未啟用", "Not yet active")
        case .suspended: Words("✕ 暫停使用", "Suspended")
        case .revoked: Words("✕ 已註銷", "Revoked")
        case .superseded: Words("✕ 已換發新證", "Replaced by a new pass")
        case .void: Words("✕ 未核發", "Not issued")
        }
    }

    /// Whether its code is shown: no gate admits the others.
    func isShown(at now: Int64) -> Bool { state == .active && !isExpired(at: now) && text != nil }
}
