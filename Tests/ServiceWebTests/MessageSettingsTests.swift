import PassCrypto
import Register
import ServiceWeb
import Testing

@Suite("How messages are sent, as an operator writes it")
struct MessageSettingsTests {
    private struct NoSecret: Error {}

    private func read(_ json: String, _ secrets: [String: String] = [:]) throws -> MessageSettings {
        try MessageSettings(json: Array(json.utf8)) { name in
            guard let secret = secrets[name] else { throw NoSecret() }
            return try SecretBytes(copying: Array(secret.utf8).span)
        }
    }

    private static let whole = """
        {"site": "https://pass.example",
         "mail": {"server": "smtps://mail.example:465", "from": "noreply@pass.example", "name": "港區通行證",
                  "credentials": "smtp", "certificates": "/etc/ca.pem", "seconds": 20},
         "sms": {"gateway": "https://sms.example/send", "form": {"dst": "{to}", "body": "{text}", "key": "{secret}"},
                 "secret": "sms", "number": "national", "parts": 2, "accepted": "statuscode=1", "refused": "=v"},
         "retry": {"first": 10, "longest": 600, "attempts": 7}, "keep": {"texts": 14, "counts": 90}}
        """

    @Test("Everything is read")
    func whole() throws {
        let settings = try read(Self.whole, ["smtp": "port\nse cret", "sms": "key"])
        #expect(settings.site == "https://pass.example")
        #expect(Set(settings.carriers.keys) == [.email, .mobile])
        #expect(settings.timing.firstRetry == 10 && settings.timing.longestRetry == 600)
        #expect(settings.timing.attempts == 7)
        #expect(settings.retention.blankedAfter == 14 * 86_400 && settings.retention.removedAfter == 90 * 86_400)
        let least = try read(#"{"site": "http://localhost:8080"}"#)
        #expect(least.carriers.isEmpty && least.timing == NoticeTiming())
    }

    @Test(
        "What can't be meant is refused with its place",
        arguments: [
            ("", "JSON"), ("[]", "object"), ("{}", "site"), (#"{"site": "http://pass.example"}"#, "https"),
            (#"{"site": "https://pass.example/"}"#, "https"), (#"{"site": "https://u:p@pass.example"}"#, "https"),
            (#"{"site": "https://a.b", "mial": {}}"#, "mial"), (#"{"site": "https://a.b", "site": "x"}"#, "twice"),
            (#"{"site": "https://a.b", "mail": {"server": "smtp://m", "from": "x"}}"#, "mail.from"),
            (#"{"site": "https://a.b", "mail": {"server": "m", "from": "x@y.z"}}"#, "smtp://"),
            (#"{"site": "https://a.b", "mail": {"server": "smtp://m", "from": "x@y.z", "password": "p"}}"#, "password"),
            (#"{"site": "https://a.b", "mail": {"from": "x@y.z"}}"#, "mail.server"),
            (
                #"{"site": "https://a.b", "mail": {"server": "smtp://m", "from": "x@y.z", "credentials": "bad"}}"#,
                "user"
            ),
            (
                #"{"site": "https://a.b", "mail": {"server": "smtp://m", "from": "x@y.z", "seconds": 0}}"#,
                "mail.seconds"
            ),
            (#"{"site": "https://a.b", "sms": {"gateway": "https://s"}}"#, "form and json"),
            (#"{"site": "https://a.b", "sms": {"gateway": "https://s", "form": {"a": "{to}"}}}"#, "{text}"),
            (#"{"site": "https://a.b", "sms": {"gateway": "http://s", "form": {"a": "{to}{text}"}}}"#, "https"),
            (
                #"{"site": "https://a.b", "sms": {"gateway": "https://s", "form": {"a": "{to}{text}"}, "number": "x"}}"#,
                "sms.number"
            ),
            (
                #"{"site": "https://a.b", "sms": {"gateway": "https://s", "form": {"a": "{to}{text}"}, "secret": "one"}}"#,
                "{secret}"
            ),
            (#"{"site": "https://a.b", "retry": {"first": 0}}"#, "retry.first"),
        ])
    func refused(json: String, hint: String) {
        do {
            _ = try read(json, ["bad": "\nword", "one": "key"])
            Issue.record("it was taken")
        } catch let error as SettingsError {
            #expect(error.description.contains(hint), "\(error)")
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test("A secret that can't be had stops it")
    func secrets() {
        #expect(throws: NoSecret.self) { try read(Self.whole, ["smtp": "port\nsecret"]) }
    }
}
