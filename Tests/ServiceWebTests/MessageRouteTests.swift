import HTTPTypes
import HummingbirdTesting
import Mail
import Register
import ServiceScenes
import ServiceWeb
import StrictJSON
import Testing

@Suite("Messages of a service in development")
struct MessageRouteTests {
    @Test("can be looked at from this machine, as a page and as JSON, and from nowhere else")
    func shown() async throws {
        let scene = try await SiteScene()
        let message = OutgoingMessage(
            id: [1, 2, 3], recipient: .email(try #require(MailAddress("wang@example.com"))), subject: "<b>驗證碼",
            text: "一\n</p>二", date: 7)
        _ = await scene.box.carry(message)
        let forwarded = try #require(HTTPField.Name("X-Forwarded-For"))
        try await scene.application.test(.live) { client in
            let page = try await client.get("/dev/messages")
            #expect(page.status == .ok && Markup(page.text).problems == [])
            #expect(page.text.contains("&lt;b&gt;驗證碼") && page.text.contains("wang@example.com"))
            let json = try await client.get("/dev/messages.json")
            guard case .array(let list) = try JSONReader.read(json.bytes), case .object(let one)? = list.first else {
                Issue.record("no list")
                return
            }
            #expect(one["to"] == .text("wang@example.com") && one["text"] == .text("一\n</p>二"))
            #expect(one["channel"] == .text("email") && one["date"] == .integer(7))
            for path in ["/dev/messages", "/dev/messages.json"] {
                #expect(try await client.get(path, [forwarded: "1.2.3.4"]).status == .notFound)
            }
        }
        try await scene.application.test(.router) { client in
            let answer = try await client.get("/dev/messages.json")
            #expect(answer.status == .notFound)
        }
        // Where messages are really sent there is no such page.
        let web = try await WebScene()
        try await web.application.test(.live) { client in
            let answer = try await client.get("/dev/messages.json")
            #expect(answer.status == .notFound)
        }
    }

    @Test("The health says how messages stand")
    func health() async throws {
        let scene = try await SiteScene()
        let contact = try #require(Contact(typed: "wang@example.com"))
        _ = try await scene.register.sendCode(to: .contact(contact), language: .en, client: nil, now: scene.now - 5)
        try await scene.application.test(.router) { client in
            guard case .object(let health) = try JSONReader.read(try await client.get("/healthz").bytes),
                case .object(let messages)? = health["messages"]
            else {
                Issue.record("no object")
                return
            }
            #expect(messages["waiting"] == .integer(1) && messages["oldest"] == .integer(5))
            #expect(messages["failed"] == .integer(0))
        }
    }
}
