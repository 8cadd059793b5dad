import Foundation
import Register
import SQLStore
import ServiceScenes
import StrictJSON
import Testing

@Suite("What an erasure leaves")
struct ErasureTests {
    static let now = HeldPassScene.now
    static let later = now + 400 * 86_400
    static let name = "覃惘憐"
    static let plate = "QZX-7391"

    private static var driver: FieldValues {
        var values = SampleAnswers.driver
        values["name"] = name
        return values
    }

    private static func lorry(_ changes: [String: String] = [:]) -> FieldValues {
        var values = SampleAnswers.lorry
        values["name"] = name
        values["plate"] = plate
        for (field, answer) in changes { values[field] = answer }
        return values
    }

    /// Everything that the database has: bytes of its file.
    private func contents(_ scene: HeldPassScene) throws -> Data {
        try Data(contentsOf: URL(filePath: scene.scratch.folder + "/register.sqlite"))
    }

    /// The keyed hashes by which the person's applications are found, and their address's.
    private func hashes(_ scene: HeldPassScene) async throws -> (contact: [UInt8], subjects: [[UInt8]]) {
        nonisolated(unsafe) var found: (contact: [UInt8], subjects: [[UInt8]]) = ([], [])
        try await scene.scratch.tamper { database in
            found.contact = try database.row("SELECT contact FROM application ORDER BY seq LIMIT 1")?.blob(0) ?? []
            found.subjects = try database.rows("SELECT DISTINCT subject FROM application_subject").map {
                try $0.blob(0)
            }
        }
        return found
    }

    /// Writes to the service, is answered, rates it, and signs in with a code: all that hangs on an address.
    private func busy(_ scene: HeldPassScene) async throws {
        let register = scene.register
        let receipt = try await scene.send(
            OpinionDraft(.opinion, text: "太慢", contact: scene.wang, language: .zhHant))
        _ = try await register.answer(receipt.number, "謝謝", by: scene.clerk, now: Self.now)
        _ = try await register.close(receipt.number, by: scene.site, now: Self.now)
        let question = try #require(try await register.satisfaction(of: .opinion, number: receipt.number.text))
        _ = try await register.rate(question, score: 2, remark: "慢", now: Self.now)
        _ = try await register.grant(.contact(scene.wang), to: nil, limits: .proof, now: Self.now)
        _ = try await register.sendCode(to: .contact(scene.wang), language: .en, client: nil, now: Self.now)
    }

    @Test("Of an address that nothing else is of, not even its keyed hash; of the person's own lorry, nothing")
    func nothing() async throws {
        let scene = try await HeldPassScene()
        let person = try await scene.issued(.person, Self.driver)
        let lorry = try await scene.issued(.vehicle, Self.lorry())
        try await busy(scene)
        scene.register.close()
        let before = try await hashes(scene)
        #expect(before.contact.count == 16 && before.subjects.count == 2)
        let pieces = [before.contact] + before.subjects
        var data = try contents(scene)
        #expect(pieces.allSatisfy { data.range(of: Data($0)) != nil }, "what is looked for is there to begin with")
        #expect(data.range(of: Data("QZX".utf8)) != nil && data.range(of: Data(Self.name.utf8)) != nil)

        let register = try await scene.scratch.open(now: Self.later)
        let exported = try await register.exportPerson("A123456789", by: scene.clerk, now: Self.later)
        #expect(exported.passes == 2 && exported.applications == 2)
        let early = try await register.erasePerson("A123456789", by: scene.clerk, now: Self.now + 60)
        #expect(early.passes == 0 && early.applications == 0)
        #expect(Set(early.kept.map(\.what)).isSuperset(of: [person.number, lorry.number]))
        let report = try await register.erasePerson("A123456789", by: scene.clerk, now: Self.later)
        #expect(report.passes == 2 && report.applications == 2 && report.kept.isEmpty)
        #expect(try await register.verifyAudit().problems == [])
        #expect(try await register.claimNotice(.email, now: Self.later) == nil, "nothing goes to them any more")
        register.close()
        data = try contents(scene)
        for piece in pieces { #expect(data.range(of: Data(piece)) == nil) }
        #expect(data.range(of: Data("QZX".utf8)) == nil && data.range(of: Data(Self.name.utf8)) == nil)
    }

    @Test("An address that something else is of stays, and so does a lorry of somebody else's, or a haulier's")
    func shared() async throws {
        let scene = try await HeldPassScene()
        _ = try await scene.issued(.person, Self.driver)
        let others = [
            try await scene.issued(.vehicle, Self.lorry(["name": "王小明", "plate": "ABC-1234"])),
            try await scene.issued(
                .vehicle,
                Self.lorry([
                    "plate": "ABC-5678", "ownership": "affiliated", "companyNumber": "04595257",
                    "organisation": "基隆港埠裝卸股份有限公司",
                ])),
        ]
        try await busy(scene)
        let report = try await scene.register.erasePerson("A123456789", by: scene.clerk, now: Self.later)
        #expect(report.passes == 1 && report.applications == 1 && report.kept.isEmpty)
        for pass in others { #expect(try await scene.register.pass(pass.id)?.text == pass.text) }
        #expect(try await scene.register.opinions(of: scene.wang).count == 1)
        scene.register.close()
        nonisolated(unsafe) var contacts: [[UInt8]?] = []
        try await scene.scratch.tamper { database in
            contacts = try database.rows("SELECT contact FROM application ORDER BY seq").map { try $0.optionalBlob(0) }
        }
        #expect(contacts.map { $0 == nil } == [true, false, false])
        let data = try contents(scene)
        #expect(data.range(of: Data(try #require(contacts[1]))) != nil)
        #expect(data.range(of: Data(Self.name.utf8)) == nil)
    }

    @Test("Of an address that an agent applied with for many, nobody is given what the agent said")
    func agents() async throws {
        let scene = try await HeldPassScene()
        _ = try await scene.issued(.person, Self.driver)
        let number = try await SeminarScene(scratch: scene.scratch, register: scene.register).published()
        let signing = try await scene.register.signUp(
            for: number, SeminarGuestDetails(name: "陳代辦", needs: "輪椅席", question: ""), contact: scene.wang,
            language: .zhHant, client: nil, now: Self.now)
        #expect(signing == .sent)
        func exported() async throws -> String {
            let file = try await scene.register.exportPerson("A123456789", by: scene.clerk, now: Self.now)
            return String(decoding: JSONWriter.compact(file.json), as: UTF8.self)
        }
        #expect(try await exported().contains("輪椅席"))
        _ = try await scene.sent(.visit, SampleAnswers.visit)
        #expect(try await !exported().contains("輪椅席"))
        scene.register.close()
    }

    @Test("An address with a petition that is open stays until that is closed")
    func open() async throws {
        let scene = try await HeldPassScene()
        _ = try await scene.issued(.person, Self.driver)
        let receipt = try await scene.send(
            OpinionDraft(.petition, text: "請願", contact: scene.wang, language: .zhHant))
        _ = try await scene.register.erasePerson("A123456789", by: scene.clerk, now: Self.later)
        #expect(try await scene.register.opened(receipt.number)?.contact == scene.wang)
        try await scene.close()
    }
}
