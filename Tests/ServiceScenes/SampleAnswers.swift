package import Register

/// Answers of forms in which nothing is wrong, as of 2026-12-01, to be changed by tests.
package enum SampleAnswers {
    /// A driver who asks for a year's pass; costs something, and goes to the police.
    package static var driver: FieldValues {
        values(
            [
                "term": "periodic", "role": "driver", "name": "王小明", "idKind": "national", "idNumber": "A123456789",
                "birthDate": "民國75年3月9日", "companyNumber": "04595257", "organisation": "基隆港埠裝卸股份有限公司",
                "from": "2026-12-01", "until": "民國116年11月30日", "delivery": "phone", "agree": "yes",
            ], zones: ["TWKEL/A", "TWKEL/B"])
    }

    package static var lorry: FieldValues {
        values(
            [
                "term": "temporary", "vehicleClass": "lorry", "plate": "ABC-1234", "ownership": "own", "name": "王小明",
                "dangerousGoods": "no", "from": "2026-12-01", "until": "2026-12-20", "delivery": "phone",
                "agree": "yes",
            ], zones: ["TWKEL/A"])
    }

    /// Two people and a van, for three days; costs nothing, and nobody asks the police.
    package static var visit: FieldValues {
        var values = values(
            [
                "companyNumber": "04595257", "organisation": "基隆港埠裝卸股份有限公司", "sponsorContact": "陳窗口",
                "purpose": "delivery", "plates": "XYZ-9876", "from": "2026-12-01", "until": "2026-12-03",
                "agree": "yes",
            ], zones: ["TWKEL/A"])
        values["people.0.name"] = "王小明"
        values["people.0.idKind"] = "national"
        values["people.0.idNumber"] = "A123456789"
        values["people.1.name"] = "NGUYEN VAN AN"
        values["people.1.idKind"] = "passport"
        values["people.1.idNumber"] = "B1234567"
        return values
    }

    private static func values(_ answers: [String: String], zones: [String]) -> FieldValues {
        var values = FieldValues()
        for (name, answer) in answers { values[name] = answer }
        values[all: "zones"] = zones
        return values
    }
}
