import CSocket
import Glibc

/// Hands a command to the process that owns a directory.
package enum ControlClient {
    /// Runs a command in the owner, on this process's streams, and waits for its end.
    ///
    /// - Returns: The exit status.
    /// - Throws: `ControlError`: `nobody` when no process listens there, `noAnswer` when it ended meanwhile.
    package static func run(_ request: ControlRequest, in directory: String) throws(ControlError) -> Int32 {
        let connection = try SocketDescriptor.connected(in: directory)
        let bytes = request.encoded
        guard bytes.count <= ControlRequest.largest else {
            throw ControlError(.badRequest, "the command line is too long to be handed to the running program")
        }
        let streams: [Int32] = [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        let sent = unsafe portpass_send_descriptors(connection.number, bytes, bytes.count, streams)
        guard sent == bytes.count else {
            throw ControlError(
                .noAnswer, "the running program does not take the command: \(SocketDescriptor.lastError())")
        }
        shutdown(connection.number, Int32(SHUT_WR))
        var status: UInt8 = 0
        while true {
            let count = unsafe read(connection.number, &status, 1)
            if count == 1 { return Int32(status) }
            guard count < 0, errno == EINTR else {
                throw ControlError(
                    .noAnswer, "the running program ended before it answered: look whether the command was carried out")
            }
        }
    }
}
