import Identifiers

extension FormCheck {
    /// Rows of a list of people: a name and a document each. Rows without anything are left out.
    mutating func people(_ list: String) {
        guard isOpen(list) else { return }
        let rows = values.rows(of: list)
        if rows > context.seeds.rules.visits.people {
            return fail(list, "too-many", ["most": String(context.seeds.rules.visits.people)])
        }
        var seen: Set<String> = []
        var count = 0
        for row in 0..<rows {
            let place = "\(list).\(row)"
            let (name, number, kind) = ("\(place).name", "\(place).idNumber", "\(place).idKind")
            guard [name, number].contains(where: { !values[$0].isEmpty }) else { continue }
            count += 1
            if values[name].isEmpty { fail(name, "required") } else { text(values[name], name, limit: 90) }
            guard !values[number].isEmpty else {
                fail(number, "required")
                continue
            }
            guard let idKind = IdentityNumber.Kind(rawValue: values[kind]) else {
                fail(kind, "required")
                continue
            }
            do {
                let identity = try IdentityNumber(values[number], kind: idKind, now: context.now)
                if !seen.insert(identity.normalised).inserted { fail(number, "repeated") }
            } catch {
                fail(number, error.rule.rawValue)
            }
        }
        if count == 0 { fail(list, "required") }
    }

    /// The documents that the rules ask for.
    mutating func documents(_ field: String, of procedure: Procedure?) {
        guard isOpen(field), let procedure else { return }
        for document in procedure.documents where document.isRequired {
            if context.isVouched, context.seeds.companies.vouchedDocuments.contains(document.id) { continue }
            let name = Attachment.field(document: document.id)
            if context.attached[name, default: 0] == 0 { fail(name, "required") }
        }
    }
}
