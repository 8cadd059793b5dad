import Register

/// The menu: groups, and what is in each.
struct SiteMenu {
    struct Group {
        let path: String
        /// The key of its words in `menu`.
        let word: String
        let items: [Item]
    }

    struct Item {
        let path: String
        let word: String
    }

    static let groups = [
        Group(
            path: "apply", word: "apply",
            items: [
                Item(path: "apply/person", word: "person"), Item(path: "apply/vehicle", word: "vehicle"),
                Item(path: "apply/visit", word: "visit"), Item(path: "apply#renew", word: "renew"),
                Item(path: "apply#change", word: "change"),
            ]),
        Group(
            path: "status", word: "query",
            items: [Item(path: "status", word: "status"), Item(path: "my", word: "my")]),
        Group(
            path: "guide", word: "guide",
            items: [
                Item(path: "guide/qualification", word: "qualification"),
                Item(path: "guide/documents", word: "documents"), Item(path: "guide/days", word: "days"),
                Item(path: "guide/fees", word: "fees"), Item(path: "guide/rules", word: "rules"),
                Item(path: "guide/gates", word: "gates"),
            ]),
        Group(path: "company", word: "company", items: []),
        Group(path: "counter", word: "counter", items: []),
        Group(
            path: "public", word: "public",
            items: [
                Item(path: "news", word: "news"), Item(path: "consultations", word: "consultations"),
                Item(path: "seminars", word: "seminars"),
                Item(path: "public/data", word: "data"), Item(path: "public/statistics", word: "statistics"),
                Item(path: "public/satisfaction", word: "satisfaction"),
                Item(path: "public/verify", word: "verify"),
            ]),
        Group(path: "opinions", word: "opinions", items: []),
    ]

    /// Paths that stand in the menu, by the group they belong to.
    static func group(of path: String) -> Group? {
        groups.first { group in group.path == path || group.items.contains { $0.path == path } }
    }

    static func values(_ words: SiteWords, current: String?) -> [[String: Any]] {
        let currentGroup = current.flatMap(group(of:))?.path
        return groups.map { group in
            [
                "address": link(group.path, words), "text": words["menu.\(group.word)"],
                "isCurrent": group.path == current, "isWithin": group.path == currentGroup,
                "items": items(of: group, words, current: current), "hasItems": !group.items.isEmpty,
            ]
        }
    }

    /// What is in a group, for the group's own pages.
    static func items(of group: Group, _ words: SiteWords, current: String?) -> [[String: Any]] {
        group.items.map { item in
            [
                "address": link(item.path, words), "text": words["menu.\(item.word)"],
                "isCurrent": item.path == current,
            ]
        }
    }

    private static func link(_ path: String, _ words: SiteWords) -> String { "/\(words.language.rawValue)/\(path)" }
}
