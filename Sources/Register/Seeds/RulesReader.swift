import PassFormat
import PassVerify

/// Reads `rules.json`.
enum RulesReader {
    static func read(_ root: SeedObject) throws(RegisterError) -> PassRules {
        try root.expectOnly([
            "terms", "kinds", "numberYear", "refuseAlreadyOver", "endorsements", "reissue", "binding", "statusLists",
            "keys", "visits",
        ])
        guard try root.string("numberYear") == "gregorian" else {
            throw root.fail("numberYear", "must be \"gregorian\"")
        }
        let lists = try root.object("statusLists")
        let keys = try root.object("keys")
        return PassRules(
            terms: try terms(root.object("terms")), kinds: try kinds(root.object("kinds")),
            endorsements: Set(try root.object("endorsements").names),
            refuseAlreadyOver: try root.bool("refuseAlreadyOver", default: true),
            reissueFromSuspendedFor: Set(try root.object("reissue").strings("fromSuspendedFor")),
            longestExtension: try longestExtension(root.object("reissue")),
            binding: try binding(root),
            spareListDays: try lists.integer("spareDays", in: 1...366),
            statusTimeToLive: try lists.integer("timeToLive", in: 60...2_592_000),
            resignListAfterDays: try lists.integer("resignAfterDays", in: 1...366),
            passKeyYears: Int(try keys.integer("passYears", in: 1...10)),
            statusKeyYears: Int(try keys.integer("statusYears", in: 1...10)),
            visits: try visits(root))
    }

    /// A register that was made before there were forms does not say.
    private static func visits(_ root: SeedObject) throws(RegisterError) -> PassRules.Visits {
        guard root.value("visits") != nil else { return PassRules.Visits(people: 100, perPassportAndMonth: 3) }
        let visits = try root.object("visits")
        try visits.expectOnly(["people", "perPassportAndMonth"])
        return PassRules.Visits(
            people: Int(try visits.integer("people", in: 1...400)),
            perPassportAndMonth: Int(try visits.integer("perPassportAndMonth", in: 1...31)))
    }

    /// A register that was made before the office could extend passes does not say.
    private static func longestExtension(_ reissue: SeedObject) throws(RegisterError) -> CalendarDuration {
        try reissue.expectOnly(["fromSuspendedFor", "longestExtension"])
        let text = reissue.value("longestExtension") == nil ? "P1M" : try reissue.string("longestExtension")
        guard let longest = CalendarDuration(text) else {
            throw reissue.fail("longestExtension", "must be a duration like P1M or P7D")
        }
        return longest
    }

    private static func binding(_ root: SeedObject) throws(RegisterError) -> BindingRules {
        guard root.value("binding") != nil else { return .standard }
        let object = try root.object("binding")
        try object.expectOnly(["kinds", "perDay"])
        var kinds: Set<PassKind> = []
        for name in try object.strings("kinds") {
            guard let kind = PassKind.allCases.first(where: { $0.jsonName == name }) else {
                throw object.fail("kinds", "\(name) is no kind of pass")
            }
            kinds.insert(kind)
        }
        return BindingRules(kinds: kinds, perDay: Int(try object.integer("perDay", in: 0...100)))
    }

    private static func terms(_ object: SeedObject) throws(RegisterError) -> [PassTerm: CalendarDuration] {
        var terms: [PassTerm: CalendarDuration] = [:]
        for name in object.names {
            guard let term = PassTerm.allCases.first(where: { $0.jsonName == name }) else {
                throw object.fail(name, "is no term")
            }
            let entry = try object.object(name)
            try entry.expectOnly(["maximum"])
            guard let maximum = CalendarDuration(try entry.string("maximum")), maximum != CalendarDuration("P0D") else {
                throw entry.fail("maximum", "must be a duration like P3Y, P1M or P7D")
            }
            terms[term] = maximum
        }
        return terms
    }

    private static func kinds(_ object: SeedObject) throws(RegisterError) -> [PassKind: PassRules.Kind] {
        var kinds: [PassKind: PassRules.Kind] = [:]
        for name in object.names {
            guard let kind = PassKind.allCases.first(where: { $0.jsonName == name }) else {
                throw object.fail(name, "is no kind of pass")
            }
            let entry = try object.object(name)
            try entry.expectOnly(["letter", "terms", "required", "forbidden", "onePeriodicPer", "escort"])
            let letter = try entry.string("letter")
            guard letter.utf8.count == 1, letter.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
                throw entry.fail("letter", "must be one capital letter")
            }
            var terms: Set<PassTerm> = []
            for name in try entry.strings("terms") {
                guard let term = PassTerm.allCases.first(where: { $0.jsonName == name }) else {
                    throw entry.fail("terms", "\(name) is no term")
                }
                terms.insert(term)
            }
            let required = try entry.object("required")
            var requiredByTerm: [PassTerm: [String]] = [:]
            for term in terms {
                requiredByTerm[term] = try checked(required.strings(term.jsonName), required, term.jsonName)
            }
            kinds[kind] = PassRules.Kind(
                letter: letter, terms: terms, required: requiredByTerm,
                forbidden: try checked(entry.strings("forbidden", default: []), entry, "forbidden"),
                onePeriodicPer: entry.value("onePeriodicPer") == nil
                    ? nil : try entry.choice("onePeriodicPer", PassRules.Subject.self),
                isEscorted: try entry.bool("escort", default: false))
        }
        return kinds
    }

    private static func checked(_ names: [String], _ object: SeedObject, _ member: String) throws(RegisterError)
        -> [String]
    {
        for name in names where !RecordMember.all.contains(name) {
            throw object.fail(member, "a record has no \(name)")
        }
        return names
    }
}
