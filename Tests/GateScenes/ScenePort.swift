import Foundation
package import GateCore
package import PassCrypto
package import PassFormat
package import PassVerify
import TrustFiles
import TrustPublishing

/// A port that publishes what gates go by, in a folder of its own, with keys made for the test.
package struct ScenePort {
    package static let now: Int64 = 1_800_000_000
    package static let issuer: WireText = "twport"

    package let folder: String
    package let passKey: KeyHandle
    package let statusKey: KeyHandle
    package let receiptKey: KeyHandle
    private let history: HistoryModes
    private let writer: RepositoryWriter

    /// - Parameter development: Whether root and pass key are development keys.
    package init(
        development: Bool = false,
        history: HistoryModes = HistoryModes(alreadyInside: .record, notInside: .record, alreadyUsed: .check)
    ) throws {
        self.history = history
        folder = FileManager.default.temporaryDirectory.appending(path: "gate-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        func key() throws -> KeyHandle { KeyHandle(try SigningKey.generate()) }
        let keys = URL(fileURLWithPath: #filePath).appending(path: "../../../keys").standardizedFileURL.path
        func developmentKey(_ name: String) throws -> KeyHandle {
            var pem = Array(FileManager.default.contents(atPath: "\(keys)/dev-\(name).pem") ?? Data())
            return KeyHandle(try SigningKey(pem: SecretBytes(wiping: &pem)))
        }
        passKey = development ? try developmentKey("pass") : try key()
        statusKey = try key()
        receiptKey = try key()
        let signers = RoleSigners(
            targets: try key(), status: try key(), ops: try key(), audit: try key(), snapshot: try key(),
            timestamp: try key())
        writer = RepositoryWriter(directory: folder + "/tuf", signers: signers)
        let root = development ? try developmentKey("tuf-root-1") : try key()
        _ = try writer.initialise(
            keys: try RootKeys(root: KeySet([root.publicKey]), signers: signers), rootSigners: [root], now: Self.now)
    }

    package var source: String { folder + "/tuf" }
    package var root: String { source + "/metadata/1.root.json" }
    package var home: String { folder + "/home" }

    /// Publishes the good files, with some of them replaced or left out.
    package func publish(_ changes: [String: [UInt8]] = [:], without missing: String? = nil, now: Int64 = ScenePort.now)
        throws
    {
        var files = try goodFiles()
        for (path, content) in changes { files[path] = content }
        if let missing { files[missing] = nil }
        _ = try writer.publish(.everything(files), now: now)
    }

    private func goodFiles() throws -> [String: [UInt8]] {
        let policy = GatePolicy(
            issuer: Self.issuer, statusPrefix: "https://pass.example/status/", clockSkew: 60, graceMinutes: 15,
            utcOffset: 28_800, liveCode: LiveCodeWindow(age: 60, ahead: 15),
            paper: ByLevel(one: .admit, two: .check, three: .check),
            history: history,
            staleness: ByLevel(one: Self.bands, two: Self.bands, three: Self.bands),
            ports: [PolicyPort(id: "TWKEL", name: "基隆港", zones: [PolicyZone(name: "A", bit: 0)])],
            gates: [PolicyGate(id: "KEL-E1", port: "TWKEL", zones: 1, allowsIn: true, allowsOut: true)], schedules: [])
        let keys = TrustedKeys([
            TrustedKey(
                publicKey: passKey.publicKey, use: .pass, issuer: Self.issuer, notBefore: 0, expires: Self.now * 2),
            TrustedKey(
                publicKey: statusKey.publicKey, use: .status, issuer: Self.issuer, notBefore: 0, expires: Self.now * 2),
            TrustedKey(
                publicKey: receiptKey.publicKey, use: .receipt, issuer: Self.issuer, notBefore: 0,
                expires: Self.now * 2),
        ])
        return [
            KeysFile.path: KeysFile.encode(keys), PolicyFile.path: PolicyFile.encode(policy),
            LevelFile.path: LevelFile.encode(.one), "status/0": try token(StatusList(), number: 0),
        ]
    }

    private static let bands = StalenessBands(noteAfter: 86_400, checkAfter: 604_800, denyAfter: 1_209_600)

    /// A token for list `number`, signed by the status key or by another.
    package func token(_ list: StatusList, number: Int, by key: KeyHandle? = nil) throws -> [UInt8] {
        let key = key ?? statusKey
        let draft = try StatusListDraft(
            subject: WireText("https://pass.example/status/\(number)"), issuedAt: Self.now, timeToLive: nil, list: list,
            keyID: KeyID(rawValue: key.publicKey.keyID))
        return try draft.signed(key.sign(draft.signedBytes)).encoded()
    }

    /// A gate's home that trusts this port and has not synced yet.
    package func makeHome(gate: String = "KEL-E1", development: Bool = false) throws -> GateHome {
        try GateHome.create(
            at: home, root: RootCandidate(file: root, development: development), gate: gate, development: development,
            now: Self.now)
        return try GateHome.open(at: home)
    }

    package func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
