import PassCrypto
import StrictJSON

/// What a backup says of itself: `manifest.json`, signed by the register's audit key in `manifest.sig`.
package struct BackupManifest: Hashable, Sendable {
    static let name = "manifest.json"
    static let signatureName = "manifest.sig"
    static let sizeLimit = 64 << 20
    private static let format = "portpass-backup/1"
    /// No check point begins like this: the first line of one is the log's name.
    private static let domain: [UInt8] = Array("portpass/backup/v1\n".utf8)

    /// A file of the backup.
    struct File: Hashable, Sendable {
        let size: Int64
        let digest: [UInt8]
    }

    /// When the copy of the database was begun, seconds since 1970: everything acknowledged before is in it.
    package let madeAt: Int64
    /// The program that made it.
    let program: String
    let isDevelopment: Bool
    /// How many steps of the schema the database had.
    let schema: Int64
    /// A signed check point of the audit log as the copy has it.
    package let checkpoint: String
    /// Rows by table.
    let counts: [String: Int64]
    /// By their paths below the backup's folder.
    let files: [String: File]

    // MARK: As a file

    var encoded: [UInt8] {
        func sorted<Value>(_ values: [String: Value], _ json: (Value) -> JSONValue) -> JSONValue {
            .object(
                JSONObject(values.sorted { $0.key < $1.key }.map { JSONMember(ExactText($0.key), json($0.value)) }))
        }
        return JSONWriter.indented(
            .object([
                "format": .text(Self.format), "madeAt": .integer(madeAt), "program": .text(program),
                "development": .bool(isDevelopment), "schema": .integer(schema), "checkpoint": .text(checkpoint),
                "counts": sorted(counts) { .integer($0) },
                "files": sorted(files) { file in
                    .object(["bytes": .integer(file.size), "sha256": .text(Hex.encode(file.digest))])
                },
            ]))
    }

    static func signature(of manifest: [UInt8], key: KeyHandle) -> [UInt8] { key.sign(domain + manifest) }

    static func isSigned(_ manifest: [UInt8], _ signature: [UInt8], by keys: [PublicKey]) -> Bool {
        keys.contains { $0.isValidSignature(signature, for: domain + manifest) }
    }

    init(
        madeAt: Int64, program: String, isDevelopment: Bool, schema: Int64, checkpoint: String,
        counts: [String: Int64], files: [String: File]
    ) {
        self.madeAt = madeAt
        self.program = program
        self.isDevelopment = isDevelopment
        self.schema = schema
        self.checkpoint = checkpoint
        self.counts = counts
        self.files = files
    }

    /// - Throws: ``RegisterError`` with code `badBackup`.
    init(decoding bytes: [UInt8]) throws(RegisterError) {
        guard let value = try? JSONReader.read(bytes), case .object(let root) = value,
            root["format"] == .text(Self.format), case .integer(let madeAt)? = root["madeAt"],
            case .string(let program)? = root["program"], case .bool(let isDevelopment)? = root["development"],
            case .integer(let schema)? = root["schema"], case .string(let checkpoint)? = root["checkpoint"],
            case .object(let counts)? = root["counts"], case .object(let files)? = root["files"]
        else { throw .badBackup("its manifest.json is none of this program's") }
        self.madeAt = madeAt
        self.program = program.string
        self.isDevelopment = isDevelopment
        self.schema = schema
        self.checkpoint = checkpoint.string
        var rows: [String: Int64] = [:]
        for member in counts.members {
            guard case .integer(let count) = member.value else { throw .badBackup("its manifest.json is damaged") }
            rows[member.name.string] = count
        }
        self.counts = rows
        var listed: [String: File] = [:]
        for member in files.members {
            guard BackupPath.isPlain(member.name.string), case .object(let file) = member.value,
                case .integer(let size)? = file["bytes"], size >= 0, case .string(let hex)? = file["sha256"],
                let digest = Hex.decode(hex.string), digest.count == 32
            else { throw .badBackup("its manifest.json names something that is no file of a backup") }
            listed[member.name.string] = File(size: size, digest: digest)
        }
        guard listed[BackupPath.database] != nil else { throw .badBackup("it has no database") }
        self.files = listed
    }
}
