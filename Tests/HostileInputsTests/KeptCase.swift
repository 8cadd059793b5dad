import Foundation
import Testing

/// An input that once broke a reader: `Cases/READER/NAME`, the name saying what is wrong with it.
struct KeptCase: Sendable, CustomTestStringConvertible {
    let reader: String
    let name: String
    let bytes: [UInt8]

    var testDescription: String { "\(reader)/\(name)" }

    static let all: [KeptCase] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases").path
        let files = FileManager.default
        return ((try? files.contentsOfDirectory(atPath: folder)) ?? []).sorted().flatMap { reader in
            ((try? files.contentsOfDirectory(atPath: "\(folder)/\(reader)")) ?? []).sorted().compactMap { name in
                files.contents(atPath: "\(folder)/\(reader)/\(name)").map { bytes in
                    KeptCase(reader: reader, name: name, bytes: Array(bytes))
                }
            }
        }
    }()
}
