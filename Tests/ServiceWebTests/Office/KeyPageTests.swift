import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PassCrypto
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import Testing
import TrustPublishing

@Suite("Keys in the back office")
struct KeyPageTests {
    private static let record = Array(
        """
        {"name":"王小明","idNumber":"A123456789","kind":"person","term":"periodic","access":{"TWKEL":["A"]},
        "notBefore":"2026-12-01T00:00:00+08:00","notAfter":"2027-12-01T00:00:00+08:00"}
        """.utf8)

    /// Two key custodians at a service that has published.
    private struct Custodians {
        let scene: OfficeScene
        let anna: SessionToken
        let bo: SessionToken
        let annaForm: String
        let boForm: String

        init() async throws {
            scene = try await OfficeScene()
            try await scene.web.publish()
            anna = try await scene.signedIn("anna", [.keyCustodian])
            bo = try await scene.signedIn("bo", [.keyCustodian])
            annaForm = try scene.formToken(anna)
            boForm = try scene.formToken(bo)
        }

        var register: Register { scene.register }

        func get(_ path: String, _ client: any TestClientProtocol) async throws -> TestResponse {
            try await client.executeRequest(
                uri: "/staff/\(path)", method: .get, headers: OfficeScene.headers(anna), body: nil)
        }

        func anna(
            _ path: String, _ fields: [(String, String)], _ client: any TestClientProtocol
        ) async throws -> TestResponse { try await Self.post(path, fields, anna, annaForm, client) }

        /// The other one agrees to what the first one's answer leads to.
        func agree(_ proposed: TestResponse, _ client: any TestClientProtocol) async throws -> StaffChange {
            let location = proposed.headers[.location] ?? ""
            guard proposed.status == .seeOther, location.hasPrefix("/staff/changes/"),
                let id = ChangeID(hex: String(location.dropFirst("/staff/changes/".count))),
                let change = try await register.change(id)
            else { throw OfficeScene.Failed() }
            let own = try await anna("changes/\(id.hex)/agree", [("seen", Hex.encode(change.digest))], client)
            #expect(own.status == .conflict)
            let path = "changes/\(id.hex)"
            let agreed = try await Self.post(
                path + "/agree", [("seen", Hex.encode(change.digest))], bo, boForm, client)
            #expect(agreed.status == .seeOther)
            guard let done = try await register.change(id), done.state == .done else { throw OfficeScene.Failed() }
            return done
        }

        private static func post(
            _ path: String, _ fields: [(String, String)], _ token: SessionToken, _ csrf: String,
            _ client: any TestClientProtocol
        ) async throws -> TestResponse {
            let form = Form(fields: [("csrf", csrf)] + fields)
            return try await client.executeRequest(
                uri: "/staff/\(path)", method: .post, headers: OfficeScene.headers(token, isForm: true),
                body: ByteBuffer(bytes: form.body))
        }
    }

    private func text(_ answer: TestResponse) -> String { String(buffer: answer.body) }

    @Test("A pass key is announced and taken back on the pages, by two custodians")
    func rotation() async throws {
        let custodians = try await Custodians()
        let register = custodians.register
        try await custodians.scene.web.application.test(.router) { client in
            let nothing = try await custodians.anna("keys/propose", [], client)
            #expect(nothing.status == .conflict)
            let wrong = try await custodians.anna("keys/propose", [("change", "use:pass:0000000000000000")], client)
            #expect(wrong.status == .conflict)
            let unknown = try await custodians.anna("keys/propose", [("change", "announce:root")], client)
            #expect(unknown.status.kind == .clientError)
            let proposed = try await custodians.anna(
                "keys/propose", [("change", "announce:pass"), ("note", "yearly")], client)
            #expect(try await register.rotation(of: .pass, now: OfficeScene.now).stage == .settled)
            let change = try await custodians.agree(proposed, client)
            guard case .announceKey(.pass, let key, _) = change.body else { throw OfficeScene.Failed() }
            let next = KeyID(rawValue: key.keyID).hex
            #expect(try await register.rotation(of: .pass, now: OfficeScene.now).announced?.publicKey == key)
            let page = text(try await custodians.get("keys", client))
            // It waits for the publication: it may be taken back, and not be used yet.
            #expect(page.contains("withdraw:pass:\(next)") && !page.contains("use:pass:\(next)"))
            let back = try await custodians.anna("keys/propose", [("change", "withdraw:pass:\(next)")], client)
            _ = try await custodians.agree(back, client)
            #expect(try await register.rotation(of: .pass, now: OfficeScene.now).stage == .settled)
        }
        #expect(try await register.verifyAudit().isIntact)
    }

