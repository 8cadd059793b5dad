/// A mail as bytes: headers (RFC 5322) and one plain text in UTF-8 (RFC 2045).
///
/// No header can be put in from outside: addresses are ``MailAddress``es, texts go through ``HeaderText``, and the body is
/// encoded, so that nothing in it looks like a header, a boundary or an end.
package struct MailMessage: Hashable, Sendable {
    let sender: Sender
    let recipient: MailAddress
    let subject: String
    let text: String
    let id: [UInt8]
    let date: Int64

    /// - Parameters:
    ///   - text: its lines may end with LF or CRLF.
    ///   - id: random bytes, which go into the Message-ID.
    ///   - date: seconds since 1970.
    package init(
        from sender: Sender, to recipient: MailAddress, subject: String, text: String, id: [UInt8], date: Int64
    ) {
        self.sender = sender
        self.recipient = recipient
        self.subject = subject
        self.text = text
        self.id = id
        self.date = date
    }

    /// The mail with CRLF at every line's end, and no line longer than 78 characters but those of long addresses, which stay
    /// under 998.
    package var bytes: [UInt8] {
        let (encoding, body) = encodedBody
        let headers = [
            "Date: \(MailDate.text(date))\r\n",
            "From: \(from)\r\n",
            "To: <\(recipient.text)>\r\n",
            HeaderText(subject).line("Subject"),
            "Message-ID: <\(Self.hex(id))@\(sender.address.domain)>\r\n",
            // RFC 3834 section 5: nobody's holiday answers it.
            "Auto-Submitted: auto-generated\r\n",
            "MIME-Version: 1.0\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Transfer-Encoding: \(encoding)\r\n",
            "\r\n",
        ]
        return headers.flatMap { Array($0.utf8) } + body
    }

    private var from: String {
        guard !sender.name.isEmpty else { return "<\(sender.address.text)>" }
        return (HeaderText(sender.name).words() + ["<\(sender.address.text)>"]).joined(separator: "\r\n ")
    }

    /// The encoding that makes less of it, and the body in it.
    private var encodedBody: (encoding: String, body: [UInt8]) {
        var lines: [UInt8] = []
        var isAfterReturn = false
        for byte in text.utf8 {
            // CRLF and a lone CR are ends of lines, too.
            if byte == 0x0D || byte == 0x0A && !isAfterReturn { lines.append(0x0A) }
            isAfterReturn = byte == 0x0D
            if byte != 0x0D, byte != 0x0A { lines.append(byte) }
        }
        if lines.last == 0x0A { lines.removeLast() }
        let quoted = QuotedPrintable.encode(lines)
        let crossed = lines.split(separator: 0x0A, omittingEmptySubsequences: false)
            .flatMap { Array($0) + Array("\r\n".utf8) }
        let based = Base64Text.lines(crossed)
        return quoted.count <= based.count ? ("quoted-printable", quoted) : ("base64", based)
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
