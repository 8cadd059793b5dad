import PassCrypto
import PassFormat
import PassVerify
import StrictJSON
import TrustFiles

extension HostileInput {
    /// The files that a gate goes by, all on the same bytes. Whatever is read must also be fit to decide by.
    static let trustFiles = HostileInput(
        "trust-files", cost: 2, seeds: { SpecimenFiles.all }
    ) { bytes in
        if let value = try? JSONReader.read(bytes) {
            // A number with a fraction is read, for other people's members, and never written.
            let written = JSONWriter.indented(value)
            try require(
                (try? JSONWriter.indented(JSONReader.read(written))) == written, "a JSON value changes when written")
        }
        if let text = Base64URL.decode(bytes) {
            try require(Base64URL.encode(text) == bytes, "base64url has two texts for the same bytes")
        }
        var trust = Specimen.trust
        var isOther = false
        if let keys = try? KeysFile.decode(bytes) {
            try require((try? KeysFile.decode(KeysFile.encode(keys))) == keys, "a key file changes when written")
            trust = trust.with(keys: keys)
            isOther = true
        }
        if let policy = try? PolicyFile.decode(bytes) {
            try require((try? PolicyFile.decode(PolicyFile.encode(policy))) == policy, "a policy changes when written")
            trust = trust.with(policy: policy)
            isOther = true
        }
        if let level = try? LevelFile.decode(bytes) {
            try require((try? LevelFile.decode(LevelFile.encode(level))) == level, "a level changes when written")
        }
        if let hotList = try? HotListFile.decode(bytes) {
            let written = try? HotListFile.decode(HotListFile.encode(hotList))
            try require(
                written?.numbers == hotList.numbers && written?.plateHashes == hotList.plateHashes,
                "a hot list changes when written")
            trust = trust.with(hotList: hotList)
            isOther = true
        }
        if let issued = try? IssuedFile.decode(bytes, path: IssuedFile.path(Specimen.passKeyID)) {
            try require(IssuedFile.encode(issued) == bytes, "a list of issued passes has two encodings")
            trust = trust.with(issued: issued)
            isOther = true
        }
        guard isOther else { return }
        for (number, text) in Specimen.texts.enumerated() {
            try Specimen.write(Specimen.decide(Array(text.utf8), by: trust, circumstance: bytes.count + number))
        }
    }
}
