import PassFormat
import Register
import ShipCalls
import Testing
import TrustFiles

@Suite("Visits go with their ships")
struct FollowingShipsTests {
    private static let now = CompanyScene.now
    private static let day: Int64 = 86_400
    /// Midnight of 2026-12-01 at the ports.
    private static let december: Int64 = 1_796_054_400
    private static let port = PortCode.keelung

    private let scene: CompanyScene
    private let owner: AccountID

    init() async throws {
        scene = try await CompanyScene()
        owner = try await scene.found()
    }

    private var register: Register { scene.register }

    private func visit(_ change: (inout FieldValues) -> Void = { _ in }, now: Int64 = now) async throws -> ApplicationID
    {
        let list = try CrewList(
            Array("Name,Nationality,Passport no,Rank\nNGUYEN VAN AN,VNM,B1234567,AB".utf8), now: now,
            utcOffset: register.utcOffset)
        var values = list.people
        for (name, value) in [
            "purpose": "crew", "vesselCall": "AKEL26001", "from": "2026-12-03", "until": "2026-12-05", "agree": "yes",
        ] { values[name] = value }
        values[all: "zones"] = ["TWKEL/A"]
        change(&values)
        guard case .sent(let text) = try await register.applyForVisit(values, by: owner, now: now),
            let number = ApplicationNumber(typed: text),
            let application = try await register.application(number: number)
        else { throw CompanyScene.Unexpected("a visit was not sent") }
        _ = try await register.issuePaid(application.id, by: scene.scratch.by, now: now)
        return application.id
    }

    /// What the port tells of one ship: hours from midnight of 2026-12-01.
    private func tell(_ arrival: Int64, _ departure: Int64, port: PortCode = port, at time: Int64) async throws {
        var call = ShipCall(port: port)
        call.visaNumber = "AKEL26001"
        call.englishName = "EVER GIVEN"
        call.callSign = "H3RC"
        call.eta = Self.december + arrival * 3_600
        call.etd = Self.december + departure * 3_600
        let bytes = try #require(FeedWriter(shape: .openData).bytes([FeedRow(call, in: .openData)]))
        let feed = ShipFeedBytes(name: "5", bytes: bytes)
        let report = try await register.takeShipFeeds([feed], port: port, by: scene.scratch.by, now: time)
        switch report.feeds.first?.outcome {
        case .taken, .unchanged: return
        default: throw CompanyScene.Unexpected("\(report.feeds)")
        }
    }

    private func follow(at time: Int64) async throws -> [Int] {
        let followed = try await register.followShips(by: scene.scratch.by, now: time)
        return [followed.moved, followed.told]
    }

    private func days(_ id: ApplicationID) async throws -> [String] {
        let values = try #require(try await register.opened(id)?.values)
        return [values["from"], values["until"]]
    }

    private func told(at time: Int64) async throws -> [String] {
        var kinds: [String] = []
        while let claimed = try await register.claimNotice(.email, now: time) {
            try await register.settle(claimed, .sent, now: time)
            if let notice = claimed.notice, notice.kind == .visitMoved || notice.kind == .shipLate {
                kinds.append("\(notice.kind.rawValue) \(notice.facts["until"] ?? "")")
            }
        }
        return kinds
    }

