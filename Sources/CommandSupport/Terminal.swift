internal import Foundation

/// Questions to the person at the terminal.
package enum Terminal {
    /// Whether somebody can be asked.
    package static var canAsk: Bool {
        isatty(CommandStreams.current.input) == 1 && isatty(CommandStreams.current.error) == 1
    }

    /// Whether what goes to standard error is on a screen.
    package static var isShown: Bool { isatty(CommandStreams.current.error) == 1 }

    /// Asks a yes-or-no question; only `y` and `yes` mean yes.
    package static func confirm(_ question: String) -> Bool {
        StandardError.write("\(question) [y/N] ")
        let answer = line().map { String(decoding: $0, as: UTF8.self) }?
            .trimmingCharacters(in: .whitespaces).lowercased()
        return answer == "y" || answer == "yes"
    }

    /// Reads a line without showing it.
    ///
    /// - Returns: The bytes typed, without the line end.
    package static func readHidden(_ prompt: String) throws(PlainError) -> [UInt8] {
        let input = CommandStreams.current.input
        var shown = termios()
        guard tcgetattr(input, &shown) == 0 else {
            throw PlainError("this terminal can't hide what is typed: give the passphrase as a file or a credential")
        }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(input, TCSAFLUSH, &hidden)
        // Asked only now: what was typed before is thrown away, and what comes after the question must not be.
        StandardError.write(prompt)
        defer {
            tcsetattr(input, TCSAFLUSH, &shown)
            StandardError.write("\n")
        }
        guard let line = line() else { throw PlainError("no passphrase was typed") }
        return line
    }

    /// A line without its end, byte by byte: what comes after it belongs to the next question. `nil` at the end.
    private static func line() -> [UInt8]? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(CommandStreams.current.input, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return line.isEmpty ? nil : line }
            if byte == UInt8(ascii: "\n") { return line }
            line.append(byte)
        }
    }
}
