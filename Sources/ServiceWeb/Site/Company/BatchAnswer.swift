import Hummingbird
import Register

/// What was answered on the page of many applications.
struct BatchAnswer {
    let kind: RosterKind
    let renews: Bool
    var who = ""
    var entries: [String] = []
    var find = ""
    var values = FieldValues()
    var isSearch = false
    var sends = false

    init(kind: RosterKind, renews: Bool) {
        self.kind = kind
        self.renews = renews
    }

    init(kind: RosterKind, renews: Bool, _ page: PageContext) async throws {
        self.init(kind: kind, renews: renews)
        let common = Set(BatchOrder.commonFields(kind))
        let repeated: Set<String> = ["zones", "entries"]
        let fields = try await page.fields(
            single: common.subtracting(repeated).union(["who", "find", "search", "send"]), repeated: repeated,
            most: 1_200)
        who = fields["who"]
        entries = fields.all("entries")
        find = fields["find"]
        isSearch = !fields["search"].isEmpty
        sends = !fields["send"].isEmpty
        for name in common { values[all: name] = fields.all(name).filter { !$0.isEmpty } }
    }

    /// Nil where nobody was chosen.
    var selection: BatchOrder.Selection? {
        switch who {
        case "all": return .all
        case "lacking" where !renews: return .lacking
        case "ending" where renews: return .ending
        case "chosen":
            let ids = entries.compactMap { RosterEntryID(hex: $0) }
            return ids.isEmpty ? nil : .these(ids)
        default: return nil
        }
    }

    /// The same again, to be sent without being shown.
    var hidden: [(name: String, value: String)] {
        var hidden = [(name: "who", value: who)]
        if who == "chosen" { hidden += entries.map { (name: "entries", value: $0) } }
        for name in values.names { hidden += values[all: name].map { (name: name, value: $0) } }
        return hidden
    }
}
