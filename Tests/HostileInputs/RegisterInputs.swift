import PassCrypto
import Register
import StrictJSON
import TrustFiles

extension HostileInput {
    /// What the register is given, all on the same bytes: a record to issue, and the check point of an audit log.
    static let record = HostileInput(
        "record", cost: 10, seeds: { SpecimenSeeds.records + [Array(SpecimenSeeds.checkpoint.note.utf8)] }
    ) { bytes in
        let problems = RecordCheck.problems(bytes, seeds: SpecimenSeeds.seeds, now: Specimen.now)
        if !problems.isEmpty {
            let answer = RecordRefusal(problems).json(line: 7)
            try require((try? JSONReader.read(answer)) != nil, "the refusal of a record is not JSON")
        }
        let note = String(decoding: bytes, as: UTF8.self)
        let read = SignedCheckpoint(
            verifying: note, origin: SpecimenSeeds.seeds.auditOrigin, keys: [Specimen.passKey.publicKey])
        if let read {
            try require(
                read.checkpoint == SpecimenSeeds.checkpoint.checkpoint, "a check point nobody signed was believed")
        }
    }

    /// A seeds folder with one file changed: the first byte says which. What the register takes, gates must understand.
    static let seeds = HostileInput(
        "seeds", cost: 40,
        seeds: {
            SpecimenSeeds.names.enumerated().map { number, name in
                [UInt8(number)] + (SpecimenSeeds.seeds.files[name] ?? [])
            }
        }
    ) { bytes in
        guard let number = bytes.first.map(Int.init), number < SpecimenSeeds.names.count else { return }
        var files = SpecimenSeeds.seeds.files
        files[SpecimenSeeds.names[number]] = Array(bytes.dropFirst())
        guard let changed = try? Seeds(files: files) else { return }
        let published = try? PolicyFile.decode(PolicyFile.encode(changed.policy))
        try require(published == changed.policy, "gates do not read the policy that the register took")
        for record in SpecimenSeeds.records {
            _ = RecordCheck.problems(record, seeds: changed, now: Specimen.now)
        }
    }
}
