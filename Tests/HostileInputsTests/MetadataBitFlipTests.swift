import HostileInputs
import Testing
import TrustUpdates

/// One bit changed anywhere in a repository's metadata, and the update is refused, or it gives what it would have
/// given: the bit was in none of what is signed (a space, a signature that is not needed).
@Suite("Single bits of metadata")
struct MetadataBitFlipTests {
    /// A metadata file of a repository, whose entries carry hashes or do not.
    struct File: Sendable, CustomTestStringConvertible {
        let name: String
        let repository: SpecimenRepository
        let hashes: String

        var testDescription: String { "\(name) \(hashes) hashes" }
    }

    private static let files = [(SpecimenRepository.honest, "with"), (.withoutHashes, "without")].flatMap {
        repository, hashes in
        repository.metadata.keys.sorted().map { File(name: $0, repository: repository, hashes: hashes) }
    }

    @Test("A file with one bit changed is refused or changes nothing that is signed", arguments: files)
    func file(_ file: File) async throws {
        let repository = file.repository
        let root = try #require(repository.metadata["1.root.json"])
        let good = try #require(repository.metadata[file.name])
        let isRoot = file.name == "1.root.json"
        let expected = try await SpecimenGate(root: root).update(SpecimenFetcher(repository))
        var gate = try SpecimenGate(root: root)
        for flipped in Flips(good) {
            if isRoot { gate = try SpecimenGate(root: flipped) }
            var metadata = repository.metadata
            metadata[file.name] = flipped
            let fetcher = SpecimenFetcher(metadata: metadata, targets: repository.targets)
            // A refused file leaves the gate where it was before it, so the same gate serves for the next.
            guard let generation = try? await gate.update(fetcher) else { continue }
            #expect(generation == expected)
            #expect(try SignedPart(flipped) == SignedPart(good))
            gate = try SpecimenGate(root: root)
        }
    }
}
