import Identifiers

/// The answers of one of many applications: what the roster knows, what holds for all, and, where a pass is renewed, what was
/// answered for it before.
struct BatchAnswers {
    let order: BatchOrder
    let company: Company

    /// - Parameters:
    ///   - before: the answers that led to the pass that is renewed.
    ///   - ends: the moment at which it does.
    func values(
        of entry: FieldValues, before: FieldValues? = nil, renewing number: String = "", ends: Int64? = nil, now: Int64,
        utcOffset: Int64
    ) -> FieldValues {
        var values = before ?? FieldValues()
        for name in ["until", "from", "agree", "renews"] { values[name] = "" }
        switch order.kind {
        case .person:
            for name in ["name", "idKind", "idNumber", "birthDate", "jobTitle"] where !entry[name].isEmpty {
                values[name] = entry[name]
            }
            values["companyNumber"] = company.number
            values["organisation"] = company.name
        case .vehicle:
            for name in ["plate", "vehicleClass", "trailerPlate"] where !entry[name].isEmpty {
                values[name] = entry[name]
            }
            let isOthers = !entry["companyNumber"].isEmpty && entry["companyNumber"] != company.number
            values["ownership"] = isOthers ? "affiliated" : "company"
            values["companyNumber"] = isOthers ? entry["companyNumber"] : company.number
            values["organisation"] = isOthers && !entry["organisation"].isEmpty ? entry["organisation"] : company.name
            values["name"] = company.name
            if values["dangerousGoods"].isEmpty { values["dangerousGoods"] = "no" }
        }
        for name in BatchOrder.commonFields(order.kind) where !order.answers[all: name].allSatisfy(\.isEmpty) {
            if name == "ownership", values["ownership"] == "affiliated" { continue }
            values[all: name] = order.answers[all: name]
        }
        if values["delivery"].isEmpty { values["delivery"] = "phone" }
        if order.renews {
            values["renews"] = number
            if values["from"].isEmpty {
                // The day on which the old one ends is the first without it.
                let first = max(ends ?? now, now)
                values["from"] = DateText.iso(CivilDate(of: first, utcOffset: utcOffset))
            }
        }
        return values
    }

    /// What is wrong with what holds for all.
    func commonFaults(_ context: FormContext) -> [Fault] {
        let kind = order.kind.application
        var values = order.answers
        if values["delivery"].isEmpty { values["delivery"] = "phone" }
        if order.kind == .vehicle {
            if values["dangerousGoods"].isEmpty { values["dangerousGoods"] = "no" }
            if values["ownership"].isEmpty { values["ownership"] = "company" }
        }
        var fields = Set(BatchOrder.commonFields(order.kind))
        if order.renews {
            // What was answered before may be left out.
            for name in ["term", "role", "zones", "from"] where order.answers[all: name].allSatisfy(\.isEmpty) {
                fields.remove(name)
            }
        }
        return FormCheck.faults(in: values, of: kind, context).filter { fields.contains($0.field) }
    }
}
