import SQLStore
import StrictJSON

/// The staff as the log tells them: somebody who was let in, let back in or given a role by hand shows as a difference.
struct StaffReplay: TableReplay {
    private struct Known: Equatable {
        var state: String
        var roles: String
    }

    private var members: [String: Known] = [:]

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        guard event.hasPrefix("staff-") else { return true }
        guard case .string(let staff)? = members["staff"] else { return false }
        let handle = staff.string
        switch event {
        case "staff-invited":
            guard let roles = Self.roles(members) else { return false }
            self.members[handle] = Known(state: StaffMember.State.invited.rawValue, roles: roles)
        case "staff-roles-set":
            guard let roles = Self.roles(members) else { return false }
            self.members[handle]?.roles = roles
        case "staff-joined": self.members[handle]?.state = StaffMember.State.active.rawValue
        case "staff-left": self.members[handle]?.state = StaffMember.State.left.rawValue
        default: break
        }
        return true
    }

    /// As the table has them.
    private static func roles(_ members: JSONObject) -> String? {
        guard case .array(let values)? = members["roles"] else { return nil }
        let roles = values.compactMap {
            if case .string(let role) = $0 { StaffRole(rawValue: role.string) } else { nil }
        }
        return roles.count == values.count ? StaffRow.text(Set(roles)) : nil
    }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        var left = members
        var problems: [AuditProblem] = []
        try database.forEachRow("SELECT handle, state, roles FROM staff ORDER BY seq", []) { row in
            let handle = try row.text(0)
            let found = Known(state: try row.text(1), roles: try row.text(2))
            let known = left.removeValue(forKey: handle)
            guard known != found else { return }
            let told = known.map { "\($0.state) as \($0.roles)" } ?? "unknown"
            problems.append(
                AuditProblem(
                    record: nil,
                    "\(handle) of the staff is \(found.state) as \(found.roles) in the register, but \(told) by the log"
                ))
        }
        if !left.isEmpty {
            problems.append(AuditProblem(record: nil, "\(left.count) of the staff of the log are not in the register"))
        }
        return problems
    }
}
