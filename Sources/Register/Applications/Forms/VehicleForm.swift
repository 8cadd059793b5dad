import Identifiers
import PassFormat
import PassVerify
import StrictJSON

/// 車輛通行證: a periodic or temporary pass for a vehicle. A trailer is a vehicle with a pass of its own.
struct VehicleForm: FormRules {
    static let steps = [
        FormStep(
            "vehicle",
            [
                FormField("term", .choice(["periodic", "temporary"])),
                FormField("vehicleClass", .choice(VehicleClass.allCases.map(\.jsonName))),
                FormField("plate", .line(.plate)),
                FormField("renews", .line(.number), optional: true),
            ]),
        FormStep(
            "owner",
            [
                FormField("ownership", .choice(["own", "affiliated", "company"])),
                FormField("name", .line(.name)),
                FormField(
                    "companyNumber", .line(.number), when: .when("ownership", "affiliated", "company")),
                FormField(
                    "organisation", .line(.organisation), when: .when("ownership", "affiliated", "company")),
            ]),
        FormStep(
            "trailer",
            [
                FormField("trailerPlate", .line(.plate), optional: true),
                FormField("dangerousGoods", .choice(["no", "yes"])),
                FormField("dgExpiry", .date, when: .when("dangerousGoods", "yes")),
            ]),
        .access,
        FormStep("files", [FormField("documents", .documents)]),
        .contact,
        .receiving,
        .summary,
    ]

    func check(_ form: inout FormCheck) {
        let values = form.values
        form.passNumber("renews")
        form.plate("plate")
        form.plate("trailerPlate")
        form.companyNumber("companyNumber")
        form.period(
            from: "from", until: "until",
            longest: PassTerm(standing: values["term"]).flatMap { form.context.seeds.rules.terms[$0] })
        if form.isOpen("dgExpiry"), let expiry = FormCheck.day(values["dgExpiry"]),
            expiry.daysSinceEpoch < form.context.today.daysSinceEpoch
        {
            form.fail("dgExpiry", "past")
        }
        form.documents("documents", of: form.context.seeds.procedure(.vehicle, values["ownership"]))
    }

    func records(_ values: FieldValues, _ context: FormContext) -> [PassDemand] {
        var record: JSONObject = ["kind": .text("vehicle"), "term": .text(values["term"])]
        RecordParts.add(&record, "vehicleClass", values["vehicleClass"])
        RecordParts.add(&record, "organisation", values["organisation"])
        record["access"] = RecordParts.access(values[all: "zones"], seeds: context.seeds)
        RecordParts.addPeriod(&record, values, utcOffset: context.utcOffset)
        if values["dangerousGoods"] == "yes", let expiry = FormCheck.day(values["dgExpiry"]) {
            record["endorsements"] = .object([
                "DG": .text(expiry.next.midnight(utcOffset: context.utcOffset))
            ])
        }
        var vehicle = record
        vehicle["plates"] = .texts([values["plate"]])
        let fields = RecordParts.fields.merging(["plates": "plate", "endorsements": "dgExpiry"]) { $1 }
        var demands = [PassDemand(vehicle, fields: fields)]
        if !values["trailerPlate"].isEmpty {
            record["vehicleClass"] = .text("trailer")
            record["plates"] = .texts([values["trailerPlate"]])
            demands.append(
                PassDemand(record, fields: fields.merging(["plates": "trailerPlate"]) { $1 }))
        }
        return demands
    }
}
