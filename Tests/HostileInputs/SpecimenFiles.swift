import PassCrypto
import PassFormat
import PassVerify
import TrustFiles

/// Good trust files.
enum SpecimenFiles {
    static let keys = KeysFile.encode(Specimen.trust.keys)
    static let policy = PolicyFile.encode(Specimen.trust.policy)
    static let level = LevelFile.encode(.two)
    static let issued = IssuedFile.encode(IssuedSet(payloads: [Specimen.pass.payload, Specimen.boundPass.payload]))
    static let hotList = HotListFile.encode(
        Specimen.made {
            let key = [UInt8](0..<32)
            let hashes = HotList.plateHash("ABC1234", key: key).map { [$0] } ?? []
            guard
                let list = HotList(
                    numbers: ["KEL-P-26-000123"], plateKey: key, plateHashes: SixteenByteTable(hashes))
            else { throw Unusable() }
            return list
        })

    static let all = [keys, policy, level, hotList, issued]

    /// Those of one generation, by target path.
    static let targets = [
        KeysFile.path: keys, PolicyFile.path: policy, LevelFile.path: level, StatusFile.path(0): Specimen.statusToken,
    ]

    /// Makes of the files what a gate goes by, as far as they can be read.
    static func read(_ files: [String: [UInt8]], issued: Int64) {
        _ = try? TrustFileSet(files: files).gateTrust(issued: issued, lists: nil)
    }

    private struct Unusable: Error {}
}

extension GateTrust {
    /// The same with another part.
    func with(
        keys: TrustedKeys? = nil, policy: GatePolicy? = nil, issued: IssuedSet? = nil, hotList: HotList? = nil,
        ships: ShipTimes? = nil
    ) -> GateTrust {
        GateTrust(
            keys: keys ?? self.keys, policy: policy ?? self.policy, statusLists: statusLists,
            issuedSets: issued.map { [Specimen.passKeyID: $0] } ?? issuedSets, hotList: hotList ?? self.hotList,
            ships: ships ?? self.ships, level: level, issued: self.issued)
    }
}
