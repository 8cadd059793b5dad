internal import Foundation
internal import PassCrypto
internal import SQLStore
internal import TrustUpdates

/// The generations of trust in a gate's home: `trust/NAME/…` each, and `trust/current`, which names the one in force.
///
/// A generation's folder is complete and synced before `current` names it, so that a crash at any point leaves the old one
/// or the new one, never a mixture. The one before stays on disk, for a run that has just opened it.
struct GenerationStore: Sendable {
    /// What is kept of a generation beside its files.
    private struct Manifest: Codable {
        struct File: Codable {
            let length: Int
            let sha256: String
        }
        let issued: Int64
        let version: Int
        let files: [String: File]
    }

    private static let manifestName = "generation.json"
    private static let manifestLimit = 4_000_000

    let folder: String

    /// What `current` says: a generation's name and the hash of its manifest, which has the hashes of everything else.
    struct Current: Hashable, Sendable {
        let name: String
        let manifestDigest: String

        var line: String { "\(name) \(manifestDigest)\n" }
    }

    /// The generation in force; `nil` before the first.
    func current() throws(GateError) -> Current? {
        guard let data = FileManager.default.contents(atPath: folder + "/current") else { return nil }
        let text = String(decoding: data.prefix(200), as: UTF8.self)
        let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard parts.count == 2, parts[0].allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "-") }) else {
            throw damaged("trust/current")
        }
        let current = Current(name: parts[0], manifestDigest: parts[1])
        guard current.line == text else { throw damaged("trust/current") }
        return current
    }

    /// Reads a generation back, every file against its stored hash: a disk that forgot a bit is noticed here.
    func read(_ current: Current) throws(GateError) -> TrustGeneration {
        let name = current.name
        guard let data = try? bytes(at: "\(folder)/\(name)/\(Self.manifestName)", limit: Self.manifestLimit),
            Hash.sha256Hex(data) == current.manifestDigest,
            let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(data))
        else { throw damaged("trust/\(name)/\(Self.manifestName)") }
        var files: [String: [UInt8]] = [:]
        for (path, expected) in manifest.files {
            guard Self.staysInside(path),
                let content = try? bytes(at: "\(folder)/\(name)/files/\(path)", limit: expected.length),
                content.count == expected.length, Hash.sha256Hex(content) == expected.sha256
            else { throw damaged("trust/\(name)/files/\(path)") }
            files[path] = content
        }
        return TrustGeneration(issued: manifest.issued, timestampVersion: manifest.version, files: files)
    }

    /// Writes a generation and puts it in force.
    func apply(_ generation: TrustGeneration) throws {
        let before = (try? current())?.name
        let name = unusedName(for: generation, otherThan: before)
        let target = "\(folder)/\(name)"
        let manager = FileManager.default
        let building = "\(folder)/building"
        try? manager.removeItem(atPath: building)
        try manager.createDirectory(atPath: building + "/files", withIntermediateDirectories: true)
        var listed: [String: Manifest.File] = [:]
        for (path, content) in generation.files {
            guard Self.staysInside(path) else {
                throw GateError(.source, "the source names a target that can't be a file here: nothing was applied")
            }
            let place = "\(building)/files/\(path)"
            try manager.createDirectory(
                atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try DurableFile.replace(place, with: content)
            listed[path] = Manifest.File(length: content.count, sha256: Hash.sha256Hex(content))
        }
        for folder in Self.folders(of: generation.files.keys) {
            try DurableFile.syncDirectory(of: "\(building)/files/\(folder)")
        }
        let manifest = Manifest(issued: generation.issued, version: generation.timestampVersion, files: listed)
        let encoded = Array(try JSONEncoder().encode(manifest))
        try DurableFile.replace("\(building)/\(Self.manifestName)", with: encoded)
        // A folder of this name is left over from a crash before `current` named it.
        try? manager.removeItem(atPath: target)
        try manager.moveItem(atPath: building, toPath: target)
        try DurableFile.syncDirectory(of: target)
        try DurableFile.replace(
            folder + "/current", with: Array(Current(name: name, manifestDigest: Hash.sha256Hex(encoded)).line.utf8))
        removeAll(but: [name, before])
    }

    /// Every folder in which these files lie, below the folder of them all: their own names must be durable too.
    private static func folders(of paths: some Sequence<String>) -> Set<String> {
        var folders: Set<String> = []
        for path in paths {
            var parts = path.split(separator: "/").dropLast()
            while !parts.isEmpty, folders.insert(parts.joined(separator: "/")).inserted { parts.removeLast() }
        }
        return folders
    }

    /// A generation that is fetched again, because it was damaged, must not take the place of the one in force.
    private func unusedName(for generation: TrustGeneration, otherThan current: String?) -> String {
        let name = "\(generation.issued)-\(generation.timestampVersion)"
        return name == current ? name + "-2" : name
    }

    /// Whether a target's path names a file below the generation's folder.
    private static func staysInside(_ path: String) -> Bool {
        !path.isEmpty && path.utf8.count <= 1_024
            && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && part != "." && part != ".." && !part.contains("\0")
            }
    }

    private func removeAll(but kept: [String?]) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name != "current" && !kept.contains(name) {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    private func bytes(at path: String, limit: Int) throws -> [UInt8] {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        return Array(try handle.read(upToCount: limit + 1) ?? Data())
    }

    private func damaged(_ file: String) -> GateError {
        GateError(.trust, "\(file) in this gate's home is damaged: run portgate sync to fetch it anew")
    }
}
