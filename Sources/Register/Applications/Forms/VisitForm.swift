import Identifiers
import PassFormat
import StrictJSON

/// 當次通行證: one visit of people, and what they drive, for whom a sponsor answers.
struct VisitForm: FormRules {
    static let people = "people"
    /// Containers that one visit fetches: a day's work of one truck.
    static let mostContainers = 20

    static let steps = [
        FormStep(
            "sponsor",
            [
                FormField("companyNumber", .line(.number)),
                FormField("organisation", .line(.organisation)),
                FormField("sponsorContact", .line(.name)),
            ]),
        FormStep(
            "purpose",
            [
                FormField("purpose", .choice(["ship", "delivery", "work", "meeting", "crew", "tour", "other"])),
                FormField("purposeText", .line(.text), when: .when("purpose", "other")),
                FormField("vesselCall", .line(.number), optional: true),
                FormField("shipName", .line(.text), optional: true),
            ]),
        FormStep("people", [FormField(people, .people)]),
        FormStep(
            "vehicles",
            [
                FormField("plates", .paragraph, optional: true),
                FormField("containers", .paragraph, optional: true),
            ]),
        .access,
        FormStep("files", [FormField("documents", .documents)]),
        .contact,
        .summary,
    ]

    func check(_ form: inout FormCheck) {
        form.companyNumber("companyNumber")
        form.people(Self.people)
        for plate in Self.plates(form.values) where !(1...12).contains(PlateText.normalise(plate).plate.utf8.count) {
            form.fail("plates", "format")
        }
        form.containers("containers", most: Self.mostContainers)
        form.period(from: "from", until: "until", longest: form.context.seeds.rules.terms[.singleVisit])
        form.documents("documents", of: form.context.seeds.procedure(.visit, form.values["purpose"]))
    }

    func records(_ values: FieldValues, _ context: FormContext) -> [PassDemand] {
        var common: JSONObject = ["term": .text("single-visit")]
        RecordParts.add(&common, "organisation", values["organisation"])
        RecordParts.add(&common, "vesselCall", values["vesselCall"])
        common["access"] = RecordParts.access(values[all: "zones"], seeds: context.seeds)
        RecordParts.addPeriod(&common, values, utcOffset: context.utcOffset)
        var demands: [PassDemand] = []
        for row in 0..<values.rows(of: Self.people) {
            let place = "\(Self.people).\(row)"
            guard !values["\(place).name"].isEmpty else { continue }
            var record = common
            record["kind"] = .text("person")
            for member in ["name", "idNumber", "idKind"] as [StaticString] {
                RecordParts.add(&record, member, values["\(place).\(member)"])
            }
            demands.append(
                PassDemand(
                    record,
                    fields: RecordParts.fields.merging([
                        "name": "\(place).name", "idNumber": "\(place).idNumber",
                    ]) { $1 }))
        }
        for plate in Self.plates(values) {
            var record = common
            record["kind"] = .text("vehicle")
            record["plates"] = .texts([plate])
            demands.append(PassDemand(record, fields: RecordParts.fields))
        }
        return demands
    }

    static func plates(_ values: FieldValues) -> [String] { lines(values["plates"]) }

    /// One a line, or with commas.
    static func lines(_ text: String) -> [String] {
        text.split(whereSeparator: { $0.isNewline || ",，、;；".contains($0) })
            .map { TextNormalisation.trimmed(String($0)) }.filter { !$0.isEmpty }
    }
}
