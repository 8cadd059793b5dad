/// A round of correction: what was faulted is asked for again, and nothing else changes.
package enum Correction {
    /// The fields that belong to a fault: a document's kind goes with its number.
    package static func fields(of fault: Fault) -> Set<String> {
        let last = fault.field.split(separator: ".").last.map(String.init) ?? fault.field
        let place = String(fault.field.dropLast(last.count))
        switch last {
        case "idNumber", "idKind", "mrz":
            return ["idNumber", "idKind", "mrz"].reduce(into: []) { $0.insert(place + $1) }
        case "from", "until": return ["from", "until"]
        case "companyNumber", "organisation": return ["companyNumber", "organisation"]
        default: return [fault.field]
        }
    }

    /// The old answers with the new ones of faulted fields.
    static func merged(_ new: FieldValues, into old: FieldValues, faults: [Fault]) -> FieldValues {
        var merged = old
        for name in faults.reduce(into: Set<String>(), { $0.formUnion(fields(of: $1)) }) {
            if name == VisitForm.people {
                merged.removeRows(of: name)
                for row in new.names where row.hasPrefix(name + ".") { merged[all: row] = new[all: row] }
            } else {
                merged[all: name] = new[all: name]
            }
        }
        return merged
    }
}
