import Foundation
import PassCrypto
import Register

/// The repository's own seeds, and what a register that goes by them is given.
enum SpecimenSeeds {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../seeds").path

    static let seeds = Specimen.made { try Seeds(folder: folder) }
    static let names = Seeds.fileNames + Seeds.siteFileNames

    /// The demo records, one of each sort.
    static let records: [[UInt8]] = Specimen.made {
        let lines = try Data(contentsOf: URL(fileURLWithPath: folder + "/demo.jsonl")).split(
            separator: UInt8(ascii: "\n"))
        return lines.map(Array.init)
    }

    static let checkpoint = SignedCheckpoint(
        Checkpoint(origin: seeds.auditOrigin, size: 26, root: Hash.sha256([])), key: Specimen.passKey)
}
