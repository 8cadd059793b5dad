import Foundation
import PassVerify
import Register
import SQLStore
import Synchronization
import Testing

@Suite("A full disk")
struct FullDiskTests {
    static let now = ScratchRegister.now

    @Test(
        "stops issuing with one sentence; what was answered is kept, nothing is half-done, and it goes on when there is room"
    )
    func issuing() async throws {
        let scratch = try ScratchRegister()
        try await scratch.create().close()
        let base = Mutex<(any SQLEngine)?>(nil)
        let register = try await scratch.open(wrapping: { engine in
            base.withLock { $0 = engine }
            return engine
        })
        let engine = try #require(base.withLock { $0 })
        let pages = try #require(try await engine.read { try $0.integer("PRAGMA page_count") })
        // SQLite's own limit stands in for the disk's: the same error, at the same place.
        // Some hundred pages more than an empty register has: where it has outgrown this, the test would never end.
        try #require(pages < 700)
        _ = try await engine.write { try $0.row("PRAGMA max_page_count = 1000") }
        var next = 0
        var answered: [IssuedPass] = []
        do {
            _ = try await register.issueLines(
                next: {
                    next += 1
                    return Records.person(next)
                }, now: { Self.now }, by: scratch.by, emit: { if let pass = $0.outcome.pass { answered.append(pass) } })
            Issue.record("the disk is never full")
        } catch let error as StoreError {
            #expect(error.code == .diskFull)
            #expect(error.description.contains("full"))
        }
        #expect(!answered.isEmpty)
        #expect(try await register.verifyAudit().problems == [])
        for pass in answered { #expect(try await register.pass(pass.id)?.state == .active) }
        let refused = await #expect(throws: StoreError.self) {
            for _ in 0..<200 {
                _ = try await register.issueLines(
                    next: self.people(from: &next), now: { Self.now }, by: scratch.by, emit: { _ in })
            }
        }
        #expect(refused?.code == .diskFull)
        _ = try await engine.write { try $0.row("PRAGMA max_page_count = 1000000") }
        register.close()
        let again = try await scratch.open()
        #expect(try await again.verifyAudit().problems == [])
        #expect(try await again.issue(Records.person(900_000), by: scratch.by, now: Self.now).pass != nil)
        _ = try await again.publish(by: scratch.by, now: Self.now)
        #expect(try scratch.decide(answered[0].text).verdict == .admit)
        again.close()
    }

    /// The next hundred people.
    private func people(from next: inout Int) -> () -> [UInt8]? {
        var current = next
        let end = next + 100
        next = end
        return {
            current += 1
            return current <= end ? Records.person(current) : nil
        }
    }
}
