import PassCrypto
import StrictJSON

/// Where the audit log goes on from a backup: what it held after the backup's end is lost, and check points that were signed of it
/// are of a log that is no more.
///
/// Told by the first record after the backup's, so that whoever has such a check point is told what became of it, and does not
/// take it for tampering. It explains no other: only of more records than the backup had, and of no more than the newest that was
/// public; and that one only as it was.
struct LogBreak: Hashable, Sendable {
    /// Records of the backup.
    let backupSize: Int64
    /// The newest public check point.
    let publishedSize: Int64
    let publishedRoot: [UInt8]

    func explains(_ checkpoint: Checkpoint) -> Bool {
        guard checkpoint.size > backupSize, checkpoint.size <= publishedSize else { return false }
        return checkpoint.size < publishedSize || checkpoint.root == publishedRoot
    }

    var members: JSONObject {
        [
            "backupSize": .integer(backupSize), "publishedSize": .integer(publishedSize),
            "publishedRoot": .text(Hex.encode(publishedRoot)),
        ]
    }

    init(backupSize: Int64, publishedSize: Int64, publishedRoot: [UInt8]) {
        self.backupSize = backupSize
        self.publishedSize = publishedSize
        self.publishedRoot = publishedRoot
    }

    /// - Parameter number: of the record: it is the first that the backup has not, or it tells nothing.
    init?(_ members: JSONObject, number: Int64) {
        guard case .integer(let backupSize)? = members["backupSize"], backupSize == number,
            case .integer(let publishedSize)? = members["publishedSize"],
            case .string(let hex)? = members["publishedRoot"], let root = Hex.decode(hex.string)
        else { return nil }
        self.init(backupSize: backupSize, publishedSize: publishedSize, publishedRoot: root)
    }

    /// In a stored record of the log.
    init?(record: [UInt8], number: Int64) {
        guard let value = try? JSONReader.read(record), case .object(let members) = value,
            members["event"] == .text("register-restored")
        else { return nil }
        self.init(members, number: number)
    }
}
