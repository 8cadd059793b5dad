import Foundation
import Register
import Tables
import Testing

@Suite("Rosters")
struct RosterTests {
    static let now = CompanyScene.now

    private func file(_ lines: [String]) -> [UInt8] { Array(lines.joined(separator: "\n").utf8) }

    @Test(
        "A table with anything wrong is not taken, and its report says where and what; the good rows are, when asked for"
    )
    func report() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let table = file([
            "姓名,身分證字號,護照號碼,出生日期,手機,電子郵件,國籍",
            "王小明,A123456789,,75/3/9,0912-345-678,wang@example.com,",
            "李小華,A123456788,,,,,",
            ",A223456781,,,,,",
            "NGUYEN VAN AN,,B1234567,1990-02-30,,,Vietnam",
            "陳大文,A123456789,,,,,",
            "林美麗,A223456781,,民國70年1月1日,12,not an address,",
            "THE END,,,,,,",
        ])
        let refused = try await register.importRoster(table, .person, takingGood: false, by: owner, now: Self.now)
        #expect(!refused.isStored && refused.added == 1 && refused.wrongRows == 6)
        let problems = refused.report.problems.map { "\($0.row) \($0.field ?? "") \($0.rule)" }
        #expect(
            problems == [
                "3 idNumber check-digit", "4 name required", "5 birthDate no-such-day", "6 idNumber repeated",
                "7 mobile format", "7 email format", "8 idNumber required",
            ])
        #expect(try await register.roster(.person, by: owner, now: Self.now).count == 0)
        let taken = try await register.importRoster(table, .person, takingGood: true, by: owner, now: Self.now)
        #expect(taken.isStored && taken.added == 1 && taken.report == refused.report)
        let page = try await register.roster(.person, by: owner, now: Self.now)
        let wang = try #require(page.entries.first)
        #expect(page.count == 1 && wang.title == "王小明" && wang.values["birthDate"] == "1986-03-09")
        #expect(wang.values["mobile"] == "+886912345678" && wang.values["idKind"] == "national")
    }

    @Test("A row for somebody who is known changes what it says, and nothing else")
    func again() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await register.importRoster(CompanyScene.table(3), .person, takingGood: false, by: owner, now: Self.now)
        let same = try await register.importRoster(
            CompanyScene.table(4), .person, takingGood: false, by: owner, now: Self.now)
        #expect(same.added == 1 && same.changed == 0 && same.unchanged == 3)
        let changed = try await register.importRoster(
            file(["姓名,身分證字號,職稱", "王小一,\(CompanyScene.identity(1)),領班"]), .person, takingGood: false, by: owner,
            now: Self.now)
        #expect(changed.changed == 1)
        let entry = try #require(
            try await register.roster(.person, matching: "小一", by: owner, now: Self.now).entries.first)
        #expect(entry.values["jobTitle"] == "領班" && entry.values["birthDate"] == "1986-03-02")
        #expect(try await register.roster(.person, by: owner, now: Self.now).count == 4)
    }

    @Test("Big5 and vehicles are read as well; what a vehicle is may be said in many words")
    func vehicles() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        // 車牌,車種,拖車車牌 / ABC-1234,曳引車,12-AB / KLA-0001,小客車, / X,飛機, in Big5.
        let big5: [UInt8] =
            [
                0xA8, 0xAE, 0xB5, 0x50, 0x2C, 0xA8, 0xAE, 0xBA, 0xD8, 0x2C, 0xA9, 0xEC, 0xA8, 0xAE, 0xA8, 0xAE, 0xB5,
                0x50,
            ]
            + Array("\r\nABC-1234,".utf8) + [0xA6, 0xB2, 0xA4, 0xDE, 0xA8, 0xAE] + Array(",12-AB\r\nKLA-0001,".utf8)
            + [0xA4, 0x70, 0xAB, 0xC8, 0xA8, 0xAE] + Array(",\r\n".utf8)
        let imported = try await register.importRoster(big5, .vehicle, takingGood: false, by: owner, now: Self.now)
        #expect(imported.isStored && imported.added == 2, "\(imported)")
        let page = try await register.roster(.vehicle, by: owner, now: Self.now)
        #expect(page.entries.map { $0.values["vehicleClass"] } == ["lorry", "car"])
        #expect(page.entries[0].values["trailerPlate"] == "12-AB")
        let wrong = try await register.importRoster(
            file(["車牌,車種", "X,飛機", "abc1234,"]), .vehicle, takingGood: true, by: owner, now: Self.now)
        #expect(wrong.report.problems.map(\.rule) == ["unknown-value"] && wrong.unchanged + wrong.changed == 1)
        #expect(
            try await register.roster(.vehicle, matching: "abc-12", by: owner, now: Self.now).entries.count == 1)
    }

    @Test("What is no table is said to be none")
    func noTable() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        for (bytes, code) in [
            (Array("".utf8), TableError.Code.empty), (Array("PK\u{3}\u{4}xxxx".utf8), .workbook),
            (Array("name\nx".utf8), .missingColumn), (Array("name,id\n".utf8), .noRows),
        ] {
            do {
                _ = try await scene.register.importRoster(bytes, .person, takingGood: true, by: owner, now: Self.now)
                Issue.record("\(code) was taken")
            } catch let error as TableError {
                #expect(error.code == code)
            }
        }
    }

    @Test("Single entries are added, changed and taken away; one number stands once")
    func single() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        func values(_ name: String, _ number: String) -> FieldValues {
            var values = FieldValues()
            values["name"] = name
            values["idNumber"] = number
            return values
        }
        guard
            case .saved(let id) = try await register.saveRosterEntry(
                values("王小明", "A123456789"), .person, id: nil, by: owner, now: Self.now)
        else {
            Issue.record("not saved")
            return
        }
        #expect(
            try await register.saveRosterEntry(values("x", "a123456789"), .person, id: nil, by: owner, now: Self.now)
                == .refused([Fault("idNumber", "repeated")]))
        #expect(
            try await register.saveRosterEntry(values("王大明", "A123456789"), .person, id: id, by: owner, now: Self.now)
                == .saved(id))
        #expect(try await register.rosterEntry(id, by: owner, now: Self.now)?.title == "王大明")
        #expect(try await register.setRosterPhoto(CompanyScene.jpeg, of: id, by: owner, now: Self.now))
        #expect(try await register.rosterPhoto(of: id, by: owner) == CompanyScene.jpeg)
        let found = try await register.rosterEntries(
            named: ["王大明.jpg", "a123456789.PNG", "王小明.jpg", "noname"], by: owner)
        #expect(found == ["王大明.jpg": id, "a123456789.PNG": id])
        // Another company sees nothing of it.
        let other = try await scene.found("other", number: "10458575")
        #expect(try await register.rosterEntry(id, by: other, now: Self.now) == nil)
        #expect(try await register.rosterPhoto(of: id, by: other) == nil)
        #expect(try await register.removeRosterEntries([id], by: other, now: Self.now) == 0)
        #expect(
            try await register.saveRosterEntry(values("x", "A123456789"), .person, id: id, by: other, now: Self.now)
                == .unknown)
        #expect(try await register.removeRosterEntries([id, id], by: owner, now: Self.now) == 1)
        #expect(try await register.roster(.person, by: owner, now: Self.now).count == 0)
    }

    @Test("A roster has room for so many")
    func room() async throws {
        let scene = try await CompanyScene([("\"roster\": 5000", "\"roster\": 3")])
        let owner = try await scene.found()
        let imported = try await scene.register.importRoster(
            CompanyScene.table(5), .person, takingGood: true, by: owner, now: Self.now)
        #expect(imported.added == 3 && imported.report.problems.map(\.rule) == ["too-many", "too-many"])
    }

    @Test("Three hundred rows are taken in and found in one sitting: nothing grows with their square")
    func speed() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let clock = ContinuousClock()
        let table = CompanyScene.table(300)
        let taken = try await clock.measure {
            let imported = try await register.importRoster(
                table, .person, takingGood: false, by: owner, now: Self.now)
            #expect(imported.isStored && imported.added == 300)
        }
        let found = try await clock.measure {
            let page = try await register.roster(.person, matching: "王小299", by: owner, now: Self.now)
            #expect(page.entries.count == 1)
        }
        print("300 rows imported in \(taken), searched in \(found)")
        #expect(taken < .seconds(20), "\(taken)")
        #expect(found < .seconds(20), "\(found)")
    }

    @Test("Names, numbers and addresses of a company's people stand in no file in the clear")
    func privacy() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.join("geheim", as: .clerk, by: owner)
        _ = try await register.importRoster(
            file(["姓名,身分證字號,手機", "羅秘密,AC01234567,0912987654"]), .person, takingGood: false, by: owner, now: Self.now)
        for isOpen in [true, false] {
            if !isOpen { register.close() }
            let folder = scene.scratch.folder
            let names = try #require(FileManager.default.enumerator(atPath: folder)?.allObjects as? [String])
            var searched = 0
            for name in names where !name.hasPrefix("seeds") {
                guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
                searched += 1
                for secret in [
                    "AC01234567", "01234567", "羅秘密", "912987654", "geheim", "Geheim", "陳老闆", "owner@", "基隆港埠裝卸",
                    "陳窗口", "2420-1234",
                ] {
                    #expect(data.range(of: Data(secret.utf8)) == nil, "\(secret) \(name)")
                }
            }
            #expect(searched > 4)
        }
    }
}
