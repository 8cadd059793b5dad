extension PaperForm {
    private static func introduction(_ words: PaperFormWords) -> [Label] {
        [words["intro.write"], words["intro.where"]]
    }

    static func form(
        _ title: String, issuerName: String, code: String, _ words: PaperFormWords, _ sections: [Section]
    ) -> PaperForm {
        PaperForm(
            issuerName: issuerName, title: words[title], code: code, introduction: introduction(words),
            sections: sections)
    }

    /// - Parameter untilHint: the key of what is said about the longest time.
    static func area(_ words: PaperFormWords, ports: [Label], untilHint: String) -> Section {
        let hint = words[untilHint]
        return Section(
            words["section.area"],
            [
                .fields([Field(words["ports"], .choices(ports))]), .fields([Field(words["zones"], .lines(1))]),
                .fields([
                    Field(words["from"], .date),
                    Field(words["until"], hint: hint.chinese.isEmpty ? nil : hint, .date),
                ]),
            ])
    }

    static func documents(_ words: PaperFormWords, _ names: [String]) -> Section {
        Section(
            words["section.documents"],
            [.fields([Field(words["documents"], .choices((names + ["other"]).map { words["document." + $0] }))])])
    }

    static func delivery(_ words: PaperFormWords) -> Section {
        Section(
            words["section.delivery"],
            [
                .fields([
                    Field(
                        words["delivery"],
                        .choices(["phone", "counter", "post"].map { words["delivery." + $0] }))
                ]),
                .fields([Field(words["postAddress"], .lines(1))]),
            ])
    }

    static func consent(_ words: PaperFormWords) -> Section {
        Section(
            words["section.consent"],
            [
                .text([words["consent.text"]]),
                .fields([Field(words["signature"], .lines(2)), Field(words["companySeal"], .lines(2))]),
                .fields([Field(words["date"], .date)]),
            ])
    }

    static func office(_ words: PaperFormWords) -> Section {
        Section(
            words["section.office"],
            [
                .fields([Field(words["office.number"], .lines(1)), Field(words["office.received"], .date)]),
                .fields([Field(words["office.review"], .lines(1)), Field(words["office.police"], .lines(1))]),
            ])
    }

    static func contact(_ words: PaperFormWords) -> Row {
        .fields([
            Field(words["mobile"], hint: words["mobile.hint"], .lines(1)), Field(words["email"], .lines(1)),
        ])
    }

    static func company(_ words: PaperFormWords) -> [Row] {
        [
            .fields([
                Field(words["companyNumber"], .boxes(8)), Field(words["organisation"], .lines(1)),
            ])
        ]
    }
}
