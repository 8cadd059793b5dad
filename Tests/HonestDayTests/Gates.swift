import Foundation
import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import PassVerify
import Register
import ServiceScenes
import TrustFiles

/// Real gates at several ports, enrolled in one register, without a network between them.
struct Gates {
    struct Place {
        let gate: Gate
        let identity: GateIdentity
        /// JSON of what a pass needs to come in here.
        let access: String
    }

    private(set) var all: [Place] = []
    let clock: TestClock
    private let folder: String
    private let receiptKey: PublicKey

    /// - Parameter ports: the first gate of each that is used both ways and asks for no certificate.
    init(_ scene: SceneRegister, ports: [WireText], at time: Int64) async throws {
        folder = scene.folder + "/gates"
        receiptKey = scene.receiptKey
        clock = TestClock(time)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let policy = try Self.policy(of: scene)
        for port in ports {
            guard let here = policy.port(port),
                let gate = policy.gates.first(where: { $0.port == port && $0.allowsIn && $0.allowsOut }),
                let zone = here.zones.first(where: { $0.mask & gate.zones != 0 && $0.endorsements.isEmpty })
            else { continue }
            let access = #"{"\#(port.string)":["\#(zone.name.string)"]}"#
            all.append(try await open(gate.id.string, access, scene, at: time))
        }
    }

    private static func policy(of scene: SceneRegister) throws -> GatePolicy {
        let targets = scene.repository + "/targets"
        let name = try FileManager.default.contentsOfDirectory(atPath: targets).first { $0.hasSuffix(".policy.json") }
        return try PolicyFile.decode(
            Array(FileManager.default.contents(atPath: "\(targets)/\(name ?? "")") ?? Data()))
    }

    private func open(_ id: String, _ access: String, _ scene: SceneRegister, at time: Int64) async throws -> Place {
        let path = "\(folder)/\(id)"
        let root = try RootCandidate(file: scene.repository + "/metadata/1.root.json", development: false)
        try GateHome.create(at: path, root: root, gate: id, development: false, now: time)
        let home = try GateHome.open(at: path)
        _ = try await home.sync(from: scene.repository, now: time)
        let identity = try GateIdentity.load(home: path)
        let invitation = try await scene.register.invite(id, by: scene.by, now: time)
        let message = try Enrolment(
            gate: WireText(id), key: identity.signer.publicKey, boxKey: identity.box.publicKey, code: invitation.code,
            rootDigest: scene.rootDigest, time: time)
        _ = try await scene.register.enrol(try identity.signer.envelope(message), now: time)
        let gate = await Gate(
            home: home, clock: clock, program: "honest day", built: time - 86_400, isAnnounced: true)
        return Place(gate: gate, identity: identity, access: access)
    }

    /// Journals go, receipts and presence come: the same bytes as over the network.
    func meet(_ register: Register, at time: Int64) async throws {
        for place in all {
            while let batch = try await place.gate.nextBatch() {
                let answer = try await register.accept(try place.identity.signer.envelope(batch), now: time)
                guard let receipt = try Answers.receipt(answer, key: receiptKey) else { throw NoAnswer() }
                _ = try await place.gate.accept(receipt, answering: batch)
            }
        }
        for place in all {
            let request = GateRequest(gate: place.gate.id, method: "GET", path: "/presence", time: time)
            let known = try await register.authenticate(
                try place.identity.signer.envelope(request), method: "GET", path: "/presence", now: time)
            var hasMore = true
            while hasMore {
                let after = try await place.gate.presencePlace()
                let answer = try await register.presence(for: known, after: after, now: time)
                guard let feed = try Answers.presence(answer, key: receiptKey) else { throw NoAnswer() }
                try await place.gate.merge(feed)
                hasMore = feed.hasMore
            }
        }
    }

    func close() async {
        for place in all { await place.gate.close() }
    }

    struct NoAnswer: Error {}
}
