import Foundation
import PassCrypto
import Register
import Testing

/// A register whose passwords cost nothing to look at, and people in it.
final class CompanyScene {
    static let now = ScratchRegister.now
    static let password = "grüne Kühe fliegen tief"

    let scratch: ScratchRegister
    let register: Register

    /// - Parameter rules: what else of `companies.json` is another.
    /// - Parameters:
    ///   - rules: of `companies.json`, what stands there and what is to.
    ///   - ports: the same of `ports.json`.
    init(_ rules: [(String, String)] = [], ports: [(String, String)] = []) async throws {
        scratch = try ScratchRegister()
        let seeds = scratch.folder + "-seeds"
        try FileManager.default.copyItem(atPath: ScratchRegister.seeds, toPath: seeds)
        defer { try? FileManager.default.removeItem(atPath: seeds) }
        let cheap = ("\"operations\": 2, \"memoryKiB\": 65536", "\"operations\": 1, \"memoryKiB\": 8")
        for (file, changes) in [("companies.json", [cheap] + rules), ("ports.json", ports)] {
            let path = "\(seeds)/\(file)"
            var text = try String(contentsOfFile: path, encoding: .utf8)
            for (old, new) in changes {
                try #require(text.contains(old), "\(old)")
                text = text.replacingOccurrences(of: old, with: new)
            }
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        register = try await scratch.create(seeds: seeds)
    }

    deinit { register.close() }

    static func email(_ name: String) throws -> Contact { try #require(Contact(typed: "\(name)@example.com")) }

    /// A company with its owner.
    func found(_ name: String = "owner", number: String = "04595257", approved: Bool = true) async throws -> AccountID {
        let outcome = try await register.foundCompany(
            number: number, .init(name: "基隆港埠裝卸股份有限公司", contactName: "陳窗口", telephone: "02-2420-1234"),
            by: .new(
                .init(email: try Self.email(name), name: "陳老闆", password: Self.password, language: .zhHant)),
            now: Self.now)
        guard case .founded(let company, let account) = outcome else { throw Unexpected("\(outcome)") }
        if approved { try await register.approveCompany(company, by: scratch.by, now: Self.now) }
        return account
    }

    /// Somebody who was invited and came.
    func join(_ name: String, as role: CompanyRole, by actor: AccountID) async throws -> AccountID {
        let invited = try await register.invite(
            try Self.email(name), as: role, language: .en, by: actor, now: Self.now)
        guard invited == .invited else { throw Unexpected("\(invited)") }
        let outcome = try await register.join(
            try await code(to: name), name: name.capitalized, password: Self.password, language: .en, now: Self.now)
        guard case .joined(_, let account) = outcome else { throw Unexpected("\(outcome)") }
        return account
    }

    /// The code in the message that invites somebody, which so counts as sent; and everything before it.
    func code(to name: String) async throws -> InvitationCode {
        let email = try Self.email(name)
        while let claimed = try await register.claimNotice(.email, now: Self.now) {
            try await register.settle(claimed, .sent, now: Self.now)
            guard let notice = claimed.notice, notice.kind == .companyInvite, notice.to == email else { continue }
            return try #require(InvitationCode(typed: notice.facts["code"] ?? ""))
        }
        throw Unexpected("no message")
    }

    struct Unexpected: Error {
        let what: String
        init(_ what: String) { self.what = what }
    }

    // MARK: Rosters

    /// Right identity numbers, another for each.
    static func identity(_ number: Int) -> String {
        let digits = [1] + String(format: "%07d", number).compactMap(\.wholeNumberValue)
        // The letter is A: 10.
        let sum = 1 * 1 + 0 * 9 + zip(digits, [8, 7, 6, 5, 4, 3, 2, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        return "A" + digits.map(String.init).joined() + String((10 - sum % 10) % 10)
    }

    static func table(_ count: Int, from first: Int = 1) -> [UInt8] {
        var lines = ["姓名,身分證字號,出生日期,職稱,手機"]
        for number in first..<first + count {
            lines.append("王小\(number),\(identity(number)),75/3/\(1 + number % 28),裝卸工,")
        }
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    static var answers: FieldValues {
        var answers = FieldValues()
        for (name, answer) in [
            "term": "periodic", "role": "worker", "from": "2026-12-01", "until": "2027-11-30", "agree": "yes",
        ] { answers[name] = answer }
        answers[all: "zones"] = ["TWKEL/A"]
        return answers
    }

    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 500)

    /// People in the roster, each with a photo.
    func people(_ count: Int, of actor: AccountID) async throws -> [RosterEntry] {
        let imported = try await register.importRoster(
            Self.table(count), .person, takingGood: false, by: actor, now: Self.now)
        try #require(imported.isStored && imported.added == count)
        let page = try await register.roster(.person, limit: count, by: actor, now: Self.now)
        for entry in page.entries {
            try #require(try await register.setRosterPhoto(Self.jpeg, of: entry.id, by: actor, now: Self.now))
        }
        return page.entries
    }

    /// Applications of the company that staff approve.
    func issued(_ order: BatchOrder, by actor: AccountID) async throws {
        let outcome = try await register.apply(order, sends: true, by: actor, now: Self.now)
        for line in outcome.lines {
            guard case .sent(let text) = line.result, let number = ApplicationNumber(typed: text),
                let application = try await register.application(number: number)
            else { throw Unexpected("\(line)") }
            if order.kind == .person {
                try await register.sendToPolice(application.id, by: scratch.by, now: Self.now)
                try await register.setVerdict(
                    .clear, reference: "P-1", of: application.id, by: scratch.by, now: Self.now)
            }
            _ = try await register.issuePaid(application.id, by: scratch.by, now: Self.now)
        }
    }
}
