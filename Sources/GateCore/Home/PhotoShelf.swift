internal import Foundation
internal import GateMessages
internal import PassCrypto
internal import SQLStore
internal import Synchronization

/// The sealed photos in a gate's home: `HOME/photos/NAME`, which only their passes open.
///
/// When a photo may go is the time of its file's last change, so that a shelf needs no list beside itself. What was cut short
/// is `NAME.part`. `complete` stands there only while nothing is missing or doubted: without it a gate that starts goes through
/// the listing anew.
package final class PhotoShelf: Sendable {
    /// A pass that expired is still shown by people who leave, and clocks differ: photos stay for a week.
    private static let grace: Int64 = 7 * 86_400
    private static let sweepEvery: Int64 = 86_400
    private static let part = ".part"

    struct State {
        /// Of the whole photos here; nil until they were counted.
        var counted: (count: Int, bytes: Int64)?
        var isComplete: Bool
        /// How often something here was found not to be what it should be, since the place in the listing was put back.
        var doubts: Int
        /// Photos that the service sent wrong, by their names: to be asked for again.
        var owed: [String: ListedPhoto] = [:]
        var swept: Int64?
    }

    package let folder: String
    private let limits: PhotoShelfLimits
    let state: Mutex<State>

    package init(folder: String, limits: PhotoShelfLimits = PhotoShelfLimits()) {
        self.folder = folder
        self.limits = limits
        let isComplete = FileManager.default.fileExists(atPath: "\(folder)/\(Self.complete)")
        // The memory may know of a place in the listing that this folder never reached: it was put back, or taken away.
        state = Mutex(State(isComplete: isComplete, doubts: isComplete ? 0 : 1))
    }

    /// Whether this gate once had all photos of its port: only then a missing one says something.
    package var isComplete: Bool { state.withLock { $0.isComplete } }

    /// A photo as it lies here.
    /// - Parameter name: 32 hexadecimal digits.
    package func sealed(_ name: String) -> [UInt8]? { bytes(path(name)) }

    /// Whether a photo of this size is here; if so, it stays until this time.
    func keeps(_ name: String, size: Int64, until expires: Int64) -> Bool {
        var status = stat()
        guard unsafe lstat(path(name), &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size == size else {
            return false
        }
        return Int64(status.st_mtim.tv_sec) == expires || setTime(expires, of: path(name))
    }

    /// What a fetch that was cut short left behind.
    func part(of name: String) -> [UInt8] { bytes(path(name) + Self.part) ?? [] }

    /// Keeps what came so far. Not durable: whatever becomes of it, the digest is looked at in the end.
    func keep(part bytes: [UInt8], of name: String) {
        try? Data(bytes).write(to: URL(fileURLWithPath: path(name) + Self.part))
    }

    func dropPart(of name: String) { _ = unsafe unlink(path(name) + Self.part) }

    /// - Throws: `GateError` where there is no room for another photo.
    package func makeRoom(for size: Int64) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw GateError(.file, "\(folder) can't be made: \(GateHome.describe(error))")
        }
        let (count, bytes) = counted()
        var disk = statvfs()
        guard unsafe statvfs(folder, &disk) == 0 else { throw GateError(.file, "\(folder) can't be read") }
        let free = Int64(clamping: UInt64(disk.f_bavail).multipliedReportingOverflow(by: UInt64(disk.f_frsize)).0)
        guard count < limits.count, bytes + size <= limits.bytes, free - size >= limits.reserve else {
            throw GateError(.file, "there is no room for more photos in \(folder): free some of the disk")
        }
    }

    /// Puts a whole photo on the shelf, durably.
    package func put(_ blob: [UInt8], as name: String, until expires: Int64) throws {
        let before = size(path(name))
        // The time comes with the bytes: after a power cut a photo must not look as if it were over.
        try DurableFile.replace(path(name), with: blob, mode: 0o600, changed: expires)
        dropPart(of: name)
        count(before == nil ? 1 : 0, Int64(blob.count) - (before ?? 0))
    }

    func remove(_ name: String) {
        guard let size = size(path(name)) else { return }
        if unsafe unlink(path(name)) == 0 { count(-1, -size) }
    }

    /// Takes away what nobody needs any more: once a day, for it looks at every file.
    ///
    /// The time of a file may be wrong, as where a folder was copied: what went is doubted, so that it comes again if it is
    /// still listed.
    /// - Parameter now: by a clock that can be believed.
    /// - Returns: whether a photo went.
    package func sweep(now: Int64) -> Bool {
        let isDue = state.withLock { state in
            if let swept = state.swept, (swept..<swept + Self.sweepEvery).contains(now) { return false }
            state.swept = now
            return true
        }
        guard isDue else { return false }
        var hasSwept = false
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name != Self.complete {
            var status = stat()
            guard unsafe lstat("\(folder)/\(name)", &status) == 0 else { continue }
            let isOver = Int64(status.st_mtim.tv_sec) < now - Self.grace
            if isOver, isName(name) {
                if !hasSwept { doubt() }
                hasSwept = true
                remove(name)
            } else if isOver {
                _ = unsafe unlink("\(folder)/\(name)")
            }
        }
        return hasSwept
    }

    // MARK: Files

    private func path(_ name: String) -> String {
        precondition(isName(name))
        return "\(folder)/\(name)"
    }

    private func isName(_ text: String) -> Bool {
        text.utf8.count == 2 * MessageLimits.photoName
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
            }
    }

    private func size(_ path: String) -> Int64? {
        var status = stat()
        return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil
    }

    private func setTime(_ time: Int64, of path: String) -> Bool {
        let moment = timespec(tv_sec: Int(time), tv_nsec: 0)
        return unsafe utimensat(AT_FDCWD, path, [moment, moment], AT_SYMLINK_NOFOLLOW) == 0
    }

    /// The bytes of a regular file that is not larger than a photo.
    private func bytes(_ path: String) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= MessageLimits.photo
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var place = 0
        while place < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe read(file, buffer.baseAddress?.advanced(by: place), buffer.count - place)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            place += count
        }
        return bytes
    }

    private func counted() -> (count: Int, bytes: Int64) {
        if let counted = state.withLock({ $0.counted }) { return counted }
        var (count, bytes) = (0, Int64(0))
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where isName(name) {
            count += 1
            bytes += size("\(folder)/\(name)") ?? 0
        }
        state.withLock { $0.counted = (count, bytes) }
        return (count, bytes)
    }

    private func count(_ number: Int, _ bytes: Int64) {
        state.withLock { state in
            guard let known = state.counted else { return }
            state.counted = (known.count + number, known.bytes + bytes)
        }
    }
}