    @Test(
        "Arrival and departure go back: the whole visit does, under the same numbers, and whoever asked for it is told once"
    )
    func late() async throws {
        try await tell(56, 104, at: Self.now)
        let id = try await visit(now: Self.now + 1)
        _ = try await told(at: Self.now + 1)
        try await tell(56, 104, at: Self.now + 60)
        #expect(try await follow(at: Self.now + 60) == [0, 0])
        let before = try await register.history(of: id).passes.map(\.number)
        try await tell(80, 152, at: Self.now + 600)
        #expect(try await follow(at: Self.now + 601) == [1, 0])
        #expect(try await days(id) == ["2026-12-04", "2026-12-07"])
        let passes = try await register.passes(number: #require(before.first))
        #expect(passes.map(\.state) == [.superseded, .active])
        #expect(passes[1].notBefore == passes[0].notBefore + Self.day)
        #expect(passes[1].expires == passes[0].expires + 2 * Self.day)
        #expect(try await told(at: Self.now + 602) == ["visit-moved 2026-12-07"])
        #expect(try await follow(at: Self.now + 603) == [0, 0])
        // And once more.
        try await tell(104, 152, at: Self.now + 1_200)
        #expect(try await follow(at: Self.now + 1_201) == [1, 0])
        #expect(try await days(id) == ["2026-12-05", "2026-12-08"])
        // Earlier again: whoever planned for later is not called for sooner.
        try await tell(56, 104, at: Self.now + 1_800)
        #expect(try await follow(at: Self.now + 1_801) == [0, 0])
        #expect(try await register.verifyAudit().problems == [])
    }

    @Test("A forecast that goes back and forth moves a visit once; later than ever before, by what it is later")
    func backAndForth() async throws {
        try await tell(56, 104, at: Self.now)
        let id = try await visit(now: Self.now + 1)
        var now = Self.now + 600
        for _ in 0..<4 {
            try await tell(80, 128, at: now)
            _ = try await follow(at: now + 1)
            #expect(try await days(id) == ["2026-12-04", "2026-12-06"])
            try await tell(56, 104, at: now + 600)
            #expect(try await follow(at: now + 601) == [0, 0])
            now += 1_200
        }
        try await tell(104, 152, at: now)
        #expect(try await follow(at: now + 1) == [1, 0])
        #expect(try await days(id) == ["2026-12-05", "2026-12-07"])
        // Back and forth also between two looks.
        for hours in [80, 104, 80, 128] as [Int64] {
            now += 600
            try await tell(hours, hours + 48, at: now)
        }
        #expect(try await follow(at: now + 1) == [1, 0])
        #expect(try await days(id) == ["2026-12-06", "2026-12-08"])
    }

    @Test("What has begun keeps its first day, and lasts to the new departure")
    func begun() async throws {
        try await tell(56, 104, at: Self.now)
        let id = try await visit(now: Self.now + 1)
        let later = Self.december + 3 * Self.day
        try await tell(56, 128, at: later)
        #expect(try await follow(at: later) == [1, 0])
        #expect(try await days(id) == ["2026-12-03", "2026-12-06"])
    }

    @Test("A visit that ends before the departure does not last longer when only she does")
    func short() async throws {
        try await tell(56, 104, at: Self.now)
        let id = try await visit({ $0["until"] = "2026-12-03" }, now: Self.now + 1)
        try await tell(56, 152, at: Self.now + 600)
        #expect(try await follow(at: Self.now + 601) == [0, 0])
        #expect(try await days(id) == ["2026-12-03", "2026-12-03"])
    }

    @Test("Found by call sign and by name, where the days fit; not by another name, and not at another port")
    func found() async throws {
        try await tell(56, 104, at: Self.now)
        try await tell(56, 104, port: .kaohsiung, at: Self.now)
        let sign = try await visit({ $0["vesselCall"] = "H3RC" }, now: Self.now + 1)
        let name = try await visit(
            {
                $0["vesselCall"] = ""
                $0["shipName"] = "Ever  Given"
            }, now: Self.now + 1)
        let other = try await visit(
            {
                $0["vesselCall"] = ""
                $0["shipName"] = "EVER GREEN"
            }, now: Self.now + 1)
        try await tell(56, 128, port: .kaohsiung, at: Self.now + 300)
        #expect(try await follow(at: Self.now + 301) == [0, 0])
        try await tell(80, 128, at: Self.now + 600)
        #expect(try await follow(at: Self.now + 601) == [2, 0])
        #expect(try await days(sign) == ["2026-12-04", "2026-12-06"])
        #expect(try await days(name) == ["2026-12-04", "2026-12-06"])
        #expect(try await days(other) == ["2026-12-03", "2026-12-05"])
    }

    @Test("Days that were chosen when the delay was known stay")
    func chosen() async throws {
        try await tell(56, 104, at: Self.now)
        let early = try await visit(now: Self.now + 1)
        try await tell(80, 128, at: Self.now + 600)
        let late = try await visit(now: Self.now + 601)
        guard
            case .moved = try await register.moveVisit(
                early, from: "2026-12-03", until: "2026-12-06", by: owner, now: Self.now + 602)
        else { throw CompanyScene.Unexpected("not moved") }
        #expect(try await follow(at: Self.now + 603) == [0, 0])
        #expect(try await days(early) == ["2026-12-03", "2026-12-06"])
        #expect(try await days(late) == ["2026-12-03", "2026-12-05"])
    }

    @Test("Where the rules allow no such days nothing moves, and whoever asked is told once")
    func refused() async throws {
        try await tell(56, 104, at: Self.now)
        let id = try await visit(now: Self.now + 1)
        _ = try await told(at: Self.now + 1)
        try await tell(56, 104 + 24 * 10, at: Self.now + 600)
        #expect(try await follow(at: Self.now + 601) == [0, 1])
        #expect(try await follow(at: Self.now + 602) == [0, 0])
        #expect(try await days(id) == ["2026-12-03", "2026-12-05"])
        #expect(try await told(at: Self.now + 603) == ["ship-late 2026-12-05"])
    }

    private func visitor(_ hint: String, _ first: Int64, _ last: Int64) throws -> ExpectedVisitor {
        try #require(
            ExpectedVisitor(
                hint: WireText(hint), from: Self.december + first * Self.day,
                until: Self.december + (last + 1) * Self.day,
                sponsor: "基隆港埠", name: "VISITOR"))
    }

