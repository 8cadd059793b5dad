import Identifiers
import ShipCalls
import Testing

@Suite("Feeds of ships")
struct ReadingTests {
    @Test func `the first shape is read as it was published`() throws {
        let feed = try FeedReader.read(PublishedSamples.openData, port: .kaohsiung)
        #expect(feed.shape == .openData && feed.encoding == .big5 && feed.rows == 2 && feed.calls.count == 2)
        let call = try #require(feed.calls.first)
        #expect(call.port == .kaohsiung && call.visaNumber == "AKHH115012929" && call.vesselNumber == "V25425")
        #expect(call.chineseName == "功許蓋碁恒裏" && call.englishName == "EVER A&B")
        #expect(call.imo?.digits == "9281346" && call.callSign == "VRWC7")
        #expect(call.berthCode == "KHHX108X" && call.berthName == "#108碼頭" && call.status == "進港")
        // 2026-06-14T23:00:00Z and 2026-06-15T04:30:00Z
        #expect(call.eta == 1_781_478_000 && call.etd == 1_781_497_800)
        #expect(call.ata == nil && call.atd == nil && call.state == .expected)
        #expect(call.shipType == "全貨櫃船" && call.previousPort == "TWTXG Taichung" && call.nextPort == "CNFOC Fuzhou")
        #expect(feed.calls[1].chineseName == "大林8號" && feed.calls[1].berthName == "二港口港外(防波堤外)")
        #expect(feed.oddities == [FeedOddity(.missingVisa, row: 2), FeedOddity(.noTime, row: 2)])
    }

    @Test func `the second shape is read as it was published`() throws {
        let port = try #require(PortCode(rawValue: "TPE"))
        let feed = try FeedReader.read(PublishedSamples.shipList, port: port)
        #expect(feed.shape == .shipList && feed.rows == 1)
        let call = try #require(feed.calls.first)
        #expect(call.port == port && call.visaNumber == "ATPE115000001" && call.englishName == "GREEN JADE")
        #expect(call.eta == 1_781_478_000 && call.ata == 1_781_482_500 && call.etb == 1_781_488_800)
        #expect(call.etd == nil && call.state == .inPort)
        #expect(call.berthName == "南5碼頭" && call.berthCode == nil && call.agent == "海風 & 船務")
        #expect(call.length == 20_350 && call.grossTonnage == 7_712_300)
        #expect(feed.oddities == [FeedOddity(.bareAmpersand, row: 1)])
    }

    @Test(arguments: FeedShape.allCases, FeedEncoding.allCases)
    func `what is written is read, all of it`(shape: FeedShape, encoding: FeedEncoding) throws {
        for empties in FeedWriter.Empties.allCases {
            var writer = FeedWriter(shape: shape)
            writer.encoding = encoding
            writer.declaredName = encoding.rawValue
            writer.empties = empties
            var bare = ShipCall(port: .kaohsiung)
            bare.visaNumber = "AKHH115000009"
            bare.eta = Calls.morning
            let calls = try [Calls.whole(1), bare, Calls.whole(2)].map { $0.told(in: shape) }
            let bytes = try #require(writer.bytes(calls.map { FeedRow($0, in: shape) }))
            let feed = try FeedReader.read(bytes, port: .kaohsiung)
            #expect(feed.calls == calls && feed.rows == 3)
            #expect(feed.oddities.isEmpty && feed.encoding == encoding && feed.shape == shape)
        }
    }

