internal import Foundation

/// Questions to the person at the terminal.
package enum Terminal {
    /// Whether somebody can be asked.
    package static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Whether what goes to standard error is on a screen.
    package static var isShown: Bool { isatty(STDERR_FILENO) == 1 }

    /// Asks a yes-or-no question; only `y` and `yes` mean yes.
    package static func confirm(_ question: String) -> Bool {
        StandardError.write("\(question) [y/N] ")
        let answer = readLine(strippingNewline: true)?.trimmingCharacters(in: .whitespaces).lowercased()
        return answer == "y" || answer == "yes"
    }

    /// Reads a line without showing it.
    ///
    /// - Returns: The bytes typed, without the line end.
    package static func readHidden(_ prompt: String) throws(PlainError) -> [UInt8] {
        StandardError.write(prompt)
        var shown = termios()
        guard tcgetattr(STDIN_FILENO, &shown) == 0 else {
            throw PlainError("this terminal can't hide what is typed: give the passphrase as a file or a credential")
        }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            StandardError.write("\n")
        }
        guard let line = readLine(strippingNewline: true) else {
            throw PlainError("no passphrase was typed")
        }
        return Array(line.utf8)
    }
}