    @Test("What a key signed is shown before it is condemned, and who decides sees it too")
    func compromise() async throws {
        let custodians = try await Custodians()
        let register = custodians.register
        let by = custodians.scene.web.scene.by
        guard case .issued(let pass) = try await register.issue(Self.record, by: by, now: OfficeScene.now) else {
            throw OfficeScene.Failed()
        }
        let key = try #require(try await register.keys().first { $0.use == .pass }).id
        try await custodians.scene.web.application.test(.router) { client in
            let page = text(try await custodians.get("keys/signing/\(key.hex)", client))
            #expect(page.contains(pass.number) && page.contains("backdated"))
            let file = try await custodians.get("keys/signing/\(key.hex)/passes", client)
            #expect(text(file) == pass.number + "\n")
            let early = try await custodians.anna("keys/signing/\(key.hex)/reissue", [("days", "14")], client)
            #expect(early.status == .conflict)
            let days = try await custodians.anna("keys/signing/\(key.hex)/reissue", [("days", "x")], client)
            #expect(days.status == .conflict)
            let proposed = try await custodians.anna("keys/signing/\(key.hex)/condemn", [("note", "")], client)
            let shown = text(try await custodians.get(String((proposed.headers[.location] ?? "").dropFirst(7)), client))
            #expect(shown.contains(key.hex) && shown.contains("backdated"))
            #expect(try await register.compromise(of: key, now: OfficeScene.now).state == .current)
            _ = try await custodians.agree(proposed, client)
            #expect(try await register.compromise(of: key, now: OfficeScene.now).state == .compromised)
            let again = try await custodians.anna("keys/signing/\(key.hex)/condemn", [("note", "")], client)
            #expect(again.status == .conflict)
            #expect(try await custodians.get("keys/signing/0000000000000000", client).status == .notFound)
        }
        #expect(try await register.verifyAudit().isIntact)
    }

    @Test("The next root goes out as a file, comes back signed, and is installed by two")
    func root() async throws {
        let custodians = try await Custodians()
        let register = custodians.register
        let scene = custodians.scene.web.scene
        try await custodians.scene.web.application.test(.router) { client in
            #expect(try await custodians.get("keys/root/file", client).status == .notFound)
            for (name, value) in [("added", "abc"), ("threshold", "many"), ("threshold", "7")] {
                let refused = try await custodians.anna("keys/root/order", [(name, value)], client)
                #expect(refused.status == .conflict, "\(name) \(value)")
            }
            let ordered = try await custodians.anna("keys/root/order", [("replace", "timestamp")], client)
            #expect(ordered.status == .seeOther)
            let early = try await custodians.anna("keys/root/propose", [("note", "")], client)
            #expect(early.status == .conflict)
            let file = try await custodians.get("keys/root/file", client)
            var proposal = try RootProposal(decoding: Array(file.body.readableBytesView))
            let page = text(try await custodians.get("keys/root", client))
            #expect(page.contains(proposal.digest) && page.contains("Step 2 of 4"))
            proposal.add(
                RootSignature(
                    publicKey: scene.rootKey.publicKey, signature: scene.rootKey.sign(proposal.unsigned)))
            let form = MultipartForm(fields: [("csrf", custodians.annaForm)], file: proposal.encoded(), name: "file")
            var headers = OfficeScene.headers(custodians.anna, isForm: true)
            headers[.contentType] = MultipartForm.type.string
            let back = try await client.executeRequest(
                uri: "/staff/keys/root/signed", method: .post, headers: headers, body: ByteBuffer(bytes: form.body))
            #expect(back.status == .seeOther)
            let proposed = try await custodians.anna("keys/root/propose", [("note", "")], client)
            let change = try await custodians.agree(proposed, client)
            let path = "changes/\(change.id.hex)"
            #expect(text(try await custodians.get(path, client)).contains("being carried out"))
            try await register.carryOutKeyOrders(now: { OfficeScene.now })
            #expect(text(try await custodians.get(path, client)).contains("Done at"))
            #expect(try await register.keyOverview(now: OfficeScene.now).roles.first?.version == 2)
            #expect(text(try await custodians.get("keys/root", client)).contains("No root is on its way"))
        }
        #expect(try await register.verifyAudit().isIntact)
    }
}
