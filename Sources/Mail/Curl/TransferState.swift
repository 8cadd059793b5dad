internal import Synchronization

/// What libcurl's callbacks and the caller share of one transfer. Only the transfer's thread reads and writes but for the
/// cancelling.
final class TransferState: Sendable {
    /// How far a conversation with a mail server has come.
    enum Phase: Int, Sendable {
        case opening, sender, recipient, content
    }

    private struct State {
        var upload: ArraySlice<UInt8>
        var reply: [UInt8] = []
        var phase = Phase.opening
    }

    /// Bytes of a reply that are kept; more is read and thrown away.
    private static let keptReply = 4_096

    private let state: Mutex<State>
    private let cancelled = Atomic(false)

    init(upload: [UInt8]) { state = Mutex(State(upload: upload[...])) }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
    var phase: Phase { state.withLock { $0.phase } }
    var reply: [UInt8] { state.withLock { $0.reply } }

    func cancel() { cancelled.store(true, ordering: .relaxed) }

    /// The next bytes to send, at most `limit`.
    func next(_ limit: Int) -> [UInt8] {
        state.withLock { state in
            let piece = state.upload.prefix(limit)
            state.upload = state.upload.dropFirst(limit)
            return Array(piece)
        }
    }

    func append(_ piece: UnsafeRawBufferPointer) {
        let bytes = unsafe [UInt8](piece)
        state.withLock { state in
            state.reply += bytes.prefix(max(0, Self.keptReply - state.reply.count))
        }
    }

    /// A command that goes to a mail server. Nothing of it is kept: it may hold an address or a password.
    func note(command: UnsafeRawBufferPointer) {
        let start = unsafe [UInt8](command.prefix(5))
        let phase: Phase? =
            switch String(decoding: start, as: UTF8.self) {
            case "MAIL ": .sender
            case "RCPT ": .recipient
            case "DATA\r": .content
            default: nil
            }
        guard let phase else { return }
        state.withLock { $0.phase = phase }
    }
}
