internal import Foundation

/// Standard output for programs that are read by machines: every failure to write is an error, never ignored.
package enum StandardOutput {
    package static func write(_ text: String) throws(PlainError) {
        try write(Array(text.utf8))
    }

    /// Writes all bytes, going on after interruptions.
    ///
    /// - Throws: A sentence that names the reason, such as a full disk or a reader that has gone.
    package static func write(_ bytes: [UInt8]) throws(PlainError) {
        let output = CommandStreams.current.output
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Foundation.write(output, $0.baseAddress, $0.count) }
            if count > 0 {
                written += count
            } else if count < 0, errno != EINTR {
                throw PlainError("standard output can't be written: \(String(cString: strerror(errno)))")
            }
        }
    }
}

/// Standard error: plain sentences for people. A failure to write there has nowhere to be told.
package enum StandardError {
    package static func write(_ text: String) {
        let error = CommandStreams.current.error
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(error, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(count, 0))
        }
    }
}
