package import Identifiers
import PassCrypto
import StrictJSON

/// A file of rules, read to its end: what two people put in force.
package struct RuleSetFile: Hashable, Sendable {
    /// Bytes that a file has at most.
    package static let limit = 48 << 10

    package enum Content: Hashable, Sendable {
        case violations(ViolationRules)
        case fees(FeeTable)
    }

    package let kind: RuleKind
    package let bytes: [UInt8]
    /// SHA-256.
    package let digest: [UInt8]
    /// The first day on which it holds.
    package let from: CivilDate
    package let content: Content

    /// - Throws: ``RegisterError`` with code `invalidSeeds`: the member and what is wrong with it.
    package init(_ kind: RuleKind, _ bytes: [UInt8], utcOffset: Int64) throws(RegisterError) {
        guard bytes.count <= Self.limit else {
            throw .seeds(kind.fileName, nil, "is larger than \(Self.limit >> 10) KiB")
        }
        let value: JSONValue
        do { value = try JSONReader.read(bytes) } catch { throw .seeds(kind.fileName, nil, error.description) }
        let root = try SeedObject(value, file: kind.fileName, path: "")
        self.kind = kind
        self.bytes = bytes
        digest = Hash.sha256(bytes)
        from = try root.day("from")
        switch kind {
        case .violations: content = .violations(try ViolationRulesReader.read(root, digest: digest))
        case .fees: content = .fees(try FeesReader.read(root, utcOffset: utcOffset))
        }
    }
}
