import Foundation
import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import PassVerify
import SQLStore
import Testing
import TrustFiles

/// A guard, a supervisor, and lists of the port that a gate with people goes by.
extension GateScene {
    static let guardPIN = pin("2580")
    static let supervisorPIN = pin("918273")

    static func supervisor(_ pin: PIN = supervisorPIN) -> Credential { Credential(name: "陳督導", pin: pin) }

    /// Puts 林小華 and 陳督導 on the list, and signs the first one in.
    func setUpGuards() async throws {
        try await gate.addGuard("林小華", role: .guard, pin: Self.guardPIN)
        try await gate.addGuard("陳督導", role: .supervisor, pin: Self.supervisorPIN)
        _ = try await gate.signIn(Credential(name: "林小華", pin: Self.guardPIN))
    }

    /// Publishes the lists of the port: a directory of some numbers, a visitor, and a wanted number.
    ///
    /// Numbers 1 and 2 are good, 3 was revoked, 4 has expired, 5 opens another zone, 7 is wanted.
    ///
    /// - Parameter firstUntil: seconds from the scene's time for which number 1 is good.
    func publishLists(firstUntil: Int64 = 30 * 86_400) async throws {
        let key = [UInt8](repeating: 5, count: 32)
        let cipher = try ListCipher(portKey: key)
        let box = try GateIdentity.load(home: port.home).box
        func entry(_ index: Int, zones: UInt64 = 1, until: Int64 = 30 * 86_400, kind: PassKind = .person)
            -> DirectoryEntry
        {
            DirectoryEntry(
                number: WireText("KEL-P-26-00000\(index)"), list: 0, index: index, kind: kind, zones: zones,
                notBefore: ScenePort.now - 86_400, expires: ScenePort.now + until)
        }
        let directory = [
            entry(1, until: firstUntil), entry(2, kind: .vehicle), entry(3), entry(4, until: -3_600),
            entry(5, zones: 2), entry(7),
        ]
        let visitor = try #require(
            ExpectedVisitor(
                hint: "456789", from: ScenePort.now, until: ScenePort.now + 86_400, sponsor: "陽明海運", name: "王大明"))
        let hotList = try #require(
            HotList(numbers: ["KEL-P-26-000007"], plateKey: key, plateHashes: SixteenByteTable([])))
        var files = [
            "directory/TWKEL/0": try DirectoryShard(directory).encoded(),
            "ops/visitors-TWKEL": VisitorsFile.encode([visitor]), "ops/hotlist-TWKEL": HotListFile.encode(hotList),
        ]
        for (name, content) in files { files[name] = try cipher.seal(content, as: name) }
        files["ops/gates-TWKEL"] = try PortKeyFile(
            port: "TWKEL", copies: [box.publicKey: try BoxKey.seal(key, to: box.publicKey)]
        ).encoded()
        for (name, content) in try port.list([3: .revoked]) { files[name] = content }
        try await publish(files)
        try await gate.followDirectory(from: try GateHome.fetcher(for: port.source))
    }

    /// The text of a pass that was good until an hour ago.
    func expired() throws -> [UInt8] {
        var claims = ScenePort.claims("KEL-P-26-000099", index: 99)
        claims.expires = ScenePort.now - 3_600
        return try port.pass(claims)
    }

    /// A scan that is denied on the way in.
    func denied() async throws -> JournalPlace {
        let result = await laterScan(try expired(), .in)
        #expect(result.verdict == .deny)
        return try #require(result.place)
    }

    /// The newest event of the journal.
    func lastEvent() async throws -> JournalEvent { try #require(try await journal().last).event }
}

/// A PIN that is one.
func pin(_ digits: String) -> PIN {
    guard let pin = PIN(digits) else { preconditionFailure("\(digits) is no PIN") }
    return pin
}

/// The code of what a gate refuses; nil for what it does not.
func refusal(_ body: () async throws -> Void) async -> GateError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? GateError ?? GateError(.memory, "\(error)")
    }
}
