import Foundation

/// A terminal whose far end the test holds: what a serial port is to a program.
final class Pty: Sendable {
    /// The test's end.
    let master: Int32
    /// The program's end.
    let path: String

    init() {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h: what unlockpt and ptsname do, which Swift does not import.
        var lock: CInt = 0
        var number: CInt = 0
        precondition(
            ioctl(master, 0x4004_5431, &lock) == 0 && ioctl(master, 0x8004_5430, &number) == 0, "no terminal to be had")
        path = "/dev/pts/\(number)"
    }

    /// Pulls the plug.
    func hangUp() {
        close(master)
    }

    func send(_ text: String) { Pipe.write(Array(text.utf8), to: master) }

    /// Whether the program sends just this, soon: a terminal hands bytes on in its own time.
    func receives(_ expected: [UInt8]) async -> Bool {
        let got = Shared<[UInt8]>([])
        _ = await eventually {
            let bytes = received()
            return got.change {
                $0 += bytes
                return $0.count >= expected.count
            }
        }
        return got.now == expected
    }

    /// What the program has sent, as far as it has come.
    func received() -> [UInt8] {
        var look = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        var bytes = [UInt8](repeating: 0, count: 1_024)
        guard poll(&look, 1, 0) > 0 else { return [] }
        let count = read(master, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }
}

/// A pair of sockets: what is written to one end is read from the other.
struct Pipe {
    let reader: Int32
    let writer: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        precondition(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0, "no sockets to be had")
        (reader, writer) = (ends[0], ends[1])
    }

    /// Writes all of it, waiting for room: in a thread of its own, since it blocks. The descriptor stays open until it was read.
    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        Thread.detachNewThread { writeNow(bytes, to: descriptor) }
    }

    /// Writes what there is room for at once.
    static func writeNow(_ bytes: [UInt8], to descriptor: Int32) {
        BrokenPipes.ignore()
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            sent += count
        }
    }
}

/// Who writes to a peer that went away gets an error and not a signal.
enum BrokenPipes {
    private static let isIgnored: Bool = {
        var ignoring = sigaction()
        ignoring.__sigaction_handler.sa_handler = SIG_IGN
        return sigaction(SIGPIPE, &ignoring, nil) == 0
    }()

    static func ignore() { precondition(isIgnored) }
}

/// A folder that is deleted with its content.
final class ScratchFolder: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.path + "/portpass-devices-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String, mode: Int = 0o600) {
        _ = FileManager.default.createFile(
            atPath: path + "/" + name, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
    }

    func text(of name: String) -> String {
        FileManager.default.contents(atPath: path + "/" + name).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
