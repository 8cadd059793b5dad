import Foundation
import Mail
import PassCrypto
import StrictJSON
import Testing

@Suite("Short messages")
struct SMSTests {
    @Test(
        "A text takes as many messages as its letters need",
        arguments: [
            ("", 1), (String(repeating: "a", count: 160), 1), (String(repeating: "a", count: 161), 2),
            (String(repeating: "a", count: 306), 2), (String(repeating: "a", count: 307), 3),
            (String(repeating: "{", count: 80), 1), (String(repeating: "{", count: 81), 2),
            (String(repeating: "港", count: 70), 1), (String(repeating: "港", count: 71), 2),
            (String(repeating: "港", count: 134), 2), (String(repeating: "港", count: 135), 3),
            // A surrogate pair is not torn apart: 33 fit into 67 places, not 33 and a half.
            (String(repeating: "\u{1F600}", count: 35), 1), (String(repeating: "\u{1F600}", count: 66), 2),
            (String(repeating: "\u{1F600}", count: 67), 3),
            ("ă" + String(repeating: "a", count: 69), 1), ("ă" + String(repeating: "a", count: 70), 2),
        ])
    func parts(text: String, expected: Int) { #expect(SMSText.parts(text) == expected) }

    @Test(
        "A text that is too long is cut at a character, and says so; one that fits stays as it is",
        arguments: [1, 2, 3])
    func cut(most: Int) {
        for letter in ["a", "港", "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "e\u{301}", "["] {
            for count in [1, 10, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 150, 160, 161, 400, 1_000] {
                let text = String(repeating: letter, count: count)
                let fitted = SMSText(text, mostParts: most)
                #expect(fitted.parts <= most && fitted.parts == SMSText.parts(fitted.text))
                #expect(fitted.isCut == (SMSText.parts(text) > most))
                if fitted.isCut {
                    #expect(fitted.text.hasSuffix("...") && fitted.text.dropLast(3).allSatisfy { String($0) == letter })
                    let longer = String(repeating: letter, count: fitted.text.count - 2) + "..."
                    #expect(SMSText.parts(longer) > most, "it is cut shorter than it needs")
                } else {
                    #expect(fitted.text == text)
                }
            }
        }
    }

    // MARK: The gateway

    private let message = OutgoingMessage(
        id: [UInt8](repeating: 0xCD, count: 16), recipient: .mobile(MobileNumber("+886912345678").unsafelyUnwrapped),
        subject: "no", text: "驗證碼 123456 & 100% {secret}", date: 0)

    private let number = MobileNumber("+886912345678").unsafelyUnwrapped

    private static func response(_ status: String, _ body: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    }

    /// A web server that answers when the head and, of a body, its one line are there.
    private func server(_ answer: String) throws -> LineServer {
        try LineServer(greeting: "") { line, before in
            line.isEmpty && !before.contains("") ? .sendAndHangUp(answer) : .nothing
        }
    }

    private func carry(
        _ answer: String, _ change: (inout SMSGateway) -> Void = { _ in }
    ) async throws -> (CarrierOutcome, [String]) {
        let server = try server(answer)
        defer { server.stop() }
        var gateway = try SMSGateway(
            url: "http://127.0.0.1:\(server.port)/send?v=1",
            body: .form([SMSGateway.Field("to", "{to}"), SMSGateway.Field("text", "{text}")]))
        change(&gateway)
        let outcome = await (try SMSCarrier(gateway: gateway)).carry(message)
        return (outcome, server.conversations.first ?? [])
    }

    @Test("A form is posted with its fields escaped, and a secret only in its header")
    func posted() async throws {
        let secret = try Secret(SecretBytes(copying: Array("sesame".utf8).span))
        let (outcome, lines) = try await carry(Self.response("200 OK")) { gateway in
            gateway.header = SMSGateway.Field("Authorization", "Bearer {secret}")
            gateway.secret = secret
        }
        #expect(outcome == .sent)
        #expect(lines.first == "POST /send?v=1 HTTP/1.1")
        #expect(lines.contains("Authorization: Bearer sesame"))
        #expect(lines.contains("Content-Type: application/x-www-form-urlencoded"))
        #expect(!lines.contains { $0.hasPrefix("Expect") })
    }

    @Test("What is filled in is filled in once, and cannot leave its value")
    func bodies() throws {
        var gateway = try SMSGateway(
            url: "https://sms.example",
            body: .json([
                "n": .text("{to}"), "b": .object(["t": .text("{text}")]), "k": .array([.text("{id}"), .integer(1)]),
            ]))
        gateway.number = .national
        #expect(
            String(
                decoding: SMSRequest(gateway, to: number, text: message.text, id: message.id, secret: "sesame").body,
                as: UTF8.self)
                == #"{"b":{"t":"驗證碼 123456 & 100% {secret}"},"k":["\#(String(repeating: "cd", count: 16))",1],"n":"0912345678"}"#
        )
        gateway.body = .form([SMSGateway.Field("a&b", "{text}"), SMSGateway.Field("n", "{to}")])
        gateway.number = .digits
        let form = String(
            decoding: SMSRequest(gateway, to: number, text: message.text, id: message.id, secret: "sesame").body,
            as: UTF8.self)
        #expect(form.hasPrefix("a%26b=%E9%A9%97") && form.contains("%20%26%20100%25%20%7Bsecret%7D&n=886912345678"))
    }

    @Test("What a gateway answers decides, by its status or by its words")
    func answers() async throws {
        #expect(try await carry(Self.response("202 Accepted")).0 == .sent)
        #expect(try await carry(Self.response("400 Bad Request")).0 == .permanent(fault("http-400")))
        #expect(try await carry(Self.response("401 Unauthorized")).0 == .temporary(way("http-401")))
        #expect(try await carry(Self.response("301 Moved")).0 == .temporary(way("http-301")))
        #expect(try await carry(Self.response("503 Busy")).0 == .temporary(way("http-503")))
        #expect(try await carry("nonsense\r\n").0 != .sent)
        let choose = { (gateway: inout SMSGateway) in
            gateway.accepted = "statuscode=1"
            gateway.refused = "statuscode=v"
        }
        #expect(try await carry(Self.response("200 OK", "statuscode=1"), choose).0 == .sent)
        #expect(
            try await carry(Self.response("200 OK", "statuscode=e"), choose).0 == .temporary(fault("sms-not-accepted")))
        #expect(try await carry(Self.response("200 OK", "statuscode=v"), choose).0 == .permanent(fault("sms-refused")))
    }

