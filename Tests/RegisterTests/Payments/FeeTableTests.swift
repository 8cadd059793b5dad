import Foundation
import PassFormat
import Register
import Testing

@Suite("Fees")
struct FeeTableTests {
    private struct NoFile: Error {}

    private func seeds(fees: String) throws -> Seeds {
        var files = try Seeds(folder: ScratchRegister.seeds).files
        files["fees.json"] = Array(#"{"version": 1, "fees": [\#(fees)]}"#.utf8)
        return try Seeds(files: files)
    }

    private func fee(
        _ from: String, _ until: String? = nil, amount: Int = 1, kind: String = "person", more: String = ""
    )
        -> String
    {
        let end = until.map { #""until": "\#($0)", "# } ?? ""
        return
            #"{"from": "\#(from)", \#(end)"kind": "\#(kind)", "term": "periodic", "amount": \#(amount), "card": 120\#(more)}"#
    }

    @Test("of the seeds are what they say, and there is one for every kind and term")
    func shipped() throws {
        let fees = try Seeds(folder: ScratchRegister.seeds).fees
        let now = ScratchRegister.now
        #expect(fees.amount(.person, .periodic, deliveredCard: false, at: now) == 200)
        // Waived in the trial.
        #expect(fees.amount(.person, .periodic, deliveredCard: true, at: now) == 200)
        #expect(fees.amount(.person, .singleVisit, deliveredCard: false, at: now) == 0)
        for kind in [PassKind.person, .vehicle] {
            for term in PassTerm.allCases {
                #expect(fees.amount(kind, term, deliveredCard: false, at: now) != nil)
            }
        }
    }

    @Test("change at midnight by the ports' clock, and a card is on top where it is not waived")
    func dates() throws {
        let fees = try seeds(
            fees: [
                fee("2026-01-01", "2026-12-31", amount: 200), fee("2027-01-01", amount: 250),
                fee("2026-01-01", kind: "vehicle", more: #", "cardWaived": true"#),
            ].joined(separator: ",")
        ).fees
        func amount(_ time: String, card: Bool = false, _ kind: PassKind = .person) -> Int64? {
            Timestamp.parse(time).flatMap { fees.amount(kind, .periodic, deliveredCard: card, at: $0) }
        }
        #expect(amount("2025-12-31T23:59:59+08:00") == nil)
        #expect(amount("2026-01-01T00:00:00+08:00") == 200)
        #expect(amount("2026-12-31T23:59:59+08:00") == 200)
        #expect(amount("2027-01-01T00:00:00+08:00") == 250)
        #expect(amount("2126-01-01T00:00:00+08:00") == 250)
        #expect(amount("2026-06-01T00:00:00+08:00", card: true) == 320)
        #expect(amount("2026-06-01T00:00:00+08:00", card: true, .vehicle) == 1)
        #expect(fees.amount(.person, .temporary, deliveredCard: false, at: ScratchRegister.now) == nil)
    }

    @Test(
        "that contradict each other or make no sense are refused",
        arguments: [
            (#"{"from": "2026-01-01", "kind": "person", "term": "periodic", "amount": -1, "card": 0}"#, "amount"),
            (#"{"from": "2026-01-01", "kind": "person", "term": "periodic", "amount": 1, "card": -1}"#, "card"),
            (#"{"from": "2026-01-01", "kind": "person", "term": "periodic", "amount": 1.5, "card": 0}"#, "amount"),
            (#"{"from": "2026-02-30", "kind": "person", "term": "periodic", "amount": 1, "card": 0}"#, "from"),
            (#"{"from": "2026-1-1", "kind": "person", "term": "periodic", "amount": 1, "card": 0}"#, "from"),
            (#"{"from": "2026-01-01", "kind": "ship", "term": "periodic", "amount": 1, "card": 0}"#, "kind"),
            (#"{"from": "2026-01-01", "kind": "person", "term": "daily", "amount": 1, "card": 0}"#, "term"),
            (#"{"from": "2026-01-01", "kind": "person", "term": "periodic", "amount": 1, "card": 0, "x": 1}"#, "x"),
        ])
    func bad(entry: String, member: String) throws {
        do {
            _ = try seeds(fees: entry)
            Issue.record("it was taken")
        } catch let error as RegisterError {
            #expect(error.description.contains("fees.json") && error.description.contains(member), "\(error)")
        }
    }

    @Test("never hold two at a time for one thing")
    func overlaps() throws {
        for (first, second) in [
            (fee("2026-01-01"), fee("2027-01-01")), (fee("2027-01-01"), fee("2026-01-01")),
            (fee("2026-01-01", "2026-12-31"), fee("2026-12-31")), (fee("2026-01-01"), fee("2026-01-01")),
        ] {
            #expect(throws: RegisterError.self) { try seeds(fees: first + "," + second) }
        }
        #expect(throws: RegisterError.self) { try seeds(fees: fee("2026-02-01", "2026-01-31")) }
        _ = try seeds(fees: fee("2026-01-01", "2026-12-31") + "," + fee("2027-01-01"))
        _ = try seeds(fees: fee("2026-01-01") + "," + fee("2026-01-01", kind: "vehicle"))
    }
}
