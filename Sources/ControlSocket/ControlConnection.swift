import CSocket
import Glibc

/// One request that was received, with the caller's streams; everything is closed with it.
package final class ControlConnection: Sendable {
    /// Seconds that a caller has to send its one message.
    private static let patience = 5

    package let request: ControlRequest
    package let input: Int32
    package let output: Int32
    package let error: Int32
    private let socket: SocketDescriptor

    /// Reads the request of a caller that was let in.
    init(accepting socket: consuming SocketDescriptor) throws(ControlError) {
        guard socket.peerMayCommand() else { throw ControlError(.badRequest, "the caller is another user") }
        socket.setTimeout(seconds: Self.patience)
        var streams: [Int32] = [-1, -1, -1]
        var bytes = [UInt8](repeating: 0, count: ControlRequest.largest + 1)
        var count = unsafe portpass_receive_descriptors(socket.number, &bytes, bytes.count, &streams)
        var isWhole = streams.allSatisfy { $0 >= 0 } && count > 0
        // The first piece carries the descriptors; what did not fit into it follows until the caller's end of writing.
        while isWhole, count < bytes.count {
            let more = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe recv(socket.number, buffer.baseAddress?.advanced(by: count), buffer.count - count, 0)
            }
            if more == 0 { break }
            if more < 0, errno == EINTR { continue }
            isWhole = more > 0
            count += max(more, 0)
        }
        guard isWhole, count < bytes.count else {
            for stream in streams where stream >= 0 { close(stream) }
            throw ControlError(.badRequest, "what came over the control socket is no request")
        }
        do {
            request = try ControlRequest(decoding: Array(bytes[..<count]))
        } catch {
            for stream in streams { close(stream) }
            throw error
        }
        (input, output, error) = (streams[0], streams[1], streams[2])
        self.socket = socket
    }

    deinit {
        close(input)
        close(output)
        close(error)
    }

    /// Tells the caller how the command ended.
    package func finish(status: Int32) {
        let byte = [UInt8(truncatingIfNeeded: status)]
        _ = unsafe send(socket.number, byte, 1, Int32(MSG_NOSIGNAL))
    }
}
