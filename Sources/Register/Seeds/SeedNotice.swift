package import Identifiers

/// What the service has to tell everybody for a while.
package struct SeedNotice: Hashable, Sendable {
    package let from: CivilDate
    /// The last day; nil for until it is taken away.
    package let until: CivilDate?
    package let title: SeedText
    package let text: SeedText

    package func holds(on day: CivilDate) -> Bool {
        from.daysSinceEpoch <= day.daysSinceEpoch && until.map { day.daysSinceEpoch <= $0.daysSinceEpoch } ?? true
    }

    /// Reads `notices.json`.
    static func read(_ root: SeedObject) throws(RegisterError) -> [SeedNotice] {
        try root.expectOnly(["notices"])
        var notices: [SeedNotice] = []
        for object in try root.objects("notices") {
            try object.expectOnly(["from", "until", "title", "text"])
            notices.append(
                SeedNotice(
                    from: try day(object, "from"), until: object.value("until") == nil ? nil : try day(object, "until"),
                    title: try SeedText(object.object("title")), text: try SeedText(object.object("text"))))
        }
        return notices
    }

    private static func day(_ object: SeedObject, _ name: String) throws(RegisterError) -> CivilDate {
        guard let day = CivilDate(text: try object.string(name)) else {
            throw object.fail(name, "must be a day like 2026-01-01")
        }
        return day
    }
}
