import PassCrypto
import PassFormat
import SQLStore
import StrictJSON

/// The passes as the log tells them: what was signed, and the state that all changes lead to.
///
/// A row of the table of passes that was changed by hand shows as a difference, even though it is no record of the log.
struct AuditReplay {
    private struct Known {
        var state: PassState
        let digest: [UInt8]
        let record: Int64
        /// Whether what was of its holder was taken out, so that its payload is no more what was signed.
        var isErased = false
    }

    private var passes: [PassID: Known] = [:]
    private var journals = JournalReplay()
    private var tables: [any TableReplay] = [
        KeyReplay(), StaffReplay(), ChangeReplay(), ApplicationReplay(), PaymentReplay(), ViolationReplay(),
        BulletinReplay<News>(), CallReplay(), ConsultationReplay(), SeminarReplay(),
    ]
    /// Where the log went on from a backup.
    private(set) var breaks: [LogBreak] = []

    /// Follows one record.
    /// - Returns: a problem when it is no record of ours.
    mutating func apply(_ record: [UInt8], number: Int64) -> AuditProblem? {
        guard let value = try? JSONReader.read(record), case .object(let members) = value else {
            return AuditProblem(record: number, "record \(number) cannot be read")
        }
        guard members["n"] == .integer(number), case .string(let event)? = members["event"] else {
            return AuditProblem(record: number, "record \(number) says it is another")
        }
        func identifiers(_ name: ExactText) -> [PassID] {
            switch members[name] {
            case .string(let text)?: return PassID(hex: text.string).map { [$0] } ?? []
            case .array(let values)?:
                return values.compactMap { value in
                    if case .string(let text) = value { PassID(hex: text.string) } else { nil }
                }
            default: return []
            }
        }
        func move(_ ids: [PassID], to state: PassState) { for id in ids { passes[id]?.state = state } }
        switch event {
        case "pass-intended":
            guard let id = identifiers("pass").first, case .string(let hex)? = members["sha256"],
                let digest = Hex.decode(hex.string)
            else { return AuditProblem(record: number, "record \(number) cannot be read") }
            passes[id] = Known(state: .intended, digest: Array(digest.prefix(16)), record: number)
        case "passes-released":
            move(identifiers("passes"), to: .active)
            move(identifiers("waiting"), to: .waiting)
        case "passes-erased": for id in identifiers("passes") { passes[id]?.isErased = true }
        case "pass-voided": move(identifiers("pass"), to: .void)
        case "pass-suspend": move(identifiers("pass"), to: .suspended)
        case "pass-reinstate", "pass-activate": move(identifiers("pass"), to: .active)
        case "pass-revoke": move(identifiers("pass"), to: .revoked)
        case "register-restored":
            guard let logBreak = LogBreak(members, number: number) else {
                return AuditProblem(record: number, "record \(number) cannot be read")
            }
            breaks.append(logBreak)
        case "pass-supersede": move(identifiers("pass"), to: .superseded)
        default:
            guard journals.apply(event.string, members),
                tables.indices.allSatisfy({ tables[$0].apply(event.string, members) })
            else {
                return AuditProblem(record: number, "record \(number) cannot be read")
            }
        }
        return nil
    }

    /// Compares with the table of passes, with the books, and with the journals' ends.
    func compare(
        with database: any SQLReading, _ ends: [JournalEnd.Name: JournalEnd]
    ) throws -> [AuditProblem] {
        var problems: [AuditProblem] = []
        var count = 0
        try database.forEachRow("SELECT id, number, state, digest, payload FROM pass ORDER BY seq", []) { row in
            count += 1
            let number = try row.text(1)
            let id = PassID(rawValue: UInt64(bitPattern: try row.integer(0)))
            guard let known = passes[id] else {
                problems.append(AuditProblem(record: nil, "pass \(number) is in no record of the log"))
                return
            }
            if known.state.rawValue != (try row.integer(2)) {
                let state = PassState(rawValue: try row.integer(2))?.name ?? "unknown"
                problems.append(
                    AuditProblem(
                        record: nil, "pass \(number) is \(state) in the register, but \(known.state.name) by the log"))
            }
            let (digest, payload) = (try row.blob(3), try row.blob(4))
            let isPayload = known.isErased || IssuedDigest(payload: payload).prefix == known.digest
            if digest != known.digest || !isPayload {
                problems.append(
                    AuditProblem(
                        record: nil, "pass \(number) is not what was signed (record \(known.record) of the log)"))
            }
        }
        if count < passes.count {
            problems.append(
                AuditProblem(record: nil, "\(passes.count - count) passes of the log are not in the register"))
        }
        problems += journals.compare(with: ends)
        for table in tables { problems += try table.compare(with: database) }
        return problems
    }
}
