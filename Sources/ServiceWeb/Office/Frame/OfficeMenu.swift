import Hummingbird
import Register

/// The pages that somebody may see, at the side of each.
enum OfficeMenu {
    /// Path, what it asks, and its word.
    static let items: [(path: String, permission: Permission, word: String)] = [
        ("", .ownAccount, "home"), ("review", .seeApplications, "review"), ("police", .givePoliceVerdicts, "police"),
        ("passes", .seePasses, "passes"), ("counter", .serveCounter, "counter"),
        ("suspensions", .suspendMany, "suspensions"), ("changes", .seeChanges, "changes"),
        ("violations", .seeViolations, "violations"), ("rules", .seeRules, "rules"),
        ("payments", .seePayments, "payments"), ("payment-books", .seePayments, "payment-books"),
        ("companies", .seeCompanies, "companies"), ("opinions", .seeOpinions, "opinions"),
        ("gates", .seeGates, "gates"), ("alarms", .seeGates, "alarms"), ("tasks", .seeTasks, "tasks"),
        ("level", .seeGates, "level"), ("hotlist", .seeHotList, "hotlist"), ("inside", .seePresence, "inside"),
        ("entries", .seeGates, "entries"), ("ships", .seeShips, "ships"), ("keys", .seeKeys, "keys"), ("persons", .servePersons, "persons"),
        ("audit", .seeAudit, "audit"),
        ("people", .seeStaff, "people"),
    ]

    static func values(in page: StaffPage) -> [[String: Any]] {
        let path = page.request.uri.path
        return items.filter { page.may($0.permission) }.map { item in
            let address = page.link(item.path)
            return [
                "address": address, "text": page.words["staff.menu-\(item.word)"],
                "isCurrent": item.path.isEmpty ? path == address : path == address || path.hasPrefix(address + "/"),
            ]
        }
    }
}
