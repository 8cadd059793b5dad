extension PaperForm {
    /// The application of a vehicle.
    package static func vehicle(issuerName: String, code: String, ports: [Label], words: PaperFormWords) -> PaperForm {
        let classes = ["car", "lorry", "trailer", "motorcycle", "bus", "machinery", "taxi"]
        return form(
            "vehicle.title", issuerName: issuerName, code: code, words,
            [
                Section(
                    words["section.kind"],
                    [
                        .fields([
                            Field(words["term"], .choices(["periodic", "temporary"].map { words["term." + $0] })),
                            Field(
                                words["request"],
                                .choices(["new", "renewal", "replacement"].map { words["request." + $0] })),
                        ]),
                        .fields([Field(words["request.number"], .lines(1))]),
                    ]),
                Section(
                    words["section.vehicle"],
                    [
                        .fields([Field(words["vehicleClass"], .choices(classes.map { words["class." + $0] }))]),
                        .fields([Field(words["plate"], .boxes(8)), Field(words["trailerPlate"], .boxes(8))]),
                        .fields([
                            Field(words["dangerousGoods"], .choices([words["yes"], words["no"]])),
                            Field(words["dangerousGoodsExpiry"], .date),
                        ]),
                    ]),
                Section(
                    words["section.owner"],
                    [
                        .fields([
                            Field(
                                words["ownership"], .choices(["own", "affiliated"].map { words["ownership." + $0] })),
                            Field(words["driver"], .lines(1)),
                        ])
                    ] + company(words) + [
                        .fields([
                            Field(words["companyContact"], .lines(1)), Field(words["companyPhone"], .lines(1)),
                        ]),
                        contact(words),
                    ]),
                area(words, ports: ports, untilHint: "until.hint"),
                documents(words, ["registration", "licence", "insurance"]), delivery(words), consent(words),
                office(words),
            ])
    }
}
