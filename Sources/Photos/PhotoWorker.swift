import Glibc

/// The child process that handles pictures: decoders are large programs in C, and a crafted picture gets no further than
/// here. It has a memory, time and file limit, no environment, no file but its three pipes, and ends after one picture.
package enum PhotoWorker {
    /// The hidden command that a program runs itself with; what the picture is for follows it.
    package static let command = "photo-worker"

    /// What a command line of a worker is for; nil for any other.
    package static func use(in arguments: [String]) -> PictureUse? {
        guard arguments.count == 2, arguments[0] == command else { return nil }
        return PictureUse(rawValue: arguments[1])
    }

    /// Exit statuses; any other is a crash.
    enum Status: Int32, CaseIterable {
        case done = 0
        case notAPicture = 70
        case tooLarge = 71
        case tooSmall = 72
        case cannotRead = 73

        init(_ error: PhotoError) {
            switch error.code {
            case .notAPicture: self = .notAPicture
            case .tooLarge: self = .tooLarge
            case .tooSmall: self = .tooSmall
            default: self = .cannotRead
            }
        }

        var error: PhotoError? {
            switch self {
            case .done: nil
            case .notAPicture: .notAPicture
            case .tooLarge: .tooLarge
            case .tooSmall: .tooSmall
            case .cannotRead: .cannotRead
            }
        }
    }

    /// Reads a picture from standard input and writes the photo to standard output.
    ///
    /// - Returns: The exit status.
    package static func run(_ use: PictureUse) -> Int32 {
        guard limit() else { return Status.cannotRead.rawValue }
        do throws(PhotoError) {
            guard let picture = read() else { throw .tooLarge }
            return write(try PhotoMaker.jpeg(from: picture, as: use))
                ? Status.done.rawValue : Status.cannotRead.rawValue
        } catch {
            return Status(error).rawValue
        }
    }

    private static func limit() -> Bool {
        let limits: [(__rlimit_resource, UInt64)] = [
            (RLIMIT_AS, PhotoLimits.memory), (RLIMIT_CPU, PhotoLimits.processorSeconds), (RLIMIT_FSIZE, 0),
            (RLIMIT_CORE, 0), (RLIMIT_NOFILE, 16), (__RLIMIT_NPROC, 0),
        ]
        return limits.allSatisfy { resource, most in
            var value = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
            return unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &value) == 0
        }
    }

    private static func read() -> [UInt8]? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Glibc.read(STDIN_FILENO, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += piece[..<count]
            guard bytes.count <= PhotoLimits.file else { return nil }
        }
    }

    private static func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
