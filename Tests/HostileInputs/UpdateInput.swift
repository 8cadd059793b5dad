import StrictJSON
import TrustUpdates

extension HostileInput {
    /// A whole update in which one role's metadata was changed and then signed with the right key, as by a thief of
    /// that key. The first byte says which role; the rest is its signed part.
    ///
    /// Whatever it says, the gate ends with a generation that is not older than the one it held, or with an error and
    /// the one it held; and new keys for timestamp and snapshot heal it.
    static let updateSignedAgain = HostileInput(
        "update-signed-again", cost: 500,
        seeds: { SpecimenDocuments.all.map { role, document in [UInt8(role)] + JSONWriter.compact(document) } }
    ) { bytes in
        guard let number = bytes.first.map(Int.init), number < SpecimenRepository.roles.count,
            let document = try? JSONReader.read(Array(bytes.dropFirst()))
        else { return }
        let role = SpecimenRepository.roles[number]
        guard let held = await Held.shared.value, let gate = try? SpecimenGate(held.metadata),
            let hostile = try? SpecimenRepository.honest.changing(role, to: document)
        else { preconditionFailure("the honest repository can't be set up") }

        let generation = try? await gate.update(SpecimenFetcher(hostile), holding: held.generation)
        if let generation {
            try require(generation.issued >= held.generation.issued, "trust grew younger by going back in time")
            try require(generation.timestampVersion >= held.generation.timestampVersion, "trust went back")
            SpecimenFiles.read(generation.files, issued: generation.issued)
            let again = try? await gate.update(SpecimenFetcher(hostile), holding: generation)
            try require(again == generation, "the same source twice gives two generations")
        }
        _ = try? await gate.client(SpecimenFetcher(hostile)).download("status/0")
        guard role != MetadataRole.root else { return }
        let healed = try? await gate.update(SpecimenFetcher(.recovered), holding: generation ?? held.generation)
        try require(healed == held.generation, "new keys did not heal a gate")
    }

    /// What a gate has after an honest update.
    private struct Held: Sendable {
        let metadata: [String: [UInt8]]
        let generation: TrustGeneration

        static let shared = Task { () -> Held? in
            let honest = SpecimenRepository.honest
            guard let gate = try? SpecimenGate(root: honest.metadata["1.root.json"] ?? []),
                let generation = try? await gate.update(SpecimenFetcher(honest)), let stored = try? gate.stored()
            else { return nil }
            return Held(metadata: stored, generation: generation)
        }
    }
}
