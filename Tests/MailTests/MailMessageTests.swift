import Foundation
import Mail
import Testing

@Suite("A mail's bytes")
struct MailMessageTests {
    private func mail(subject: String = "港區通行證", text: String, name: String = "港區通行證") throws -> [UInt8] {
        MailMessage(
            from: Sender(address: try #require(MailAddress("noreply@pass.example")), name: name),
            to: try #require(MailAddress("wang@example.com")), subject: subject, text: text,
            id: Array(0..<16), date: 1_796_097_600
        ).bytes
    }

    private static let texts = [
        "", "plain", "您的驗證碼是 123456。\n請勿告訴他人。", "Mã xác nhận của bạn là 123456.", "ends with a space \nand a tab\t",
        "a=b", String(repeating: "x", count: 2_000), String(repeating: "港", count: 700), "\r\n.\r\nQUIT\r\n",
        "a\rb\nc\r\nd",
        "\u{0}\u{7}\u{1F600} emoji", "From me\n.\n..", "Subject: no\n\nheader", "=?UTF-8?B?eA==?=",
    ]

    @Test("has CRLF and nothing else at its lines' ends, no long line, and only ASCII", arguments: texts)
    func lines(text: String) throws {
        let bytes = try mail(text: text)
        var previous: UInt8 = 0
        var length = 0
        for byte in bytes {
            #expect(byte < 0x7F && (byte >= 0x20 || byte == 0x0D || byte == 0x0A || byte == 0x09))
            if byte == 0x0A { #expect(previous == 0x0D) } else { #expect(previous != 0x0D) }
            length = byte == 0x0A ? 0 : length + 1
            #expect(length <= 79)
            previous = byte
        }
        #expect(bytes.suffix(2).elementsEqual("\r\n".utf8))
    }

    @Test("gives the text back", arguments: texts)
    func roundTrip(text: String) throws {
        let (headers, body) = try parts(mail(text: text))
        let decoded: [UInt8]
        if headers.contains("Content-Transfer-Encoding: base64") {
            let joined = body.filter { $0 != 0x0D && $0 != 0x0A }
            decoded = [UInt8](try #require(Data(base64Encoded: Data(joined))))
        } else {
            #expect(headers.contains("Content-Transfer-Encoding: quoted-printable"))
            decoded = try unquoted(body)
        }
        var normal = Array(text.utf8).normalised
        if normal.last == 0x0A { normal.removeLast() }
        let lines = normal.split(separator: 0x0A, omittingEmptySubsequences: false)
        let expected = lines.flatMap { (line: ArraySlice<UInt8>) -> [UInt8] in Array(line) + "\r\n".utf8 }
        #expect(decoded == expected)
    }

    @Test("has the headers that a mail by a machine has, once each")
    func headers() throws {
        let (headers, _) = try parts(mail(text: "x"))
        #expect(headers.contains("Auto-Submitted: auto-generated"))
        #expect(headers.contains("Content-Type: text/plain; charset=utf-8"))
        #expect(headers.contains("Message-ID: <000102030405060708090a0b0c0d0e0f@pass.example>"))
        #expect(headers.contains("Date: Tue, 1 Dec 2026 04:00:00 +0000"))
        #expect(headers.contains("To: <wang@example.com>"))
    }

    @Test(
        "No subject and no name begins another header, whatever stands in it",
        arguments: [
            "a\r\nBcc: x@example.com", "a\nBcc: x", "a\rBcc: x", "a\u{2028}Bcc: x", "a\u{85}Bcc: x", "a\u{0B}Bcc: x",
            "",
            "   ", "=?UTF-8?B?QmNj?=", String(repeating: "長", count: 400), String(repeating: "a", count: 5_000),
            "quote \" < > , ; :", "e\u{301}\u{1F468}\u{200D}\u{1F469}",
        ])
    func injection(text: String) throws {
        let (headers, _) = try parts(mail(subject: text, text: "x", name: text))
        let names = headers.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ])
        let subject = try #require(headers.first { $0.hasPrefix("Subject: ") }).dropFirst(9)
        let shown = text.unicodeScalars.prefix(256).map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: " "
            default: Character(scalar)
            }
        }
        #expect(try unworded(String(subject)).unicodeScalars.elementsEqual(String(shown).unicodeScalars))
    }

    @Test("Random texts come back, too")
    func random() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let scalars = (0..<Int.random(in: 0..<120, using: &generator)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...(Bool.random(using: &generator) ? 0x80 : 0x1_1FFF)))
            }
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars)
            try roundTrip(text: text)
            try injection(text: text)
        }
    }

    @Test(
        "Days are those of the calendar",
        arguments: [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 +0000"), (-5, "Thu, 1 Jan 1970 00:00:00 +0000"),
            (Int64.max, "Fri, 31 Dec 9999 23:59:59 +0000"),
        ] as [(Int64, String)])
    func dates(time: Int64, expected: String) throws {
        let bytes = MailMessage(
            from: Sender(address: try #require(MailAddress("a@b")), name: ""),
            to: try #require(MailAddress("a@b")), subject: "", text: "", id: [], date: time
        ).bytes
        #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("Date: \(expected)\r\n"))
    }

    // MARK: Reading it back

    /// Headers with their folds undone, and the body.
    private func parts(_ bytes: [UInt8]) throws -> (headers: [String], body: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let end = try #require(text.range(of: "\r\n\r\n"))
        let head = text[..<end.lowerBound].replacingOccurrences(of: "\r\n ", with: " ")
        return (head.components(separatedBy: "\r\n"), Array(text[end.upperBound...].utf8))
    }

    /// Encoded words: the space between two belongs to neither.
    private func unworded(_ text: String) throws -> String {
        guard text.hasPrefix("=?UTF-8?B?") else { return text }
        let bytes = try text.components(separatedBy: " ").flatMap { word -> [UInt8] in
            #expect(word.hasPrefix("=?UTF-8?B?") && word.hasSuffix("?=") && word.utf8.count <= 75)
            let bytes = [UInt8](try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))))
            #expect(String(validating: bytes, as: UTF8.self) != nil, "a character is cut")
            return bytes
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func unquoted(_ bytes: [UInt8]) throws -> [UInt8] {
        var decoded: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                decoded.append(byte)
                continue
            }
            let pair = String(decoding: rest.prefix(2), as: UTF8.self)
            rest = rest.dropFirst(2)
            if pair != "\r\n" { decoded.append(try #require(UInt8(pair, radix: 16))) }
        }
        return decoded
    }
}

extension [UInt8] {
    /// With LF at every line's end.
    fileprivate var normalised: [UInt8] {
        var lines: [UInt8] = []
        for (index, byte) in enumerated() {
            switch byte {
            case 0x0D: lines.append(0x0A)
            case 0x0A where index > 0 && self[index - 1] == 0x0D: break
            default: lines.append(byte)
            }
        }
        return lines
    }
}
