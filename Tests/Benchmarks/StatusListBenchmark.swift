import Foundation
import HostileInputs
import PassCrypto
import PassFormat
import PassVerify

extension Benchmarks {
    /// A full list of random entries from token to memory, and 80 of them held at once.
    static func statusLists() -> Bool {
        let tokens: [[UInt8]] = (0..<80).map { number in
            Specimen.made {
                let list = try StatusList(packed: SecureRandom.bytes(StatusList.standardCount / 4))
                let draft = try StatusListDraft(
                    subject: WireText("https://pass.example/status/\(number)"), issuedAt: Specimen.now,
                    timeToLive: 43_200, list: list, keyID: KeyID(rawValue: Specimen.statusKey.publicKey.keyID))
                return try draft.signed(Specimen.statusKey.sign(draft.signedBytes)).encoded()
            }
        }
        func load(_ number: Int) -> StatusList {
            Specimen.made {
                try StatusLists.verify(
                    token: tokens[number], expectedURI: WireText("https://pass.example/status/\(number)"),
                    issuer: Specimen.issuer, keys: Specimen.trust.keys)
            }
        }
        let rounds = Rounds(21, [{ _ = load(0) }])
        let milliseconds = rounds.median(0) * 1e3
        let loaded = row(
            "status list of 131,072 random entries, loaded", milliseconds.rounded(places: 2) + " ms", budget: "<= 5 ms",
            isWithin: milliseconds <= 5)

        let before = residentBytes()
        var lists = StatusLists()
        for number in 0..<80 { lists[UInt32(number)] = load(number) }
        let grown = Double(residentBytes() - before) / 1_048_576
        let held = row(
            "80 lists (10 M passes) in memory", grown.rounded(places: 2) + " MiB more resident", budget: "<= 3 MiB",
            isWithin: grown <= 3)
        precondition(lists[79]?[5] != nil, "the lists were not held")
        return loaded && held
    }

    /// What this process holds in memory, from `/proc`.
    static func residentBytes() -> Int {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii))?.split(separator: " ")
        return (pages.flatMap { $0.count > 1 ? Int($0[1]) : nil } ?? 0) * Int(getpagesize())
    }
}
