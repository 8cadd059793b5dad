import CommandSupport
import PassFormat

/// `portgate verify -`: one text a line in, one decision a line out, in order, in constant memory.
enum VerifyStream {
    /// Bytes of one read: some dozen passes, so that an answer never waits for more than their milliseconds.
    private static let chunkSize = 8_192

    static func reader(of descriptor: Int32) -> LineReader {
        LineReader(descriptor: descriptor, limit: PassLimits.textRead, chunkSize: chunkSize)
    }

    /// Answers every line that `descriptor` gives until its end.
    ///
    /// Whatever has arrived is answered before more is waited for; an empty or overlong line is answered too.
    static func answer(_ descriptor: Int32, with desk: inout VerificationDesk) throws {
        var reader = reader(of: descriptor)
        var answers: [UInt8] = []
        while let lines = try reader.next() {
            answers.removeAll(keepingCapacity: true)
            for line in lines { try desk.appendDecision(on: line, to: &answers) }
            try StandardOutput.write(answers)
        }
    }
}
