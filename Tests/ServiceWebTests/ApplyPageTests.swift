import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Pages of an application")
struct ApplyPageTests {
    /// Begins an application in a browser; the address of its first step.
    private func begin(_ browser: Browser, kind: String = "person") async throws -> String {
        let intro = try await browser.get("/zh-Hant/apply/\(kind)")
        let begun = try await browser.post("/zh-Hant/apply/\(kind)", [("csrf", try intro.hidden("csrf"))])
        #expect(begun.status == .seeOther)
        return try #require(begun.headers[.location])
    }

    private func step(_ name: String, of first: String) -> String {
        first.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/" + name
    }

    @Test("Nothing that was typed is lost where something is wrong with it, and none of it becomes a part of the page")
    func typed() async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            let address = step("person", of: try await begin(browser))
            let page = try await browser.get(address)
            let name = "\"><script>alert('\u{0301}')</script>"
            let answer = try await browser.post(
                address,
                [
                    ("csrf", try page.hidden("csrf")), ("shown", try page.hidden("shown")), ("name", name),
                    ("idKind", "national"), ("idNumber", "A123456780"), ("birthDate", "民國75年13月9日"),
                ])
            #expect(answer.status == .unprocessableContent)
            for text in [answer.text, try await browser.get(address).text] {
                #expect(Markup(text).problems == [] && !text.contains("<script>alert"))
                #expect(text.contains("value=\"A123456780\"") && text.contains("value=\"民國75年13月9日\""))
                #expect(text.contains("&lt;script&gt;") && text.contains("value=\"national\" checked"))
            }
            #expect(answer.text.contains("href=\"#idNumber\"") && answer.text.contains("href=\"#birthDate\""))
        }
    }

    @Test("What is wrong leads to its field, in the page's order, and says which where the words alone do not")
    func errors() async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            let first = try await begin(browser)
            for name in ["qualification", "person", "employer", "access", "files", "receive", "confirm"] {
                let address = step(name, of: first)
                let page = try await browser.get(address)
                let answer = try await browser.post(
                    address, [("csrf", try page.hidden("csrf")), ("shown", try page.hidden("shown"))])
                #expect(answer.status == .unprocessableContent)
                let markup = Markup(answer.text)
                #expect(markup.problems == [] && markup.references.isSubset(of: markup.ids), "\(name)")
                let links = answer.text.components(separatedBy: "<li><a href=\"").dropFirst()
                    .map { $0.prefix { $0 != "\"" } }.filter { $0.hasPrefix("#") || $0.contains("/apply/A") }
                #expect(!links.isEmpty, "\(name)")
                for link in links where link.hasPrefix("#") {
                    #expect(markup.ids.contains(String(link.dropFirst())), "\(name) \(link)")
                }
            }
            let files = try await browser.get(step("confirm", of: first))
            #expect(files.text.contains("/zh-Hant/privacy"))
        }
    }

    @Test("Zones stand under their port")
    func zones() async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            let text = try await browser.get(step("access", of: try await begin(browser))).text
            let groups = text.components(separatedBy: "<fieldset class=\"group\">").dropFirst()
            #expect(groups.count == scene.register.ports.filter { !$0.zones.isEmpty }.count)
            for (group, port) in zip(groups, scene.register.ports.filter { !$0.zones.isEmpty }) {
                #expect(group.contains("<legend>\(port.nameInChinese)</legend>"))
                for zone in port.zones { #expect(group.contains("value=\"\(port.id)/\(zone.name)\"")) }
            }
        }
    }

    @Test(
        "What is no form of ours is refused, and nothing is stored",
        arguments: [
            ("application/x-www-form-urlencoded", "name=%FF%FE&shown=name&csrf="),
            ("application/x-www-form-urlencoded; charset=big5", "name=%A4%FD&shown=name&csrf="),
            ("application/x-www-form-urlencoded", "name=a&name=b&shown=name&csrf="),
            ("text/plain", "name=a&shown=name&csrf="), ("application/json", "{\"name\":\"a\",\"csrf\":\""),
        ])
    func encoding(type: String, start: String) async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            let address = step("person", of: try await begin(browser))
            let token = try await browser.get(address).hidden("csrf")
            let cookies = browser.cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let answer = try await client.executeRequest(
                uri: address, method: .post,
                headers: [
                    .contentType: type, .origin: SiteScene.origin, .cookie: cookies.joined(separator: "; "),
                ], body: ByteBuffer(string: start + token))
            #expect(answer.status.kind == .clientError, "\(answer.status)")
            #expect(Markup(answer.text).problems == [])
            let page = try await browser.get(address)
            #expect(!page.text.contains("value=\"a\"") && !page.text.contains("value=\"b\""))
        }
    }
}
