import Foundation

/// The passes that an independent implementation made, in the folder that `PORTPASS_VECTORS` names.
enum SampleVector {
    static let folder = ProcessInfo.processInfo.environment["PORTPASS_VECTORS"]

    /// The texts of `pp1/sample.json`: paper, bound, live.
    static func texts() throws -> [String] {
        struct Entry: Decodable { let text: String? }
        struct Sample: Decodable { let paper, bound, live: Entry }
        let file = URL(filePath: folder ?? "").appending(path: "pp1/sample.json")
        let sample = try JSONDecoder().decode(Sample.self, from: Data(contentsOf: file))
        return [sample.paper, sample.bound, sample.live].compactMap(\.text)
    }
}
