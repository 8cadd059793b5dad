import GateMessages
import SQLStore

/// One journal of a gate while its records are recomputed: what is said of it, and what they came to so far.
struct CheckedJournal {
    static let query: StaticString = """
        SELECT seq, gate, epoch, through, hash, wall, boot, uptime, trust_version, trust_issued, received_first,
            arrivals, arrivals_from, held
        FROM gate_journal ORDER BY seq
        """

    /// What stands beside a journal, and follows from its records.
    private struct Said: Equatable {
        var through: Int64 = 0
        var hash = JournalRecord.beginning
        var wall: Int64?
        var boot: [UInt8]?
        var uptime: Int64?
        var trust: TrustMark?
        var arrivals = ArrivalDigest.unbound
    }

    let name: JournalEnd.Name
    private let said: Said
    private let arrivalsFrom: Int64
    private let held: Int64

    private var found = Said()
    /// Where the audit log was last told of it.
    private(set) var heldEnd: JournalEnd?
    var isBroken = false
    /// Whether a record of it is kept beside values that it does not have.
    var hasStrayed = false

    /// A row of ``query``.
    init(_ row: SQLRow) throws {
        name = JournalEnd.Name(
            gate: try row.text(1), epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(2))))
        var trust: TrustMark?
        if let version = try row.optionalInteger(8), let issued = try row.optionalInteger(9) {
            trust = TrustMark(version: version, issued: issued)
        }
        said = Said(
            through: try row.integer(3), hash: try row.blob(4), wall: try row.optionalInteger(5),
            boot: try row.optionalBlob(6), uptime: try row.optionalInteger(7), trust: trust,
            arrivals: ArrivalDigest(bytes: try row.blob(11)))
        arrivalsFrom = try row.integer(12)
        held = try row.integer(13)
        if arrivalsFrom == 0 { found.arrivals = .begun(at: try row.integer(10)) }
    }

    /// The place of the next record.
    var next: Int64 { found.through + 1 }
    /// The hash of the record before.
    var last: [UInt8] { found.hash }

    mutating func append(_ record: JournalRecord, hash: [UInt8], receivedAt: Int64, time: Int64) {
        found.through += 1
        found.hash = hash
        found.wall = record.moment.wall
        found.boot = record.moment.boot
        found.uptime = record.moment.uptime
        found.trust = record.trust ?? found.trust
        if found.through >= arrivalsFrom {
            found.arrivals.append(sequence: found.through, receivedAt: receivedAt, time: time)
        }
        if found.through == held {
            heldEnd = JournalEnd(name, through: held, hash: hash, arrivals: found.arrivals)
        }
    }

    var problemAtItsEnd: String? {
        if found.through != said.through || found.hash != said.hash {
            return "the journal \(name.text) ends at record \(found.through), and is said to end at \(said.through)"
        }
        if found != said {
            return "the journal \(name.text) is not what its records say: its clocks, its trust, or when they came"
        }
        return nil
    }
}