    private func expectedDays() async throws -> [String: [Int64]] {
        let known = try await register.companyVisitors(by: owner)
        return Dictionary(
            uniqueKeysWithValues: known.map { one in
                (one.hint, [one.from, one.until].map { ($0 - Self.december) / Self.day })
            })
    }

    @Test(
        "Visitors who are expected for a ship are expected when she comes, and those for another or for none are not moved"
    )
    func visitors() async throws {
        try await tell(2 * 24 + 6, 5 * 24, at: Self.now)
        for (hint, ship) in [
            ("AAAAAA", "AKEL26001"), ("BBBBBB", "ever given"), ("CCCCCC", "AKEL26002"), ("DDDDDD", nil),
        ] {
            let count = try await register.expect(
                [visitor(hint, 2, 3)], for: ship, port: "TWKEL", by: owner, now: Self.now)
            #expect(count == 1)
        }
        _ = try await register.expect(
            [visitor("EEEEEE", 2, 3)], for: "AKEL26001", port: "TWTPE", by: owner, now: Self.now)
        try await tell(4 * 24 + 6, 7 * 24, at: Self.now + 60)
        #expect(try await register.followShips(by: scene.scratch.by, now: Self.now + 60).visitors == 2)
        let moved: [String: [Int64]] = [
            "AAAAAA": [4, 6], "BBBBBB": [4, 6], "CCCCCC": [2, 4], "DDDDDD": [2, 4], "EEEEEE": [2, 4],
        ]
        #expect(try await expectedDays() == moved)
        #expect(try await register.companyVisitors(by: owner).map(\.ship).contains("ever given"))
        // Once each, and not where nothing moved.
        #expect(try await register.followShips(by: scene.scratch.by, now: Self.now + 61).isNothing)
        try await tell(3 * 24 + 6, 7 * 24, at: Self.now + 120)
        #expect(try await register.followShips(by: scene.scratch.by, now: Self.now + 120).isNothing)
        #expect(try await expectedDays() == moved)
        // Who was taken back is not there to be moved.
        let ids = try await register.companyVisitors(by: owner).map(\.id)
        #expect(try await register.stopExpecting(ids, by: owner, now: Self.now) == 5)
        try await tell(9 * 24, 12 * 24, at: Self.now + 180)
        #expect(try await register.followShips(by: scene.scratch.by, now: Self.now + 180).isNothing)
    }
}
