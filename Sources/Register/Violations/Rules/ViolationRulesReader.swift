import Identifiers
import PassFormat
import PassVerify

/// Reads `violations.json`: every member, and no other; whatever would make a graver violation milder is refused.
enum ViolationRulesReader {
    static func read(_ root: SeedObject, digest: [UInt8]) throws(RegisterError) -> ViolationRules {
        try root.expectOnly(["from", "terms", "grades", "rules", "repetition", "company"])
        let grades = try grades(root)
        return ViolationRules(
            digest: digest, from: try root.day("from"), terms: try terms(root), grades: grades,
            rules: try rules(root), repetition: try repetition(root.object("repetition")),
            company: try company(root.object("company")))
    }

    private static func terms(_ root: SeedObject) throws(RegisterError) -> Set<PassTerm> {
        var terms: Set<PassTerm> = []
        for name in try root.strings("terms") {
            guard let term = PassTerm.allCases.first(where: { $0.jsonName == name }) else {
                throw root.fail("terms", "\(name) is no term")
            }
            terms.insert(term)
        }
        guard !terms.isEmpty else { throw root.fail("terms", "must name a term at least") }
        return terms
    }

    private static func grades(_ root: SeedObject) throws(RegisterError) -> [ViolationGrade: ViolationRules.Grade] {
        var grades: [ViolationGrade: ViolationRules.Grade] = [:]
        for object in try root.objects("grades") {
            try object.expectOnly(["id", "points", "suspend", "cancels", "counts"])
            let id = try object.choice("id", ViolationGrade.self)
            guard grades[id] == nil else { throw object.fail("id", "\(id.rawValue) comes twice") }
            grades[id] = ViolationRules.Grade(
                label: try SeedText(object.object("label")), points: Int(try object.integer("points", in: 0...100)),
                suspension: try months(object, "suspend"), cancels: try object.bool("cancels", default: false),
                counts: try object.bool("counts", default: false))
        }
        for grade in ViolationGrade.allCases where grades[grade] == nil {
            throw root.fail("grades", "has no \(grade.rawValue)")
        }
        for (milder, graver) in zip(ViolationGrade.allCases, ViolationGrade.allCases.dropFirst()) {
            guard let one = grades[milder], let other = grades[graver] else { continue }
            guard one.points <= other.points, !one.counts || other.counts, !one.cancels || other.cancels else {
                throw root.fail("grades", "\(graver.rawValue) would be milder than \(milder.rawValue)")
            }
        }
        return grades
    }

    private static func months(_ object: SeedObject, _ name: String) throws(RegisterError) -> ViolationRules.Months? {
        guard object.value(name) != nil else { return nil }
        let range = try object.object(name)
        try range.expectOnly(["least", "most"])
        let least = try range.integer("least", in: 1...60)
        return ViolationRules.Months(least: Int(least), most: Int(try range.integer("most", in: least...60)))
    }

    private static func rules(_ root: SeedObject) throws(RegisterError) -> [ViolationRules.Rule] {
        var rules: [ViolationRules.Rule] = []
        for object in try root.objects("rules") {
            try object.expectOnly(["id", "grade", "who", "article", "ban"])
            let id = try object.string("id")
            guard id.utf8.count <= 32, id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D }) else {
                throw object.fail("id", "must be at most 32 lower-case letters and dashes")
            }
            guard !rules.contains(where: { $0.id == id }) else { throw object.fail("id", "\(id) comes twice") }
            var parties: Set<ViolationParty> = []
            for name in try object.strings("who") {
                guard let party = ViolationParty(rawValue: name) else {
                    throw object.fail("who", "\(name) is none of person, vehicle, company")
                }
                parties.insert(party)
            }
            guard !parties.isEmpty else { throw object.fail("who", "must name somebody") }
            rules.append(
                ViolationRules.Rule(
                    id: id, label: try SeedText(object.object("label")),
                    article: try SeedText(object.object("article")),
                    grade: try object.choice("grade", ViolationGrade.self), parties: parties,
                    ban: try months(object, "ban")))
        }
        guard (1...200).contains(rules.count) else { throw root.fail("rules", "must be 1 to 200") }
        return rules
    }

    private static func window(_ object: SeedObject) throws(RegisterError) -> CalendarDuration {
        guard let window = CalendarDuration(try object.string("window")), window != CalendarDuration("P0D") else {
            throw object.fail("window", "must be a duration like P1Y or P6M")
        }
        return window
    }

    private static func repetition(_ object: SeedObject) throws(RegisterError) -> ViolationRules.Repetition {
        try object.expectOnly([
            "article", "window", "pointsOfBreach", "cancelAt", "banMonths", "moreMonths", "mostMonths",
        ])
        let months = try object.integer("banMonths", in: 1...60)
        return ViolationRules.Repetition(
            article: try SeedText(object.object("article")), window: try window(object),
            pointsOfBreach: Int(try object.integer("pointsOfBreach", in: 1...100)),
            cancelAt: Int(try object.integer("cancelAt", in: 1...100)), banMonths: Int(months),
            moreMonths: Int(try object.integer("moreMonths", in: 0...60)),
            mostMonths: Int(try object.integer("mostMonths", in: months...120)))
    }

    private static func company(_ object: SeedObject) throws(RegisterError) -> ViolationRules.OfCompany {
        try object.expectOnly(["article", "window", "ofPeople", "own", "days", "moreDays", "mostDays"])
        let days = try object.integer("days", in: 1...366)
        return ViolationRules.OfCompany(
            article: try SeedText(object.object("article")), window: try window(object),
            ofPeople: Int(try object.integer("ofPeople", in: 1...1_000)),
            own: Int(try object.integer("own", in: 1...1_000)), days: Int(days),
            moreDays: Int(try object.integer("moreDays", in: 0...366)),
            mostDays: Int(try object.integer("mostDays", in: days...366)))
    }
}

extension SeedObject {
    /// `2026-01-01`.
    func day(_ name: String) throws(RegisterError) -> CivilDate {
        guard let day = CivilDate(text: try string(name)) else { throw fail(name, "must be a day like 2026-01-01") }
        return day
    }
}
