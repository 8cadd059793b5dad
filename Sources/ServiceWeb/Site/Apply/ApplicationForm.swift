import Identifiers
import Register
import StrictJSON

/// What somebody typed into the form for a person's pass.
struct ApplicationForm: Hashable, Sendable {
    /// The raw value is the field's name in the form and its id in the page.
    enum Field: String, CaseIterable {
        case name, idNumber, organisation, term, zone, from, until, photo
    }

    var name = ""
    var idNumber = ""
    var organisation = ""
    var term = ""
    /// Values of ``OfferedZone``.
    var zones: Set<String> = []
    var from = ""
    var until = ""

    init() {}

    init(_ fields: FormFields) {
        name = fields[Field.name.rawValue]
        idNumber = fields[Field.idNumber.rawValue]
        organisation = fields[Field.organisation.rawValue]
        term = fields[Field.term.rawValue]
        zones = Set(fields.all(Field.zone.rawValue))
        from = fields[Field.from.rawValue]
        until = fields[Field.until.rawValue]
    }

    static let single = Set(Field.allCases.map(\.rawValue)).subtracting(repeated).subtracting([file])
    static let repeated: Set = [Field.zone.rawValue]
    /// Stands last in the form: what is too large never hides what was typed.
    static let file = Field.photo.rawValue

    var chosenTerm: OfferedTerm? { OfferedTerm(rawValue: term) }
    var firstDay: CivilDate? { SiteDate.day(from) }
    private var lastDay: CivilDate? { SiteDate.day(until) }

    /// The record of the application, without what was left empty or cannot be told; the register says what it lacks.
    func record(utcOffset: Int64, zones offered: [OfferedZone]) -> [UInt8] {
        var record: JSONObject = ["kind": .text("person")]
        // Without a term the register would say nothing of the other fields.
        record["term"] = .text((chosenTerm ?? .periodic).rawValue)
        for (member, text) in [("name", name), ("idNumber", idNumber), ("organisation", organisation)]
        where !text.allSatisfy(\.isWhitespace) {
            record[ExactText(member)] = .text(text)
        }
        var access = JSONObject()
        for zone in offered where zones.contains(zone.value) {
            let port = ExactText(zone.port)
            if case .array(let names)? = access[port] {
                access[port] = .array(names + [.text(zone.zone)])
            } else {
                access[port] = .texts([zone.zone])
            }
        }
        if !access.isEmpty { record["access"] = .object(access) }
        if let firstDay { record["notBefore"] = .text(Self.midnight(firstDay, utcOffset)) }
        // The last day counts as a whole.
        if let lastDay {
            record["notAfter"] = .text(
                Self.midnight(CivilDate(daysSinceEpoch: lastDay.daysSinceEpoch + 1), utcOffset))
        }
        return JSONWriter.compact(.object(record))
    }

    /// What is wrong before the register looks: what the record cannot carry.
    func problems(today: CivilDate, zones offered: [OfferedZone]) -> [FormProblem] {
        var problems: [FormProblem] = []
        if chosenTerm == nil { problems.append(FormProblem(field: .term, words: FieldWords.termMissing)) }
        if !zones.isSubset(of: offered.map(\.value)) {
            problems.append(FormProblem(field: .zone, words: FieldWords.zoneUnknown))
        }
        if let firstDay {
            if firstDay.daysSinceEpoch < today.daysSinceEpoch {
                problems.append(FormProblem(field: .from, words: FieldWords.fromPast))
            }
        } else {
            problems.append(FormProblem(field: .from, words: FieldWords.fromMissing))
        }
        if lastDay == nil { problems.append(FormProblem(field: .until, words: FieldWords.untilMissing)) }
        return problems
    }

    /// RFC 3339.
    private static func midnight(_ day: CivilDate, _ utcOffset: Int64) -> String {
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let minutes = abs(utcOffset) / 60
        let sign = utcOffset < 0 ? "-" : "+"
        return "\(SiteDate.text(day))T00:00:00\(sign)\(padded(minutes / 60)):\(padded(minutes % 60))"
    }
}
