extension PaperForm {
    /// The application for a single visit, with a list of people and one of vehicles.
    package static func visit(
        issuerName: String, code: String, ports: [Label], people: Int = 15, vehicles: Int = 5, words: PaperFormWords
    ) -> PaperForm {
        form(
            "visit.title", issuerName: issuerName, code: code, words,
            [
                Section(
                    words["section.sponsor"],
                    company(words) + [
                        .fields([
                            Field(words["companyContact"], .lines(1)), Field(words["companyPhone"], .lines(1)),
                        ]),
                        contact(words),
                    ]),
                Section(
                    words["section.visit"],
                    [
                        .fields([Field(words["purpose"], .lines(2))]),
                        .fields([Field(words["vesselCall"], .lines(1)), Field(words["shipName"], .lines(1))]),
                    ]),
                area(words, ports: ports, untilHint: "until.visit.hint"),
                Section(
                    words["section.people"],
                    [
                        .list(
                            [
                                Column(words["list.name"], share: 5), Column(words["list.nationality"], share: 3),
                                Column(words["list.idNumber"], share: 4), Column(words["list.birthDate"], share: 3),
                                Column(words["list.jobTitle"], share: 3),
                            ], rows: people)
                    ]),
                Section(
                    words["section.vehicles"],
                    [
                        .list(
                            [
                                Column(words["list.plate"], share: 4), Column(words["vehicleClass"], share: 4),
                                Column(words["list.driver"], share: 5),
                            ], rows: vehicles)
                    ]),
                documents(words, ["passport", "list"]), consent(words), office(words),
            ])
    }
}
