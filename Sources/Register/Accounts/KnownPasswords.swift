import Foundation
import PassCrypto

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Passwords that others know: the commonest, and those of breaches, in a file that ``KnownPasswordsWriter`` made.
///
/// The file has the first eight bytes of the SHA-1 of each, in order, which is how collections of breached passwords are
/// published. It is read where it is looked at, so that it may have a billion of them. Nobody learns more of a password from its
/// hash than from the list: it hides nothing, and is asked for nothing but equality.
package final class KnownPasswords: Sendable {
    package static let fileName = "passwords.known"
    static let magic = Array("PPKNOWN1".utf8)
    static let bucketCount = 256
    static let entryByteCount = 8
    static let headerByteCount = magic.count + (bucketCount + 1) * 8

    private let file: Int32
    /// Where the entries of each first byte begin, and the end of the last ones.
    private let starts: [UInt64]

    package var count: Int { Int(starts.last ?? 0) }

    /// Those of a register; nil where none were imported.
    package static func inFolder(_ directory: String) throws(RegisterError) -> KnownPasswords? {
        let path = "\(directory)/\(fileName)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try KnownPasswords(file: path)
    }

    /// - Throws: ``RegisterError`` for a file that is no such list, or not a whole one.
    package init(file path: String) throws(RegisterError) {
        let damaged = RegisterError.damagedList(path)
        file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw damaged }
        var state = stat()
        guard fstat(file, &state) == 0, let header = Self.read(file, at: 0, Self.headerByteCount),
            Array(header.prefix(Self.magic.count)) == Self.magic
        else {
            close(file)
            throw damaged
        }
        let starts = stride(from: Self.magic.count, to: Self.headerByteCount, by: 8).map { Self.number(header, at: $0) }
        let isOrdered = zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 }
        guard starts.first == 0, isOrdered, let last = starts.last, last < 1 << 40,
            Int(state.st_size) == Self.headerByteCount + Int(last) * Self.entryByteCount
        else {
            close(file)
            throw damaged
        }
        self.starts = starts
    }

    deinit { close(file) }

    /// Whether a password is one of them, as it is or in small letters. What can't be read counts as known.
    package func contains(_ password: String) -> Bool {
        let small = password.lowercased()
        return has(Self.entry(of: password)) || small != password && has(Self.entry(of: small))
    }

    static func entry(of password: String) -> UInt64 { number(SHA1.digest(Array(password.utf8)), at: 0) }

    private func has(_ entry: UInt64) -> Bool {
        let bucket = Int(entry >> 56)
        var (low, high) = (Int(starts[bucket]), Int(starts[bucket + 1]))
        while low < high {
            let middle = low + (high - low) / 2
            let place = Self.headerByteCount + middle * Self.entryByteCount
            guard let bytes = Self.read(file, at: place, Self.entryByteCount) else { return true }
            let found = Self.number(bytes, at: 0)
            if found == entry { return true }
            if found < entry { low = middle + 1 } else { high = middle }
        }
        return false
    }

    private static func read(_ file: Int32, at place: Int, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let more = bytes.withUnsafeMutableBytes { buffer in
                pread(file, buffer.baseAddress?.advanced(by: done), count - done, off_t(place + done))
            }
            if more < 0, errno == EINTR { continue }
            guard more > 0 else { return nil }
            done += more
        }
        return bytes
    }

    private static func number(_ bytes: [UInt8], at start: Int) -> UInt64 {
        bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
