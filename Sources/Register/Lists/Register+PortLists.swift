import Foundation
import PassFormat
import PassVerify
import SQLStore
import ShipCalls
import TrustFiles
import TrustPublishing

/// What is sealed to the gates of the ports, as a publication takes it.
extension Register {
    /// Seconds between two pieces of work on the directory: every part that changed is fetched by every gate.
    private static let directoryPause: Int64 = 120
    /// Bytes of all ports' directories that are published: gates and couriers carry no more.
    private static let mostDirectory = 96 << 20

    struct PortFiles: Sendable {
        var files: [String: [UInt8]] = [:]
        /// The first of what kept a port's lists from being made; its last ones stay published.
        var failure: (any Error)?
    }

    func portPublications(by principal: Principal, now: Int64) async throws -> PortFiles {
        var result = PortFiles()
        for port in seeds.policy.ports.map(\.id) {
            do {
                guard let ring = try await ring(of: port, by: principal, now: now) else { continue }
                result.files.merge(try await publication(of: ring, now: now).files()) { first, _ in first }
            } catch {
                result.failure = result.failure ?? error
                result.files.merge(published(of: port)) { first, _ in first }
            }
        }
        let directory = result.files.filter { $0.key.hasPrefix("directory/") }
        if directory.values.reduce(0, { $0 + $1.count }) > Self.mostDirectory {
            for name in directory.keys { result.files[name] = nil }
            result.failure = RegisterError(
                .invalidArgument, "the directory of all ports is too large to be published: gates look up no numbers")
        }
        return result
    }

    /// Whether the last piece of work is long enough ago; after a change of a port's key, when gates can read nothing, at once.
    func isDirectoryDue(now: Int64) async throws -> Bool {
        try await engine.read { database in
            if try DirectoryStore.hasOldKey(database) { return true }
            let last = try SettingStore.value(.directorySealed, database).flatMap { Int64($0) } ?? 0
            return now >= last + Self.directoryPause || now < last
        }
    }

    /// Takes in passes, and seals parts that changed.
    /// - Returns: whether there is anything new to publish, or more to do.
    func workOnDirectory(by principal: Principal, now: Int64) async throws -> Bool {
        let builder = DirectoryBuilder(engine: engine, now: now)
        var isChanged = try await builder.takeIn()
        for port in seeds.policy.ports.map(\.id) {
            guard let ring = try await ring(of: port, by: principal, now: now) else { continue }
            if try await builder.seal(ring) { isChanged = true }
        }
        if isChanged { try await engine.write { try SettingStore.set(.directorySealed, String(now), $0) } }
        return isChanged
    }

    /// The ring of a port's gates; nil for a port that never had one.
    private func ring(of port: WireText, by principal: Principal, now: Int64) async throws -> PortKeyring? {
        let enrolled = try await engine.read { try GateStore.all($0) }.filter { $0.revokedAt == nil }
        let gates = enrolled.filter { seeds.policy.gate(WireText($0.gate))?.port == port }
        let isKnown = try await engine.read { try PortKeyStore.key(port.string, $0) } != nil
        guard isKnown || !gates.isEmpty else { return nil }
        return try await PortKeyring.current(
            port: port, gates: gates, engine: engine, vault: vault, random: random, by: principal, now: now)
    }

    private func publication(of ring: PortKeyring, now: Int64) async throws -> PortPublication {
        let port = ring.port
        let (stored, shards) = try await engine.read { database in
            (try DirectoryStore.port(port, database), try DirectoryStore.shards(port, database))
        }
        return PortPublication(
            ring: ring, hotList: try await hotList(port: port.string),
            visitors: try await expectedVisitors(port: port.string).map(\.visitor).filter { $0.until > now },
            ships: try await ships(at: port, now: now),
            // What is sealed with a key that is no more opens for nobody.
            directory: stored?.keyVersion == ring.version ? shards : [])
    }

    /// When ships are in port, where feeds tell of it.
    private func ships(at port: WireText, now: Int64) async throws -> [ShipTimes.Call] {
        guard let code = PortCode(locationCode: port.string) else { return [] }
        return try await engine.read { database in
            try ShipListStore.list(code, database)
                .published(asOf: ShipFeedStore.oldestReading(code, database), now: now)
        }
    }

    /// A port's lists as they were published last.
    private func published(of port: WireText) -> [String: [UInt8]] {
        guard let contents = try? repository.inspect() else { return [:] }
        var published: [String: [UInt8]] = [:]
        for (name, target) in contents.targets where ListNames.port(of: name) == port {
            let parts = name.split(separator: "/")
            let path = (parts.dropLast() + ["\(target.sha256Hex).\(parts.last ?? "")"]).joined(separator: "/")
            if let data = FileManager.default.contents(atPath: "\(files.directory)/tuf/targets/\(path)") {
                published[name] = [UInt8](data)
            }
        }
        return published
    }
}
