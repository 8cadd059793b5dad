import Foundation
package import Register
import StrictJSON

/// The words of the site and of messages: one JSON file a language, nested objects whose leaves are texts with `{name}` where
/// something is filled in.
package struct SiteTexts: Sendable {
    private static let largestFile = 1 << 20

    private let texts: [SiteLanguage: [String: String]]

    /// - Parameter folder: the folder of `zh-Hant.json` and the others.
    /// - Throws: ``SiteTextsError``: a file that is missing or is no such file.
    package init(folder: String) throws(SiteTextsError) {
        var texts: [SiteLanguage: [String: String]] = [:]
        for language in SiteLanguage.allCases {
            let path = "\(folder)/\(language.rawValue).json"
            guard let data = FileManager.default.contents(atPath: path), data.count <= Self.largestFile else {
                throw SiteTextsError("the words in \(path) can't be read")
            }
            guard case .object(let object)? = try? JSONReader.read([UInt8](data)) else {
                throw SiteTextsError("the words in \(path) are no JSON object")
            }
            var leaves: [String: String] = [:]
            guard Self.collect(object, under: "", into: &leaves) else {
                throw SiteTextsError("the words in \(path) hold something other than texts and objects")
            }
            texts[language] = leaves
        }
        self.texts = texts
    }

    /// Those of the pages, read already.
    package init(_ site: Site) { texts = site.words.mapValues(\.texts) }

    private static func collect(_ object: JSONObject, under path: String, into leaves: inout [String: String]) -> Bool {
        object.members.allSatisfy { member in
            let name = path.isEmpty ? member.name.string : path + "." + member.name.string
            switch member.value {
            case .string(let text):
                leaves[name] = text.string
                return true
            case .object(let inner): return collect(inner, under: name, into: &leaves)
            case .null, .bool, .integer, .otherNumber, .array: return false
            }
        }
    }

    /// The keys of a language, each a path with dots.
    package func keys(_ language: SiteLanguage) -> Set<String> { Set(texts[language]?.keys ?? [:].keys) }

    /// A text as it stands, with its places open. A missing one is English, and else its key, so that a page is never without.
    package func template(_ key: String, _ language: SiteLanguage) -> String {
        texts[language]?[key] ?? texts[.en]?[key] ?? key
    }
}

/// Why words can't be had: one sentence.
package struct SiteTextsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ sentence: String) { description = sentence }
}
