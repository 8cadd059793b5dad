/// Reads `retention.json`.
enum RetentionReader {
    static func read(_ root: SeedObject) throws(RegisterError) -> RetentionRules {
        try root.expectOnly(["classes"])
        var rules: [RetentionRules.Class: RetentionRules.Rule] = [:]
        for object in try root.objects("classes") {
            try object.expectOnly(["id", "from", "days", "ground"])
            let (kind, ground) = (try object.choice("id", RetentionRules.Class.self), try object.object("ground"))
            guard rules[kind] == nil else { throw object.fail("id", "\(kind.rawValue) comes twice") }
            guard try object.string("from") == kind.moment else {
                throw object.fail("from", "of this class must be \(kind.moment)")
            }
            rules[kind] = RetentionRules.Rule(
                days: try object.integer("days", in: 0...36_500), groundInChinese: try ground.string("zh"),
                groundInEnglish: try ground.string("en"))
        }
        return RetentionRules(rules: rules)
    }
}
