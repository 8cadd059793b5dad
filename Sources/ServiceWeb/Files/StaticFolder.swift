import Glibc

/// A folder that is served. Nothing outside it is, and nothing in it that is not a regular file under plain names.
struct StaticFolder: Sendable {
    let path: String

    /// Opens a file by the names on the way to it. Links are not followed, at any step.
    func open(_ names: [String]) -> StaticFile? {
        guard let last = names.last, names.allSatisfy(Self.isPlain) else { return nil }
        var folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return nil }
        defer { close(folder) }
        for name in names.dropLast() {
            let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard next >= 0 else { return nil }
            close(folder)
            folder = next
        }
        // O_NONBLOCK: a pipe that somebody put there must not hold a thread up.
        let file = openat(folder, last, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        return file >= 0 ? StaticFile(descriptor: file) : nil
    }

    /// Letters, digits, dashes, underscores and points, not beginning with a point: no `..`, no hidden file, no escape.
    static func isPlain(_ name: String) -> Bool {
        guard (1...200).contains(name.utf8.count), name.utf8.first != UInt8(ascii: ".") else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