    @Test("A mail address is no mobile, nor the other way round")
    func wrongWay() async throws {
        let mail = OutgoingMessage(
            id: [], recipient: .email(try #require(MailAddress("a@b"))), subject: "", text: "", date: 0)
        let gateway = try SMSGateway(url: "https://x.invalid", body: .form([SMSGateway.Field("t", "{to}{text}")]))
        #expect(await (try SMSCarrier(gateway: gateway)).carry(mail) == .permanent(fault("no-mobile-number")))
        let carrier = MailCarrier(
            server: try SMTPServer(url: "smtp://x.invalid", login: nil, seconds: 1),
            sender: Sender(address: try #require(MailAddress("a@b")), name: ""))
        #expect(await carrier.carry(message) == .permanent(fault("no-mail-address")))
    }

    @Test("A gateway that cannot work is refused before anything is sent to it")
    func checks() throws {
        for url in ["http://sms.example/", "ftp://x", "https://user@x/", "https://", "x", "https://x/#y"] {
            #expect(throws: CarrierConfigurationError.self, "\(url)") {
                try SMSGateway(url: url, body: .form([SMSGateway.Field("t", "{to}{text}")]))
            }
        }
        func check(_ fields: [SMSGateway.Field], _ change: (inout SMSGateway) -> Void = { _ in }) throws {
            var gateway = try SMSGateway(url: "https://sms.example/", body: .form(fields))
            change(&gateway)
            try gateway.check()
        }
        let good = [SMSGateway.Field("t", "{to}"), SMSGateway.Field("m", "{text}")]
        try check(good)
        #expect(throws: CarrierConfigurationError.self) { try check([SMSGateway.Field("t", "{to}")]) }
        #expect(throws: CarrierConfigurationError.self) { try check(good + [SMSGateway.Field("k", "{secret}")]) }
        #expect(throws: CarrierConfigurationError.self) {
            try check(good) { $0.header = SMSGateway.Field("X: y\r\nZ", "1") }
        }
        #expect(throws: CarrierConfigurationError.self) {
            try check(good) { $0.header = SMSGateway.Field("X", "1\r\nZ: 2") }
        }
        #expect(throws: CarrierConfigurationError.self) {
            try Secret(SecretBytes(copying: Array("two\nlines".utf8).span))
        }
    }

    @Test("The box for development keeps the newest, in order")
    func box() async {
        let box = DevelopmentBox()
        for number in 0..<510 {
            let message = OutgoingMessage(
                id: [], recipient: message.recipient, subject: "", text: "\(number)", date: 0)
            #expect(await box.carry(message) == .sent)
        }
        #expect(box.messages.count == 500 && box.messages.first?.text == "10" && box.messages.last?.text == "509")
    }
}

private func fault(_ code: StaticString) -> CarrierFault { CarrierFault(code) }
private func way(_ code: StaticString) -> CarrierFault { CarrierFault(code, isOfTheWay: true) }
