extension PaperForm {
    /// The application of a person.
    ///
    /// - Parameter ports: what may be ticked.
    package static func person(issuerName: String, code: String, ports: [Label], words: PaperFormWords) -> PaperForm {
        form(
            "person.title", issuerName: issuerName, code: code, words,
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
                    words["section.person"],
                    [
                        .fields([Field(words["name"], hint: words["name.hint"], .lines(1))]),
                        .fields([Field(words["nationality"], .lines(1)), Field(words["birthDate"], .date)]),
                        .fields([
                            Field(
                                words["idKind"],
                                .choices(["national", "resident", "passport"].map { words["idKind." + $0] })),
                            Field(words["idNumber"], .boxes(10)),
                        ]),
                        contact(words),
                        .fields([
                            Field(words["photo"], hint: words["photo.hint"], .photo),
                            Field(words["nameShape"], hint: words["nameShape.hint"], .lines(6)),
                        ]),
                    ]),
                Section(
                    words["section.company"],
                    company(words) + [
                        .fields([Field(words["jobTitle"], .lines(1)), Field(words["companyPhone"], .lines(1))])
                    ]),
                area(words, ports: ports, untilHint: "until.hint"),
                documents(words, ["id", "employment", "photo"]), delivery(words), consent(words), office(words),
            ])
    }
}
