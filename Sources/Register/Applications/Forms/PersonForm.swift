import Identifiers
import PassFormat
import PassVerify
import StrictJSON

/// 人員通行證: a periodic or temporary pass for one person.
struct PersonForm: FormRules {
    static let steps = [
        FormStep(
            "qualification",
            [
                FormField("term", .choice(["periodic", "temporary"])),
                FormField("role", .line(.text)),
                FormField("renews", .line(.number), optional: true),
            ]),
        .contact,
        FormStep(
            "person",
            [
                FormField("name", .line(.name)),
                FormField("idKind", .choice(IdentityNumber.Kind.allCases.map(\.rawValue))),
                FormField("idNumber", .line(.identity)),
                FormField("mrz", .line(.identity), optional: true, when: .when("idKind", "passport")),
                FormField("birthDate", .date),
            ]),
        FormStep(
            "employer",
            [
                FormField("companyNumber", .line(.number), optional: true),
                FormField("organisation", .line(.organisation)),
                FormField("jobTitle", .line(.jobTitle), optional: true),
            ]),
        .access,
        FormStep(
            "files",
            [
                FormField("photo", .file(isPhoto: true)),
                FormField("documents", .documents),
                // With the other files: what was typed on a page is lost where one of its files is sent.
                FormField("nameImage", .file(isPhoto: false), optional: true),
            ]),
        .receiving,
        .summary,
    ]

    func check(_ form: inout FormCheck) {
        let values = form.values
        if form.isOpen("role"), form.context.seeds.procedure(.person, values["role"]) == nil {
            form.fail("role", "required")
        }
        form.passNumber("renews")
        form.identity("idNumber", kind: "idKind")
        form.machineReadable("mrz", number: "idNumber", birthDate: "birthDate")
        form.birthDate("birthDate")
        form.companyNumber("companyNumber")
        form.period(
            from: "from", until: "until",
            longest: PassTerm(standing: values["term"]).flatMap { form.context.seeds.rules.terms[$0] })
        form.documents("documents", of: form.context.seeds.procedure(.person, values["role"]))
    }

    func records(_ values: FieldValues, _ context: FormContext) -> [PassDemand] {
        var record: JSONObject = ["kind": .text("person"), "term": .text(values["term"])]
        RecordParts.add(&record, "name", values["name"])
        RecordParts.add(&record, "idNumber", values["idNumber"])
        RecordParts.add(&record, "idKind", values["idKind"])
        RecordParts.add(&record, "organisation", values["organisation"])
        record["access"] = RecordParts.access(values[all: "zones"], seeds: context.seeds)
        RecordParts.addPeriod(&record, values, utcOffset: context.utcOffset)
        return [PassDemand(record, fields: RecordParts.fields, hasPhoto: true)]
    }
}
