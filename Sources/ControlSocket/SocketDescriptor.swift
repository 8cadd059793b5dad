import CSocket
import Glibc

/// A Unix stream socket, closed when it goes out of scope.
struct SocketDescriptor: ~Copyable, Sendable {
    /// The socket's name in the directory whose owner listens.
    private static let name = "control.sock"

    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }

    private static func make() throws(ControlError) -> SocketDescriptor {
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw ControlError(.socket, "no socket can be made: \(lastError())") }
        return SocketDescriptor(number)
    }

    /// Listens in a directory that this process has locked: a socket that is there already is left over from a crash.
    static func listening(in directory: String) throws(ControlError) -> SocketDescriptor {
        let listener = try make()
        try withShortPath(in: directory) { path throws(ControlError) in
            // It takes its name when it listens: who finds it is answered.
            let new = path + ".new"
            unsafe unlink(new)
            guard unsafe portpass_unix_bind(listener.number, new) == 0, unsafe chmod(new, 0o600) == 0,
                listen(listener.number, 16) == 0, unsafe rename(new, path) == 0
            else { throw ControlError(.socket, "\(directory)/\(name) can't be made: \(lastError())") }
        }
        return listener
    }

    /// - Throws: `ControlError.nobody` when nobody listens, or a program of another user.
    static func connected(in directory: String) throws(ControlError) -> SocketDescriptor {
        let connection = try make()
        try withShortPath(in: directory) { path throws(ControlError) in
            guard unsafe portpass_unix_connect(connection.number, path) == 0 else {
                throw ControlError(.nobody, "no running program answers in \(directory): \(lastError())")
            }
        }
        // Who listens there must own the directory, and not have put a socket under its name.
        guard connection.peerMayCommand() else {
            throw ControlError(.nobody, "the program that answers in \(directory) is another user's")
        }
        return connection
    }

    static func remove(in directory: String) {
        unsafe unlink(directory + "/" + name)
    }

    /// An address has room for 107 bytes of path; by way of an open directory every path is short.
    private static func withShortPath(
        in directory: String, _ body: (String) throws(ControlError) -> Void
    ) throws(ControlError) {
        let folder = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw ControlError(.socket, "\(directory) can't be opened: \(lastError())") }
        defer { close(folder) }
        try body("/proc/self/fd/\(folder)/\(name)")
    }

    /// Waits at most so long for what comes.
    borrowing func setTimeout(seconds: Int) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        _ = unsafe setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Whether the user at the other end may command this process: the same user, or root.
    borrowing func peerMayCommand() -> Bool {
        var user: uid_t = 0
        guard unsafe portpass_peer_user(number, &user) == 0 else { return false }
        return user == geteuid() || user == 0
    }

    static func lastError() -> String { unsafe String(cString: strerror(errno)) }
}
