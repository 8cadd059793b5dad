import Hummingbird
import Register

/// The pages that somebody may see, at the head of each: in groups where there are many, so that they stand in one row.
enum OfficeMenu {
    /// Path, what it asks, and its word.
    typealias Item = (path: String, permission: Permission, word: String)

    private static let home: Item = ("", .ownAccount, "home")

    /// The groups with their words, in the order of the day's work.
    private static let groups: [(word: String, items: [Item])] = [
        (
            "applications",
            [
                ("review", .seeApplications, "review"), ("lists", .seeApplications, "lists"),
                ("police", .givePoliceVerdicts, "police"), ("counter", .serveCounter, "counter"),
                ("companies", .seeCompanies, "companies"),
            ]
        ),
        (
            "passes",
            [
                ("passes", .seePasses, "passes"), ("suspensions", .suspendMany, "suspensions"),
                ("violations", .seeViolations, "violations"),
            ]
        ),
        ("together", [("changes", .seeChanges, "changes"), ("rules", .seeRules, "rules")]),
        (
            "gates",
            [
                ("gates", .seeGates, "gates"), ("alarms", .seeGates, "alarms"), ("tasks", .seeTasks, "tasks"),
                ("level", .seeGates, "level"), ("hotlist", .seeHotList, "hotlist"),
                ("inside", .seePresence, "inside"), ("entries", .seeGates, "entries"),
                ("ships", .seeShips, "ships"), ("windows", .seeShips, "windows"),
            ]
        ),
        (
            "money", [("payments", .seePayments, "payments"), ("payment-books", .seePayments, "payment-books")]
        ),
        (
            "public",
            [
                ("opinions", .seeOpinions, "opinions"), ("news", .seeNews, "news"), ("calls", .seeCalls, "calls"),
                ("consultations", .seeNews, "consultations"),
                ("seminars", .seeSeminars, "seminars"), ("persons", .servePersons, "persons"),
            ]
        ),
        (
            "account",
            [
                ("keys", .seeKeys, "keys"), ("retention", .seeRetention, "retention"), ("audit", .seeAudit, "audit"),
                ("people", .seeStaff, "people"),
            ]
        ),
    ]

    /// So many stand side by side without groups.
    private static let mostWithoutGroups = 6

    static func values(in page: StaffPage) -> [[String: Any]] {
        let open = groups.map { group in (group.word, group.items.filter { page.may($0.permission) }) }
        let isFlat = open.reduce(0) { $0 + $1.1.count } < mostWithoutGroups
        var entries = [single(home, page)]
        for (word, items) in open where !items.isEmpty {
            if isFlat || items.count == 1 {
                entries += items.map { single($0, page) }
            } else {
                entries.append(group(word, items, page))
            }
        }
        return entries
    }

    private static func single(_ item: Item, _ page: StaffPage) -> [String: Any] {
        var values = link(item, page)
        values["isGroup"] = false
        return values
    }

    private static func group(_ word: String, _ items: [Item], _ page: StaffPage) -> [String: Any] {
        let here = items.first { isCurrent($0, page) }
        var values: [String: Any] = ["isGroup": true, "text": page.words["staff.menu-group-\(word)"]]
        values["isHere"] = here != nil
        values["here"] = here.map { page.words["staff.menu-\($0.word)"] } ?? ""
        values["items"] = items.map { link($0, page) }
        return values
    }

    private static func link(_ item: Item, _ page: StaffPage) -> [String: Any] {
        [
            "address": page.link(item.path), "text": page.words["staff.menu-\(item.word)"],
            "isCurrent": isCurrent(item, page),
        ]
    }

    private static func isCurrent(_ item: Item, _ page: StaffPage) -> Bool {
        let (path, address) = (page.request.uri.path, page.link(item.path))
        return path == address || !item.path.isEmpty && (path.hasPrefix(address + "/") || path == address + "-new")
    }
}
