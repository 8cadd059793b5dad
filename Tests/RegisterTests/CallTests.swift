import Identifiers
import OpenData
import Register
import SQLStore
import Tables
import Testing

@Suite("Calls that the desks answered: entered by day, corrected, counted")
struct CallTests {
    /// 2026-12-01 by the port's clock.
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    static func form(
        _ day: String = "2026-11-20", _ line: String = "shared", _ came: String = "200", _ answered: String = "180",
        _ inTime: String = "150", _ callbacks: String = "12"
    ) -> CallForm {
        CallForm(
            day: day, line: line, came: came, answered: answered, inTime: inTime, callbacks: callbacks)
    }

    private func faults(_ change: CallsEntered) -> Set<String> {
        guard case .refused(let faults) = change else { return ["\(change)"] }
        return Set(faults.map { "\($0.field) \($0.rule)" })
    }

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text: text)) }

    @Test("A day is entered once; a correction is another entry that says what it was before, and the log agrees")
    func corrected() async throws {
        let register = try await scratch.create()
        let first = try await register.enterCalls(Self.form(), seen: 0, by: scratch.by, now: Self.now)
        #expect(first == .kept(new: 1, corrected: 0))
        // Who did not see that there is something changes nothing.
        #expect(try await register.enterCalls(Self.form(), seen: 0, by: scratch.by, now: Self.now) == .moved)
        let size = try await register.figures(now: Self.now).auditSize
        // The same again is no correction.
        let same = try await register.enterCalls(Self.form(), seen: 1, by: scratch.by, now: Self.now + 10)
        #expect(same == .kept(new: 0, corrected: 0))
        #expect(try await register.figures(now: Self.now).auditSize == size)
        let again = Self.form("115-11-20", "shared", "1,201", "180", "150", "0")
        #expect(
            try await register.enterCalls(again, seen: 1, by: scratch.by, now: Self.now + 20)
                == .kept(new: 0, corrected: 1))
        let history = try await register.callHistory(try day("2026-11-20"), .shared)
        #expect(history.map(\.figures.came) == [200, 1_201] && history.map(\.at) == [Self.now, Self.now + 20])
        #expect(history.allSatisfy { $0.madeBy == scratch.by.name })
        let month = try day("2026-11-01")...day("2026-11-30")
        #expect(try await register.callTallies(month) == [history[1]])
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("What can't be is refused beside its field: more answered than came, a day to come, no number, no such line")
    func refused() async throws {
        let register = try await scratch.create()
        let cases: [(CallForm, Set<String>)] = [
            (Self.form("2026-12-02"), ["day future"]), (Self.form("1926-11-20"), ["day too-old"]),
            (Self.form("2026-11-31"), ["day format"]), (Self.form(""), ["day required"]),
            (Self.form("2026-11-20", "TWXXX"), ["line not-found"]), (Self.form("2026-11-20", ""), ["line not-found"]),
            (Self.form("2026-11-20", "shared", "10", "11", "5"), ["answered more-than-came"]),
            (Self.form("2026-11-20", "shared", "10", "5", "6"), ["inTime more-than-answered"]),
            (Self.form("2026-11-20", "shared", "-1", "0", "0"), ["came no-count"]),
            (
                Self.form("2026-11-20", "shared", "1e3", "", "٣"),
                ["came no-count", "answered required", "inTime no-count"]
            ),
            (Self.form("2026-11-20", "shared", "99999999999999999999", "1", "1"), ["came no-count"]),
            (Self.form("2026-11-20", "shared", "1000001", "1", "1"), ["came too-large-count"]),
        ]
        for (form, expected) in cases {
            let change = try await register.enterCalls(form, seen: 0, by: scratch.by, now: Self.now)
            #expect(faults(change) == expected, "\(form)")
        }
        // Today is no day to come, and a line without calls is one.
        let today = Self.form("2026-12-01", "TWKEL", "0", "0", "0", "0")
        #expect(
            try await register.enterCalls(today, seen: 0, by: scratch.by, now: Self.now)
                == .kept(new: 1, corrected: 0))
        register.close()
    }

    @Test("A table of the exchange is entered whole or not at all; ports by code or name; what changed is a correction")
    func table() async throws {
        let register = try await scratch.create()
        _ = try await register.enterCalls(Self.form("2026-11-02"), seen: 0, by: scratch.by, now: Self.now)
        let head = "日期,港口,來電數,接聽數,時限內接聽數,回撥數\r\n"
        let wrong =
            head + "2026-11-01,,5,4,3,0\r\n2026-11-02,基隆港,5,6,3,0\r\n2026-11-01,共用專線,1,1,1,1\r\n"
            + "2026-11-03,全港,9,9,9,9\r\n"
        let (refused, report) = try await register.enterCalls(
            table: Array(wrong.utf8), by: scratch.by, now: Self.now)
        #expect(refused == .refused([]))
        #expect(
            report.problems.map { "\($0.row) \($0.field ?? "") \($0.rule)" } == [
                "3 answered more-than-came", "4 day repeated", "5 line not-found",
            ])
        let month = try day("2026-11-01")...day("2026-11-30")
        #expect(try await register.callTallies(month).count == 1)
        let right = head + "115-11-01,TWKEL,5,4,3,\r\n2026-11-01,,9,9,9,1\r\n2026-11-02,,201,180,150,12\r\n"
        let (kept, none) = try await register.enterCalls(table: Array(right.utf8), by: scratch.by, now: Self.now + 5)
        #expect(kept == .kept(new: 2, corrected: 1) && none.isEmpty)
        let tallies = try await register.callTallies(month)
        #expect(tallies.map(\.line) == [.shared, .port("TWKEL"), .shared])
        #expect(tallies.map(\.figures.came) == [9, 5, 201] && tallies.map(\.revision) == [1, 1, 2])
        await #expect(throws: TableError.self) {
            try await register.enterCalls(table: Array("日期,來電數\r\n".utf8), by: scratch.by, now: Self.now)
        }
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("The database keeps what was entered, and the log tells of an entry that was put in by hand")
    func tampering() async throws {
        let register = try await scratch.create()
        _ = try await register.enterCalls(Self.form(), seen: 0, by: scratch.by, now: Self.now)
        register.close()
        for statement: StaticString in ["UPDATE call_tally SET came = came + 1", "DELETE FROM call_tally"] {
            await #expect(throws: StoreError.self) { try await scratch.tamper { try $0.execute(statement) } }
        }
        try await scratch.tamper {
            _ = try $0.execute(
                """
                INSERT INTO call_tally SELECT day, line, 2, came + 100, answered, in_time, callbacks, at, made_by
                FROM call_tally
                """)
        }
        let opened = try await scratch.open()
        #expect(try await !opened.verifyAudit().isIntact)
        opened.close()
    }

    @Test("A quarter's figures are those that count last, of its days; a quarter without any entry has none")
    func figures() async throws {
        let register = try await scratch.create()
        let due = OpenDataTests.due
        for (form, seen) in [
            (Self.form("2026-09-30"), 0), (Self.form("2026-10-01", "TWKEL", "10", "8", "6", "1"), 0),
            (Self.form("2026-10-01", "TWKEL", "12", "9", "6", "1"), 1),
            (Self.form("2026-11-20", "shared", "3", "1", "0", "2"), 0),
        ] as [(CallForm, Int64)] {
            let change = try await register.enterCalls(form, seen: seen, by: scratch.by, now: Self.now)
            guard case .kept = change else {
                Issue.record("\(change)")
                return
            }
        }
        var news = NewsTests.form(from: "2026-11-01")
        news.isImportant = true
        guard
            case .changed(let number) = try await register.draft(news, by: scratch.by, now: Self.now),
            let draft = try await register.announcement(number)
        else {
            Issue.record("no draft")
            return
        }
        _ = try await register.publishAnnouncement(
            number, seen: draft.changes, reason: NewsTests.none, by: scratch.by, now: Self.now)
        let release = try await register.makeRelease(
            try #require(Quarter(text: "2026Q4")), by: scratch.by, now: due)
        // Few, and published: nobody is in them.
        #expect(release[.calls, ["TWKEL", "came"]] == 12 && release[.calls, ["shared", "came"]] == 3)
        #expect(release[.calls, ["total", "answered"]] == 10 && release[.calls, ["total", "in-time"]] == 6)
        #expect(release[.calls, ["total", "callbacks"]] == 3 && release[.calls, ["TWHUN", "came"]] == 0)
        #expect(release[.announcements, ["important", "publish"]] == 1)
        #expect(release[.announcements, ["total", "withdraw"]] == 0)
        let next = try await register.makeRelease(
            try #require(Quarter(text: "2027Q1")), by: scratch.by, now: due + 100 * 86_400)
        #expect(next.tables[DataResource.calls.id] == nil && next[.announcements, ["total", "publish"]] == 0)
        register.close()
    }
}