    @Test(arguments: RowOddity.allCases, FeedShape.allCases)
    func `an oddity costs its field and nothing else, and is told`(oddity: RowOddity, shape: FeedShape) throws {
        for encoding in FeedEncoding.allCases where oddity.isPossible(in: encoding, shape) {
            let calls = try [Calls.whole(1), Calls.whole(2), Calls.whole(3)].map { $0.told(in: shape) }
            let odd = oddity.made(of: calls[1], in: shape)
            var writer = FeedWriter(shape: shape)
            writer.encoding = encoding
            writer.declaredName = encoding.rawValue
            let rows = [FeedRow(calls[0], in: shape), odd.row, FeedRow(calls[2], in: shape)]
            let feed = try FeedReader.read(try #require(writer.bytes(rows)), port: .kaohsiung)
            #expect(feed.calls == [calls[0], odd.call, calls[2]].compactMap(\.self))
            #expect(feed.rows == 3)
            #expect(feed.oddities.map(\.kind) == [oddity.told].compactMap(\.self))
            #expect(feed.oddities.allSatisfy { $0.row == 2 })
        }
    }

    @Test func `bare ampersands are told once a ship, wherever they stand`() throws {
        let feed = try Calls.read(
            "<IN_PORT><SHIP><VISA_NO>A0001</VISA_NO><PBG_NAME>A & B & C</PBG_NAME></SHIP>"
                + "<SHIP><VISA_NO>A0002</VISA_NO><PBG_NAME>A &amp; B</PBG_NAME></SHIP>"
                + "<SHIP><VISA_NO>A0003</VISA_NO><PBG_NAME>AT&T; R&D</PBG_NAME></SHIP></IN_PORT>".replacing(
                    "AT&T;", with: "AT&T"))
        #expect(feed.calls.map(\.agent) == ["A & B & C", "A & B", "AT&T R&D"])
        #expect(feed.oddities.filter { $0.kind == .bareAmpersand }.map(\.row) == [1, 3])
    }

    @Test func `an ampersand in a section or a comment is in order`() throws {
        let feed = try Calls.read(
            "<IN_PORT><!-- a & b --><SHIP><VISA_NO>A0001</VISA_NO><EXPECT_DT>202606150700</EXPECT_DT>"
                + "<PBG_NAME><![CDATA[A & B]]></PBG_NAME></SHIP></IN_PORT>")
        #expect(feed.calls.map(\.agent) == ["A & B"] && feed.oddities.isEmpty)
    }

    @Test func `a ship whose port nobody says is told and is no call`() throws {
        let feed = try Calls.read("<IN_PORT><SHIP><VISA_NO>A0001</VISA_NO></SHIP></IN_PORT>", port: nil)
        #expect(feed.rows == 1 && feed.calls.isEmpty && feed.oddities == [FeedOddity(.missingPort, row: 1)])
    }

    @Test func `a feed without ships says so`() throws {
        for text in ["<OPEN_DATA><SHIPS></SHIPS></OPEN_DATA>", "<OPEN_DATA/>", "<IN_PORT/>"] {
            let feed = try Calls.read(text)
            #expect(feed.rows == 0 && feed.oddities == [FeedOddity(.noShips)])
        }
    }

    @Test func `an unknown root with ships in it is taken, and one without is none`() throws {
        let feed = try Calls.read("<X><SHIP><VISA_NO>A0001</VISA_NO><EXPECT_DT>202606150700</EXPECT_DT></SHIP></X>")
        #expect(feed.calls.count == 1 && feed.oddities == [FeedOddity(.unknownRoot, element: "X")])
        let page = "<html><body>系統維護中</body></html>"
        #expect(Calls.error(Array(page.utf8))?.code == .notAFeed)
    }

    @Test func `an element nobody knows is told once, at the first ship that has it`() throws {
        let ship = "<SHIP><VISA_NO>A0001</VISA_NO><EXPECT_DT>202606150700</EXPECT_DT><NEW>1</NEW></SHIP>"
        let feed = try Calls.read("<IN_PORT>\(ship)\(ship)</IN_PORT>")
        #expect(feed.oddities == [FeedOddity(.unknownElement, row: 1, element: "NEW")])
    }

    @Test func `oddities beyond the limit are counted`() throws {
        let ship = "<SHIP><VESSEL_CNAME>甲</VESSEL_CNAME></SHIP>"
        let text = "<IN_PORT>" + String(repeating: ship, count: 10) + "</IN_PORT>"
        let feed = try Calls.read(text, limits: FeedLimits(oddities: 5))
        #expect(feed.calls.count == 10 && feed.oddities.count == 5 && feed.furtherOddities == 15)
    }

    @Test func `what is told of a value is short and can be seen`() throws {
        let text = String(repeating: "x\u{202E}", count: 200)
        let feed = try Calls.read(
            "<IN_PORT><SHIP><VISA_NO>A0001</VISA_NO><EXPECT_DT>\(text)</EXPECT_DT></SHIP></IN_PORT>")
        let values = feed.oddities.compactMap(\.value)
        #expect(!values.isEmpty)
        #expect(values.allSatisfy { $0.count <= 60 && !$0.unicodeScalars.contains("\u{202E}") })
    }

    @Test func `a departure before the arrival is left out, and one of an early ship is not`() throws {
        func feed(_ times: String) throws -> ShipFeed {
            try Calls.read("<IN_PORT><SHIP><VISA_NO>A0001</VISA_NO>\(times)</SHIP></IN_PORT>")
        }
        let early = try feed(
            "<EXPECT_DT>202606150700</EXPECT_DT><ACT_PORT_DT>202606140700</ACT_PORT_DT><LEAVE_PORT_DT>202606142300</LEAVE_PORT_DT>"
        )
        #expect(early.calls[0].state == .departed && early.oddities.isEmpty)
        let odd = try feed("<EXPECT_DT>202606150700</EXPECT_DT><LEAVE_PORT_DT>202606142300</LEAVE_PORT_DT>")
        #expect(odd.calls[0].state == .expected && odd.calls[0].atd == nil)
        #expect(odd.oddities.map(\.kind) == [.timesContradict] && odd.oddities[0].value == "202606142300")
    }
}
