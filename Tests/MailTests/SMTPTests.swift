import Foundation
import Mail
import PassCrypto
import Testing

@Suite("Mail by SMTP")
struct SMTPTests {
    private let message = OutgoingMessage(
        id: [UInt8](repeating: 0xAB, count: 16), recipient: .email(MailAddress("wang@example.com").unsafelyUnwrapped),
        subject: "港區通行證", text: "您好\n.\n..雙點\nFrom here", date: 1_796_097_600)

    private func carrier(_ url: String, login: SMTPServer.Login? = nil, seconds: Int = 5) throws -> MailCarrier {
        MailCarrier(
            server: try SMTPServer(url: url, login: login, seconds: seconds),
            sender: Sender(address: try #require(MailAddress("noreply@pass.example")), name: "港區通行證"))
    }

    private func outcome(_ script: MailServerScript, seconds: Int = 5) async throws -> CarrierOutcome {
        let server = try script.serve()
        defer { server.stop() }
        return await (try carrier("smtp://127.0.0.1:\(server.port)", seconds: seconds)).carry(message)
    }

    @Test("A server that takes it gets one mail, with who we are, from whom and to whom")
    func sent() async throws {
        let server = try MailServerScript().serve()
        defer { server.stop() }
        #expect(await (try carrier("smtp://127.0.0.1:\(server.port)")).carry(message) == .sent)
        let lines = try #require(server.conversations.first)
        #expect(server.conversations.count == 1)
        #expect(lines.first == "EHLO pass.example")
        #expect(lines.contains("MAIL FROM:<noreply@pass.example>") && lines.contains("RCPT TO:<wang@example.com>"))
        #expect(lines.contains("Message-ID: <\(String(repeating: "ab", count: 16))@pass.example>"))
        #expect(lines.filter { $0 == "." }.count == 1, "the mail's own dot did not end it")
    }

    @Test(
        "A refusal of the recipient or the content is for good; one of us, or for now, is not",
        arguments: [
            ("RCPT", "550 5.1.1 no such person", CarrierOutcome.permanent(fault("smtp-550"))),
            ("RCPT", "450 4.2.0 later", .temporary(fault("smtp-450"))),
            ("RCPT", "530 5.7.0 say who you are", .temporary(fault("smtp-530"))),
            ("RCPT", "421 closing", .temporary(way("smtp-421"))),
            (".", "554 5.6.0 not this", .permanent(fault("smtp-554"))),
            (".", "451 4.3.0 disk", .temporary(fault("smtp-451"))),
            ("DATA", "554 no", .permanent(fault("smtp-554"))),
            ("MAIL", "550 not from you", .temporary(way("smtp-550"))),
            ("MAIL", "451 busy", .temporary(way("smtp-451"))),
            ("EHLO", "554 not you", .temporary(way("smtp-554"))),
        ] as [(String, String, CarrierOutcome)])
    func refusals(command: String, reply: String, expected: CarrierOutcome) async throws {
        // HELO is tried after EHLO: refused likewise.
        let script = MailServerScript(command: command == "EHLO" ? "" : command, answer: .send(reply + "\r\n"))
        if command == "EHLO" {
            let server = try LineServer(greeting: "220 here\r\n") { _, _ in .send(reply + "\r\n") }
            defer { server.stop() }
            #expect(await (try carrier("smtp://127.0.0.1:\(server.port)")).carry(message) == expected)
        } else {
            #expect(try await outcome(script) == expected)
        }
    }

    @Test(
        "A connection that is cut, wherever, is a fault that passes",
        arguments: ["EHLO", "MAIL", "RCPT", "DATA", "."])
    func cut(command: String) async throws {
        let outcome = try await outcome(MailServerScript(command: command, answer: .sendAndHangUp("")))
        #expect(outcome == .temporary(way("cut")))
    }

    @Test(
        "A server that has taken the mail and hangs at the end has taken it, and keeps nobody waiting",
        .timeLimit(.minutes(1)))
    func goodbye() async throws {
        #expect(try await outcome(MailServerScript(command: "QUIT", answer: .nothing), seconds: 1) == .sent)
    }

    @Test("A server that is not there, hangs, or refuses at its greeting is a fault of the way")
    func broken() async throws {
        let gone = try MailServerScript().serve()
        gone.stop()
        // Until nobody listens there any more.
        var outcome = CarrierOutcome.sent
        for _ in 0..<50 where outcome != .temporary(way("connect")) {
            outcome = await (try carrier("smtp://127.0.0.1:\(gone.port)", seconds: 1)).carry(message)
        }
        #expect(outcome == .temporary(way("connect")))
        #expect(
            try await self.outcome(MailServerScript(command: "MAIL", answer: .nothing), seconds: 1)
                == .temporary(way("timeout")))
        #expect(
            try await self.outcome(MailServerScript(greeting: "554 closed\r\n")) == .temporary(way("smtp-554")))
        #expect(
            await (try carrier("smtp://nothing.invalid", seconds: 5)).carry(message) == .temporary(way("name")))
    }

    @Test("Over a network nothing goes in the clear: no STARTTLS, no mail, no password")
    func encrypted() async throws {
        let server = try MailServerScript(extensions: ["AUTH PLAIN"]).serve()
        defer { server.stop() }
        // A name that is not known to be this machine, and is.
        var host = [CChar](repeating: 0, count: 256)
        gethostname(&host, host.count)
        let name = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let login = try SMTPServer.Login(user: "port", password: secret("geheim-4711"))
        let outcome = await (try carrier("smtp://\(name):\(server.port)", login: login)).carry(message)
        guard case .temporary(let fault) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        // Where the machine's own name is not 127.0.0.1, nobody listens: nothing goes either.
        #expect(["tls", "connect", "name"].contains(fault.code), "\(fault)")
        for line in server.conversations.joined() {
            #expect(!line.hasPrefix("AUTH") && !line.hasPrefix("MAIL"), "\(line)")
        }
    }

    @Test("With a login it says who it is; one that is not taken is not this mail's fault")
    func login() async throws {
        let login = try SMTPServer.Login(user: "port", password: secret("geheim 4711"))
        let server = try MailServerScript(extensions: ["AUTH PLAIN"]).serve()
        defer { server.stop() }
        #expect(await (try carrier("smtp://127.0.0.1:\(server.port)", login: login)).carry(message) == .sent)
        let expected = Data("\0port\0geheim 4711".utf8).base64EncodedString()
        #expect(server.conversations.joined().contains(expected))

        let other = try MailServerScript(
            command: "AUTH", answer: .send("535 5.7.8 no\r\n"), extensions: ["AUTH PLAIN"]
        ).serve()
        defer { other.stop() }
        let refused = await (try carrier("smtp://127.0.0.1:\(other.port)", login: login)).carry(message)
        guard case .temporary(let fault) = refused else {
            Issue.record("\(refused)")
            return
        }
        #expect(fault.isOfTheWay)
    }

    @Test("A task that is cancelled does not wait for a server that hangs")
    func cancelled() async throws {
        let server = try MailServerScript(command: "MAIL", answer: .nothing).serve()
        defer { server.stop() }
        let carrier = try carrier("smtp://127.0.0.1:\(server.port)", seconds: 120)
        let message = message
        let task = Task { await carrier.carry(message) }
        while !server.conversations.joined().contains(where: { $0.hasPrefix("MAIL") }) { await Task.yield() }
        task.cancel()
        #expect(await task.value == .temporary(fault("stopped")))
    }

    @Test(
        "Addresses of servers that are none, or would show a password, are refused",
        arguments: [
            "smtp://", "http://mail.example", "smtp://user:word@mail.example", "smtp://mail.example/x",
            "smtp://mail.example:0", "smtp://mail.example:65536", "smtp://mail example", "smtp://mail.example#x", "",
        ])
    func badServers(url: String) {
        #expect(throws: CarrierConfigurationError.self) { try SMTPServer(url: url, login: nil, seconds: 5) }
    }

    private func secret(_ text: String) throws -> Secret {
        try Secret(SecretBytes(copying: Array(text.utf8).span))
    }
}

private func fault(_ code: StaticString) -> CarrierFault { CarrierFault(code) }
private func way(_ code: StaticString) -> CarrierFault { CarrierFault(code, isOfTheWay: true) }
