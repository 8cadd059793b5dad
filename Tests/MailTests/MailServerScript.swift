/// A mail server that does as it is told at one command, and everything else well.
struct MailServerScript: Sendable {
    /// The command that is answered otherwise: the beginning of a line, or `.` for the end of the content.
    var command = ""
    var answer = LineServer.Answer.nothing
    var greeting = "220 mail.example ESMTP\r\n"
    var extensions: [String] = []

    func serve() throws -> LineServer {
        try LineServer(greeting: greeting) { [self] line, before in
            let isContent = command != "DATA" && before.contains("DATA") && !before.contains(".")
            if isContent, line != "." { return .nothing }
            if !command.isEmpty, line.hasPrefix(command), isContent == (command == ".") { return answer }
            if isContent { return .send("250 kept\r\n") }
            if before.last?.hasPrefix("AUTH") == true { return .send("235 welcome\r\n") }
            switch line.prefix(4) {
            case "EHLO":
                let lines = ["mail.example"] + extensions
                return .send(
                    lines.enumerated().map { "250\($0.offset == lines.count - 1 ? " " : "-")\($0.element)\r\n" }
                        .joined())
            case "DATA": return .send("354 go on\r\n")
            case "QUIT": return .sendAndHangUp("221 bye\r\n")
            case "AUTH": return .send("334 \r\n")
            default: return .send("250 fine\r\n")
            }
        }
    }
}
