/// Reads `cases.json`.
enum ServiceRulesReader {
    static func read(_ root: SeedObject) throws(RegisterError) -> ServiceRules {
        try root.expectOnly([
            "kinds", "text", "messages", "closeAfterDays", "keepDays", "satisfaction", "counter", "consultation",
        ])
        var kinds: [OpinionKind: ServiceRules.Kind] = [:]
        for object in try root.objects("kinds") {
            try object.expectOnly(["id", "days", "within"])
            let (kind, label) = (try object.choice("id", OpinionKind.self), try object.object("label"))
            guard kinds[kind] == nil else { throw object.fail("id", "\(kind.rawValue) comes twice") }
            let within = object.value("within") == nil ? nil : try object.integer("within", in: 1...3_650)
            guard (within != nil) == kind.isAboutDecision else {
                throw object.fail("within", "belongs to appeals and objections, and to nothing else")
            }
            kinds[kind] = ServiceRules.Kind(
                days: try object.integer("days", in: 1...365), within: within,
                labelInChinese: try label.string("zh"), labelInEnglish: try label.string("en"))
        }
        for kind in OpinionKind.allCases where kinds[kind] == nil {
            throw root.fail("kinds", "has no \(kind.rawValue)")
        }
        let (satisfaction, counter) = (try root.object("satisfaction"), try root.object("counter"))
        try satisfaction.expectOnly(["days", "quietDays"])
        try counter.expectOnly(["codeDays"])
        // Seeds that are older than consultations say nothing of them.
        let consultation = root.value("consultation") == nil ? nil : try root.object("consultation")
        try consultation?.expectOnly(["days", "text"])
        return ServiceRules(
            kinds: kinds, longestText: Int(try root.integer("text", in: 100...20_000)),
            messages: Int(try root.integer("messages", in: 1...100)),
            closeAfterDays: try root.integer("closeAfterDays", in: 1...365),
            keepDays: try root.integer("keepDays", in: 1...36_500),
            satisfactionDays: try satisfaction.integer("days", in: 1...365),
            satisfactionQuietDays: try satisfaction.integer("quietDays", in: 0...3_650),
            counterCodeDays: try counter.integer("codeDays", in: 1...3_650),
            consultationDays: try consultation?.integer("days", in: 1...365)
                ?? ServiceRules.standard.consultationDays,
            longestContribution: Int(
                try consultation?.integer("text", in: 100...20_000)
                    ?? Int64(ServiceRules.standard.longestContribution)))
    }
}
