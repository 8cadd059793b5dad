/// A port: its two codes and its zones.
package struct SeedPort: Hashable, Sendable {
    /// UN/LOCODE, the key of a pass's access map.
    package let id: String
    /// TPNet code, the start of a pass number.
    package let code: String
    package let nameInChinese: String
    package let nameInEnglish: String
    package let zones: [SeedZone]
    /// Whether a visit that fetches a container is approved only once customs released it; else who decides sees what customs says.
    package let awaitsCustoms: Bool

    func zone(_ name: String) -> SeedZone? { zones.first { $0.name == name } }
}

/// A zone of a port: its bit in passes never changes its meaning.
package struct SeedZone: Hashable, Sendable {
    package let name: String
    package let bit: Int
    package let endorsements: [String]
    /// What people call it; its name where the seeds do not say.
    package let labelInChinese: String
    package let labelInEnglish: String
}
