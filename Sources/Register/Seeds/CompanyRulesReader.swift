import PassCrypto
import StrictJSON

/// Reads `companies.json`.
enum CompanyRulesReader {
    static func read(_ root: SeedObject) throws(RegisterError) -> CompanyRules {
        try root.expectOnly([
            "secondFactorFrom", "members", "roster", "batch", "visitors", "invitationDays", "remindBeforeDays",
            "vouchedDocuments", "signIn", "sha1Codes", "passwords", "commonPasswords",
        ])
        var rules = CompanyRules()
        rules.secondFactorFrom = try root.integer("secondFactorFrom", in: 0...1_000_000)
        rules.members = try root.integer("members", in: 1...1_000)
        rules.roster = try root.integer("roster", in: 1...100_000)
        let batch = try root.object("batch")
        try batch.expectOnly(["most", "atOnce"])
        rules.batch = Int(try batch.integer("most", in: 1...10_000))
        rules.batchAtOnce = Int(try batch.integer("atOnce", in: 1...1_000))
        rules.visitors = Int(try root.integer("visitors", in: 1...5_000))
        rules.invitationDays = try root.integer("invitationDays", in: 1...60)
        rules.remindBeforeDays = try days(root)
        rules.vouchedDocuments = Set(try root.strings("vouchedDocuments"))
        rules.signIn = try limits(root.object("signIn"))
        rules.sha1Codes = try doors(root, missing: rules.sha1Codes)
        rules.passwords = try passwords(root.object("passwords"))
        rules.commonPasswords = try root.strings("commonPasswords")
        guard rules.commonPasswords.allSatisfy({ $0.utf8.count >= 4 && $0 == $0.lowercased() }) else {
            throw root.fail("commonPasswords", "are words of four or more characters, in small letters")
        }
        return rules
    }

    private static func days(_ root: SeedObject) throws(RegisterError) -> [Int64] {
        let name = "remindBeforeDays"
        guard let value = root.value(name), case .array(let values) = value else {
            throw root.fail(name, "must be a list of days")
        }
        var days: [Int64] = []
        for value in values {
            guard case .integer(let day) = value, (1...366).contains(day), days.last.map({ day < $0 }) ?? true else {
                throw root.fail(name, "must be numbers from 366 to 1, each less than the one before")
            }
            days.append(day)
        }
        return days
    }

    private static func doors(
        _ root: SeedObject, missing: Set<Register.Door>
    ) throws(RegisterError) -> Set<Register.Door> {
        let name = "sha1Codes"
        guard root.value(name) != nil else { return missing }
        var doors: Set<Register.Door> = []
        for text in try root.strings(name) {
            guard let door = Register.Door(rawValue: text) else {
                throw root.fail(name, "must be a list of \(Register.Door.allCases.map(\.rawValue))")
            }
            doors.insert(door)
        }
        return doors
    }

    private static func limits(_ object: SeedObject) throws(RegisterError) -> CompanyRules.SignInLimits {
        try object.expectOnly([
            "windowSeconds", "perAccountAndClient", "perAccount", "perClient", "secondFactorSeconds",
            "secondFactorTries",
        ])
        var limits = CompanyRules.SignInLimits()
        limits.window = try object.integer("windowSeconds", in: 60...86_400)
        limits.perAccountAndClient = try object.integer("perAccountAndClient", in: 1...1_000)
        limits.perAccount = try object.integer("perAccount", in: 1...1_000)
        limits.perClient = try object.integer("perClient", in: 1...10_000)
        limits.secondFactorSeconds = try object.integer("secondFactorSeconds", in: 60...3_600)
        limits.secondFactorTries = try object.integer("secondFactorTries", in: 1...20)
        return limits
    }

    private static func passwords(_ object: SeedObject) throws(RegisterError) -> CompanyRules.PasswordCost {
        try object.expectOnly(["operations", "memoryKiB", "atOnce", "waiting"])
        var passwords = CompanyRules.PasswordCost()
        let operations = UInt32(try object.integer("operations", in: 1...8))
        let memory = UInt32(try object.integer("memoryKiB", in: 8...1 << 20))
        guard let cost = try? SealingCost(operations: operations, memoryKiB: memory) else {
            throw object.fail("memoryKiB", "is more or less work than this program allows")
        }
        passwords.cost = cost
        passwords.atOnce = Int(try object.integer("atOnce", in: 1...64))
        passwords.waiting = Int(try object.integer("waiting", in: 0...10_000))
        return passwords
    }
}
