import Foundation
import SQLStore
package import SingleWindows
import StrictJSON

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A window behind a folder that both sides see: questions are left in `out`, replies are found in `in`. What lies there is
/// somebody else's: nothing is followed, nothing is read that is no small plain file, and its name is never a path.
package struct DropFolder: WindowLink {
    /// Taken at once.
    private static let most = 100
    /// Names looked at.
    private static let mostNames = 10_000
    /// Files that were no replies, kept for whoever looks into it.
    private static let mostRefused = 1_000
    /// Seconds in which a file that is no JSON yet may still be being written.
    private static let writing = 10

    private let out: String
    private let incoming: String
    private let refused: String

    /// Makes the three folders where they are missing.
    package init(_ path: String) throws(FolderError) {
        (out, incoming, refused) = (path + "/out", path + "/in", path + "/refused")
        for folder in [out, incoming, refused] {
            guard mkdir(folder, 0o770) == 0 || errno == EEXIST else { throw FolderError(folder) }
        }
    }

    package func send(_ question: WindowQuestion) async -> LinkOutcome {
        do throws(StoreError) {
            // Whole or not there: the other side looks at *.json only.
            try DurableFile.replace("\(out)/\(question.id.hex).json", with: question.message, mode: 0o640)
            return .delivered
        } catch {
            return .failed("folder")
        }
    }

    package func waiting() async throws -> [WaitingReply] {
        let folder = open(incoming, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else { throw FolderError(incoming) }
        defer { close(folder) }
        return try names().prefix(Self.most).compactMap { name in
            Self.read(name, in: folder).map { WaitingReply(name: name, content: $0) }
        }
    }

    package func remove(_ reply: WaitingReply, isGood: Bool) async throws {
        let path = "\(incoming)/\(reply.name)"
        if !isGood, try FileManager.default.contentsOfDirectory(atPath: refused).count < Self.mostRefused,
            rename(path, "\(refused)/\(reply.name)") == 0
        {
            return
        }
        guard unlink(path) == 0 || errno == ENOENT || rmdir(path) == 0 else {
            throw FolderError(path)
        }
    }

    /// In order; a name that is none of ours is left where it lies.
    private func names() throws -> [String] {
        guard let listing = opendir(incoming) else { throw FolderError(incoming) }
        defer { closedir(listing) }
        var names: [String] = []
        var seen = 0
        while seen < Self.mostNames, let entry = readdir(listing) {
            seen += 1
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if Self.isName(name) { names.append(name) }
        }
        return names.sorted()
    }

    private static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return (6...100).contains(bytes.count) && name.hasSuffix(".json") && bytes.first != 0x2E
            && bytes.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
                    || $0 == 0x2E || $0 == 0x5F
            }
    }

    /// - Returns: nil for what is gone again, or may still be being written.
    private static func read(_ name: String, in folder: Int32) -> Result<[UInt8], UnreadReply>? {
        let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            switch errno {
            case ENOENT: return nil
            case ELOOP: return .failure(.notAFile)
            default: return .failure(.unreadable)
            }
        }
        defer { close(file) }
        var status = stat()
        // A second name of a file is somebody's try at having another file read.
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1 else {
            return .failure(.notAFile)
        }
        var bytes = [UInt8](repeating: 0, count: WindowProtocol.longestMessage + 1)
        var count = 0
        while count < bytes.count {
            let (start, room) = (count, bytes.count - count)
            let part = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(file, buffer.baseAddress.map { $0 + start }, room)
            }
            if part < 0, errno == EINTR { continue }
            guard part >= 0 else { return .failure(.unreadable) }
            if part == 0 { break }
            count += part
        }
        guard count <= WindowProtocol.longestMessage else { return .failure(.tooLarge) }
        bytes.removeSubrange(count...)
        // Whoever leaves a file there sets its time as they like: one of a year to come is not being written until then.
        let now = time(nil)
        let isYoung = (now - writing...now + writing).contains(status.st_mtim.tv_sec)
        if isYoung, (try? JSONReader.read(bytes)) == nil { return nil }
        return .success(bytes)
    }
}
