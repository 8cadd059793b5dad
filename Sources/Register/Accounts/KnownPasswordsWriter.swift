import Foundation
import PassCrypto
import SQLStore

/// Makes the file of ``KnownPasswords`` from lists, whatever their length, with as much memory for a long one as for a short one:
/// entries go to a part for each first byte, and only one part at a time is put in order.
package struct KnownPasswordsWriter: ~Copyable {
    package struct Counts: Hashable, Sendable {
        /// Different ones that stand in the file.
        package var known = 0
        /// Lines of a list that no account could have as a password, being too short or too long.
        package var impossible = 0
        /// Lines of breached passwords that were seen more seldom than asked for.
        package var rare = 0
        /// Lines that are no text.
        package var unreadable = 0
    }

    private static let piece = 1 << 20
    private static let longestLine = 4_096
    private static let hashDigits = 40

    private let path: String
    private let least: Int
    private let held: Int
    private var parts: [[UInt64]]
    private var files: [FileHandle?]
    private var counts = Counts()

    /// - Parameters:
    ///   - path: of the file, which is replaced when all was read.
    ///   - least: how often a breached password must have been seen, where the list says that.
    ///   - held: how many entries of a part are kept in memory.
    package init(path: String, least: Int, held: Int = 1 << 13) {
        self.path = path
        self.least = least
        self.held = held
        parts = [[UInt64]](repeating: [], count: KnownPasswords.bucketCount)
        files = [FileHandle?](repeating: nil, count: KnownPasswords.bucketCount)
    }

    deinit {
        for (bucket, file) in files.enumerated() where file != nil {
            try? file?.close()
            try? FileManager.default.removeItem(atPath: Self.part(bucket, of: path))
        }
    }

    private static func part(_ bucket: Int, of path: String) -> String { "\(path).part-\(bucket)" }

    // MARK: Reading

    /// Reads a list: a password a line, or the hexadecimal SHA-1 of one, with a colon and how often it was seen, or without.
    package mutating func read(list: String) throws {
        let input = try FileHandle(forReadingFrom: URL(fileURLWithPath: list))
        defer { try? input.close() }
        var rest: [UInt8] = []
        var isTooLong = false
        while let piece = try input.read(upToCount: Self.piece), !piece.isEmpty {
            rest += piece
            var start = 0
            while let end = rest[start...].firstIndex(of: 0x0A) {
                if isTooLong { counts.impossible += 1 } else { try take(rest[start..<end]) }
                isTooLong = false
                start = end + 1
            }
            rest.removeFirst(start)
            if rest.count > Self.longestLine {
                isTooLong = true
                rest = []
            }
        }
        if isTooLong { counts.impossible += 1 } else if !rest.isEmpty { try take(rest[...]) }
    }

    private mutating func take(_ line: ArraySlice<UInt8>) throws {
        var line = line
        if line.last == 0x0D { line.removeLast() }
        guard !line.isEmpty else { return }
        if let (entry, seen) = Self.hashed(line) {
            if let seen, seen < least { counts.rare += 1 } else { try add(entry) }
            return
        }
        guard let text = String(validating: line, as: UTF8.self) else {
            counts.unreadable += 1
            return
        }
        guard let possible = PasswordText(text).possible else {
            counts.impossible += 1
            return
        }
        try add(KnownPasswords.entry(of: possible))
    }

    /// What a line of hashes says; nil for one of passwords.
    private static func hashed(_ line: ArraySlice<UInt8>) -> (entry: UInt64, seen: Int?)? {
        guard line.count >= hashDigits else { return nil }
        var entry: UInt64 = 0
        for (index, byte) in line.prefix(hashDigits).enumerated() {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: return nil
            }
            if index < 16 { entry = entry << 4 | UInt64(digit) }
        }
        let rest = line.dropFirst(hashDigits)
        if rest.isEmpty { return (entry, nil) }
        guard rest.first == UInt8(ascii: ":"), let seen = Int(String(decoding: rest.dropFirst(), as: UTF8.self)) else {
            return nil
        }
        return (entry, seen)
    }

    private mutating func add(_ entry: UInt64) throws {
        let bucket = Int(entry >> 56)
        parts[bucket].append(entry)
        guard parts[bucket].count >= held else { return }
        let file: FileHandle
        if let known = files[bucket] {
            file = known
        } else {
            let name = Self.part(bucket, of: path)
            guard FileManager.default.createFile(atPath: name, contents: nil, attributes: [.posixPermissions: 0o600]),
                let made = FileHandle(forUpdatingAtPath: name)
            else { throw RegisterError.cannotWrite(name) }
            file = made
            files[bucket] = made
        }
        try file.write(contentsOf: Self.bytes(parts[bucket]))
        parts[bucket].removeAll(keepingCapacity: true)
    }

    private static func bytes(_ entries: [UInt64]) -> Data {
        var data = Data(capacity: entries.count * KnownPasswords.entryByteCount)
        for entry in entries { withUnsafeBytes(of: entry.bigEndian) { data.append(contentsOf: $0) } }
        return data
    }

    private static func entries(_ data: Data) -> [UInt64] {
        data.withUnsafeBytes { buffer in
            stride(from: 0, to: buffer.count - buffer.count % 8, by: 8).map {
                UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
            }
        }
    }

    // MARK: Writing

    /// Puts what was read in the place of what was known before, as a whole.
    package mutating func finish() throws -> Counts {
        let new = path + ".new"
        guard FileManager.default.createFile(atPath: new, contents: nil, attributes: [.posixPermissions: 0o644]),
            let output = FileHandle(forWritingAtPath: new)
        else { throw RegisterError.cannotWrite(new) }
        do {
            try output.write(contentsOf: Data(count: KnownPasswords.headerByteCount))
            var starts: [UInt64] = [0]
            for bucket in 0..<KnownPasswords.bucketCount {
                let entries = try ordered(bucket)
                try output.write(contentsOf: Self.bytes(entries))
                starts.append((starts.last ?? 0) + UInt64(entries.count))
            }
            try output.seek(toOffset: 0)
            try output.write(contentsOf: Data(KnownPasswords.magic) + Self.bytes(starts))
            try output.synchronize()
            try output.close()
            counts.known = Int(starts.last ?? 0)
            guard rename(new, path) == 0 else { throw RegisterError.cannotWrite(path) }
            try DurableFile.syncDirectory(of: path)
        } catch {
            try? output.close()
            try? FileManager.default.removeItem(atPath: new)
            throw error
        }
        return counts
    }

    private mutating func ordered(_ bucket: Int) throws -> [UInt64] {
        var entries = parts[bucket]
        parts[bucket] = []
        if let file = files[bucket] {
            try file.seek(toOffset: 0)
            entries += Self.entries(try file.readToEnd() ?? Data())
        }
        entries.sort()
        var different: [UInt64] = []
        different.reserveCapacity(entries.count)
        for entry in entries where entry != different.last { different.append(entry) }
        return different
    }
}
