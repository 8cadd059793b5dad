import Synchronization
import TrustPublishing
import TrustUpdates

/// A disk that can lose its power after any step. What was not synced may then be there, or not, or in part.
///
/// After `POSIX`: a file's bytes are safe when it was synced; a name (made, renamed, removed) when its folder was.
final class SimulatedDisk: FileOperations, RepositoryFetcher {
    struct PowerCut: Error {}

    /// What happens at the step that the disk is told to fail at.
    enum Fault: Hashable, Sendable, CaseIterable {
        /// Everything from this step on fails: the process is dead.
        case powerCut
        /// This step fails once, as when the disk is full, and was not done.
        case refusal
        /// The same, but it was done.
        case lateRefusal
        /// No error, but a file has another content than it should.
        case corruption
    }

    private enum Change {
        case put(String, [UInt8])
        case drop(String)
        case folder(String)
    }

    private struct State {
        var files: [String: [UInt8]] = [:]
        var folders: Set<String> = [""]
        /// What is certain to be there after a power cut.
        var safeFiles: [String: [UInt8]] = [:]
        var safeFolders: Set<String> = [""]
        /// By folder, in order.
        var unsynced: [(folder: String, change: Change)] = []
        var steps = 0
        var fault: (step: Int, kind: Fault)?
        var isDead = false
        /// The path whose content the fault changed.
        var corrupted: String?
    }

    private let state: Mutex<State>
    /// A disk that says it synced and did not, to show that the tests would notice.
    private let ignoresSync: Bool

    init(files: [String: [UInt8]] = [:], folders: Set<String> = [""], ignoresSync: Bool = false) {
        self.ignoresSync = ignoresSync
        state = Mutex(State(files: files, folders: folders, safeFiles: files, safeFolders: folders))
    }

    /// Steps that changed something so far.
    var steps: Int { state.withLock(\.steps) }

    func fail(_ kind: Fault, atStep step: Int) {
        state.withLock { $0.fault = (step, kind) }
    }

    var corrupted: String? { state.withLock(\.corrupted) }

    var files: [String: [UInt8]] { state.withLock(\.files) }

    /// The disk as it is found after a power cut: what was not synced is decided by `chance` (0 none, 1 all).
    func afterPowerCut(chance: Double, seed: UInt64) -> SimulatedDisk {
        var random = SeededGenerator(seed: seed)
        return state.withLock { state in
            var files = state.safeFiles
            var folders = state.safeFolders
            for (_, change) in state.unsynced where Double.random(in: 0..<1, using: &random) < chance {
                switch change {
                case .put(let path, let bytes): files[path] = bytes
                case .drop(let path): files[path] = nil
                case .folder(let path): folders.insert(path)
                }
            }
            // What is in a folder that was lost is lost, too.
            var isStable = false
            while !isStable {
                let kept = folders.filter { $0.isEmpty || folders.contains(Self.parent($0)) }
                isStable = kept == folders
                folders = kept
            }
            files = files.filter { folders.contains(Self.parent($0.key)) }
            return SimulatedDisk(files: files, folders: folders)
        }
    }

    private static func parent(_ path: String) -> String {
        path.split(separator: "/").dropLast().joined(separator: "/")
    }

    /// One step that changes the disk.
    private func step(
        _ path: String, partly: ((inout State) -> Void)? = nil, _ change: (inout State) throws -> Void
    ) throws(RepositoryError) {
        do {
            try state.withLock { state in
                guard !state.isDead else { throw PowerCut() }
                state.steps += 1
                guard let fault = state.fault, fault.step == state.steps else { return try change(&state) }
                state.fault = nil
                switch fault.kind {
                case .powerCut:
                    partly?(&state)
                    state.isDead = true
                case .refusal: partly?(&state)
                case .lateRefusal: try change(&state)
                case .corruption:
                    try change(&state)
                    if state.files[path]?.isEmpty == false {
                        state.files[path]?[0] ^= 1
                        state.corrupted = path
                    }
                    return
                }
                throw PowerCut()
            }
        } catch {
            throw .fileSystem("change", path, "a simulated fault")
        }
    }

    private func look() throws(RepositoryError) {
        guard !state.withLock(\.isDead) else { throw .fileSystem("read", "the disk", "a simulated power cut") }
    }

    func entries(of directory: String) throws(RepositoryError) -> [FileEntry] {
        try look()
        return state.withLock { state in
            let files = state.files.keys.filter { Self.parent($0) == directory }
            let folders = state.folders.filter { !$0.isEmpty && Self.parent($0) == directory }
            let name = { (path: String) in String(path.split(separator: "/").last ?? "") }
            return files.map { FileEntry(name: name($0), kind: .file) }
                + folders.map { FileEntry(name: name($0), kind: .directory) }
        }
    }

    func read(_ path: String, limit: Int) throws(RepositoryError) -> [UInt8]? {
        try look()
        guard let bytes = state.withLock({ $0.files[path] }) else { return nil }
        guard bytes.count <= limit else { throw .fileSystem("read", path, "it is too long") }
        return bytes
    }

    func length(of path: String) -> Int? {
        state.withLock { $0.files[path]?.count }
    }

    func makeDirectory(_ path: String) throws(RepositoryError) {
        guard !state.withLock({ $0.folders.contains(path) }) else { return try look() }
        try step(path) { state in
            guard state.folders.contains(Self.parent(path)) else { throw PowerCut() }
            state.folders.insert(path)
            state.unsynced.append((Self.parent(path), .folder(path)))
        }
    }

    func writeSynced(_ bytes: [UInt8], to path: String) throws(RepositoryError) {
        let part = Array(bytes.prefix(bytes.count / 2))
        try step(
            path,
            partly: { state in
                state.files[path] = part
                state.unsynced.append((Self.parent(path), .put(path, part)))
            },
            { state in
                guard state.folders.contains(Self.parent(path)) else { throw PowerCut() }
                state.files[path] = bytes
                state.unsynced.append((Self.parent(path), .put(path, self.ignoresSync ? part : bytes)))
            })
    }

    func rename(_ path: String, to target: String) throws(RepositoryError) {
        try step(target) { state in
            guard let bytes = state.files.removeValue(forKey: path) else { throw PowerCut() }
            state.files[target] = bytes
            let safe = self.ignoresSync ? Array(bytes.prefix(bytes.count / 2)) : bytes
            state.unsynced.append((Self.parent(target), .put(target, safe)))
            state.unsynced.append((Self.parent(path), .drop(path)))
        }
    }

    func syncDirectory(_ path: String) throws(RepositoryError) {
        try step(path) { state in
            guard !self.ignoresSync else { return }
            for (folder, change) in state.unsynced where folder == path {
                switch change {
                case .put(let path, let bytes): state.safeFiles[path] = bytes
                case .drop(let path): state.safeFiles[path] = nil
                case .folder(let path): state.safeFolders.insert(path)
                }
            }
            state.unsynced.removeAll { $0.folder == path }
        }
    }

    func remove(_ path: String) throws(RepositoryError) {
        guard state.withLock({ $0.files[path] != nil }) else { return try look() }
        try step(path) { state in
            state.files[path] = nil
            state.unsynced.append((Self.parent(path), .drop(path)))
        }
    }

    /// What a gate fetches.
    func fetch(_ path: String, limit: Int) async throws(FetchError) -> [UInt8] {
        guard let bytes = files[path] else { throw .notFound }
        guard bytes.count <= limit else { throw .tooLarge }
        return bytes
    }
}
