import Foundation
import PassCrypto
import Register
import ServiceScenes
import TrustPublishing

/// Fills a register with applications of as many people, and begins sessions of some of them.
///
/// Most had their passes; the others are drafts, wait, are to be corrected, were refused or withdrawn. Of a sample of them, a line
/// of JSON on standard output: `number`, `state`, `pass`, `by` whom, and `cookie` for a browser in which their contact was proved.
struct Crowd {
    private static let shares: [(state: ApplicationState, percent: Int)] = [
        (.issued, 80), (.submitted, 6), (.correction, 4), (.draft, 4), (.rejected, 3), (.withdrawn, 3),
    ]
    /// Applications that one contact sent.
    private static let agency = 200
    private static let workers = 4

    private let folder: String
    private let count: Int
    private let sampling: Int

    /// - Parameter arguments: the register's directory, made with `--dev`; how many; and of each how many a line is printed.
    init?(_ arguments: [String]) {
        guard arguments.count == 3, let count = Int(arguments[1]), let sampling = Int(arguments[2]), sampling > 0 else {
            return nil
        }
        folder = arguments[0]
        self.count = count
        self.sampling = sampling
    }

    func run() async throws {
        let register = try await open()
        defer { register.close() }
        let (clerk, site) = (try Principal("bench-clerk"), try Principal("bench-site"))
        try await withThrowingTaskGroup { group in
            for worker in 0..<Self.workers {
                group.addTask {
                    for number in stride(from: worker, to: count, by: Self.workers) {
                        try await Person(number: number, register: register, clerk: clerk, site: site).apply(
                            until: Self.state(of: number), isShown: number % sampling == 0)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func state(of number: Int) -> ApplicationState {
        // Mixed, so that of every sample there are some in each state.
        var place = Int((UInt64(number) &* 0x9E37_79B9_7F4A_7C15) >> 32) % 100
        for share in shares {
            if place < share.percent { return share.state }
            place -= share.percent
        }
        return .issued
    }

    private func open() async throws -> Register {
        func key(_ name: String) throws -> KeyHandle {
            let text = try Data(contentsOf: URL(filePath: "\(folder)/keys/\(name).pem"))
            return KeyHandle(try SigningKey(publicSecretPEM: [UInt8](text)))
        }
        let keys = RegisterKeys(
            pass: try key("pass"), status: try key("status"), audit: try key("audit"), receipt: try key("receipt"),
            vault: try key("vault"))
        let signers = RoleSigners(
            targets: try key("tuf-targets"), status: try key("tuf-status"), ops: try key("tuf-ops"),
            audit: try key("tuf-audit"), snapshot: try key("tuf-snapshot"), timestamp: try key("tuf-timestamp"))
        return try await Register.open(
            directory: folder, keys: keys, repository: RepositoryWriter(directory: folder + "/tuf", signers: signers),
            by: Principal("bench-clerk"), now: Person.now)
    }

    /// One who is expected for three days, and what becomes of it.
    private struct Person {
        static let now = Int64(Date().timeIntervalSince1970)

        let number: Int
        let register: Register
        let clerk: Principal
        let site: Principal

        private var name: String { number < Crowd.agency ? "agency" : "person\(number)" }

        private var contact: Contact {
            get throws {
                guard let contact = Contact(typed: "\(name)@example.com") else { throw Failed(number: number) }
                return contact
            }
        }

        /// A letter (A counts as 1 and 0), eight digits, and one that makes the sum whole.
        private var identityNumber: String {
            let digits = [1, 0, 1] + String(format: "%07d", number).compactMap(\.wholeNumberValue)
            let sum = zip(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1]).reduce(0) { $0 + $1.0 * $1.1 }
            return String(format: "A1%07d%d", number, (10 - sum % 10) % 10)
        }

        private var answers: FieldValues {
            var values = SampleAnswers.visit
            let day = Date(timeIntervalSince1970: Double(Self.now) + 8 * 3_600)
            values["from"] = day.formatted(.iso8601.year().month().day())
            values["until"] = day.addingTimeInterval(2 * 86_400).formatted(.iso8601.year().month().day())
            values["plates"] = ""
            values["people.0.idNumber"] = identityNumber
            for name in ["people.1.name", "people.1.idKind", "people.1.idNumber"] { values[name] = "" }
            return values
        }

        func apply(until state: ApplicationState, isShown: Bool) async throws {
            let id = try await register.startDraft(
                .visit, values: answers, contact: contact, language: .zhHant, now: Self.now)
            var pass: String?
            if state != .draft {
                guard case .submitted = try await register.submit(id, by: site, now: Self.now) else {
                    throw Failed(number: number)
                }
            }
            switch state {
            case .issued:
                guard case .issued(let passes) = try await register.approve(id, by: clerk, now: Self.now) else {
                    throw Failed(number: number)
                }
                pass = passes.first?.number
            case .correction:
                try await register.fault(
                    [Fault("people.0.name", "unreadable")], of: id, by: clerk, now: Self.now)
            case .rejected: try await register.reject(id, reason: "incomplete", by: clerk, now: Self.now)
            case .withdrawn: _ = try await register.withdraw(id, by: site, now: Self.now)
            default: break
            }
            guard isShown, let application = try await register.application(id) else { return }
            let token = try await register.grant(.contact(contact), to: nil, limits: .phone, now: Self.now)
            var line = ["number": application.number, "state": application.state.rawValue]
            (line["cookie"], line["by"]) = (token.text, name)
            line["pass"] = pass
            print(String(decoding: try JSONEncoder().encode(line), as: UTF8.self))
        }
    }

    private struct Failed: Error { let number: Int }
}
