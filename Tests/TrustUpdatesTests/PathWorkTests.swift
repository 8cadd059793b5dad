import StrictJSON
import Testing
import TrustUpdates

@Suite("The work of finding out which role speaks for which target")
struct PathWorkTests {
    /// Targets that one role lists, and patterns of another that each of them is held against.
    private static func repository(targets: Int, patterns: Int) throws -> TestRepository {
        var repository = try TestRepository()
        for number in 0..<targets { repository.addTarget(ExactText("elsewhere/\(number)"), [], to: "targets") }
        try repository.addRole("more", from: "status", paths: (0..<patterns).map { ExactText("status/*\($0)") })
        for number in 0..<targets { repository.addTarget(ExactText("status/x\(number)"), [], to: "more") }
        try repository.publish(["more", "status", "targets"])
        return repository
    }

    @Test("A repository that asks for hours of work within its size limits is refused in seconds")
    func tooMuchWork() async throws {
        let repository = try Self.repository(targets: 2_000, patterns: 2_000)
        let gate = try TestGate(repository)
        let start = ContinuousClock.now
        let code = await refusal { () async throws(UpdateError) in _ = try await gate.update(repository) }
        #expect(code == .tooMuchWork)
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test("A large honest repository is far from the limit")
    func enough() async throws {
        let repository = try Self.repository(targets: 200, patterns: 40)
        var limits = UpdateLimits()
        limits.pathWork /= 10
        _ = try await TestGate(repository).update(repository, limits: limits)
    }

    @Test("The limit is on the whole update, and exact")
    func exact() async throws {
        // Of each of the three paths the root of the delegations asks one pattern of eight bytes; nothing else is asked.
        let repository = try TestRepository()
        var limits = UpdateLimits()
        limits.pathWork = (64 + 8 + 64) * ("status/0".utf8.count + 64)
        _ = try await TestGate(repository).update(repository, limits: limits)
        limits.pathWork -= 1
        let gate = try TestGate(repository)
        let code = await refusal { [limits] () async throws(UpdateError) in
            _ = try await gate.update(repository, limits: limits)
        }
        #expect(code == .tooMuchWork)
    }
}
