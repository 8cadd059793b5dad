import Testing
import TrustPublishing
import TrustUpdates

@Suite("Names of targets")
struct TargetNameTests {
    @Test(
        "Names that some program reads differently are refused, and nothing is published",
        arguments: [
            "", "/", "/keys.json", "keys.json/", "a//b", "..", "../keys.json", "a/../b", "a/..", ".", "./a", ".hidden",
            "a/.new-b", "a\\b", "a b", "a\u{0}b", "a\nb", "a\u{7f}", "a\u{1b}[2J", "a%2e", "a:b", "C:", "~root", "a*",
            "é", "e\u{301}", "鍵", "status", "ops", "audit", "status/", "status/0/1", "ops/a/b", "audit/..",
            String(repeating: "a", count: 181), "status/" + String(repeating: "1", count: 181),
            String(repeating: "a/", count: 512) + "a",
        ])
    func refused(name: String) throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let before = try TestFolder.contents(repository.path)
        for update: TargetUpdate in [
            .everything([name: [1]]), .changes(put: [name: [1]]), .changes(put: [:], remove: [name]),
        ] {
            let error = try #require(throws: RepositoryError.self) {
                try repository.writer.publish(update, now: TestRepository.start)
            }
            #expect(error.code == .invalidTargetName)
            #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f })
        }
        #expect(try TestFolder.contents(repository.path) == before)
    }

    @Test(
        "Plain relative names are accepted, each by its role",
        arguments: [
            ("keys.json", RepositoryRole.targets), ("issued/0011223344556677", .targets), ("statusx/0", .targets),
            ("directory/TWKEL/0f", .targets), ("status/131072", .status), ("ops/level.json", .ops),
            ("audit/checkpoint", .audit), (String(repeating: "a", count: 180), .targets),
        ])
    func accepted(name: String, role: RepositoryRole) async throws {
        let repository = try TestRepository(publishing: [:])
        let published = try repository.writer.publish(.changes(put: [name: [1, 2]]), now: TestRepository.start)
        #expect(published.resigned == [role, .snapshot, .timestamp])
        let generation = try await TestGate(root: repository.root)
            .update(from: repository.path, now: TestRepository.start)
        #expect(generation.files == [name: [1, 2]])
    }
}
