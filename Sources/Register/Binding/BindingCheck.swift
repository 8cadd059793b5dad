import PassFormat

/// Whether a pass may be bound, from what is stored of its number: no I/O.
enum BindingCheck {
    enum Answer {
        /// The row that the bound pass replaces.
        case replace(PassRow)
        case already(PassRow)
        case refused(BindingRefusal)
    }

    private static let day: Int64 = 86_400

    /// - Parameters:
    ///   - rows: all passes of the number, oldest first.
    ///   - key: nil to give the binding up.
    static func answer(_ rows: [PassRow], to key: HolderKey?, rules: BindingRules, now: Int64) throws -> Answer {
        guard let current = rows.last(where: { $0.state == .active && $0.expires > now }) else {
            return .refused(.notActive)
        }
        // Before the limits: whoever asks again changes nothing.
        if try holderKey(of: current) == key { return .already(current) }
        guard rules.kinds.contains(current.kind) else { return .refused(.notForKind) }
        guard !rows.contains(where: { $0.replaces == current.seq && ($0.state == .intended || $0.state == .waiting) })
        else { return .refused(.reissueWaiting) }
        guard try changes(rows, since: now - day) < rules.perDay else { return .refused(.tooOften) }
        return .replace(current)
    }

    /// How often the phone was changed; a reissue that keeps its predecessor's key does not count.
    private static func changes(_ rows: [PassRow], since time: Int64) throws -> Int {
        var count = 0
        for row in rows where row.issuedAt > time && row.state != .void {
            guard let old = rows.first(where: { $0.seq == row.replaces }) else { continue }
            if try holderKey(of: row) != holderKey(of: old) { count += 1 }
        }
        return count
    }

    private static func holderKey(of row: PassRow) throws -> HolderKey? {
        try PassClaims(decoding: row.payload).holderKey
    }
}
