import Foundation

/// Puts words and addresses of assets into a template.
struct TemplateFilling {
    let name: String
    let words: [String: String]
    let assets: SiteAssets

    func fill(_ source: String) throws(SiteError) -> String {
        var result = ""
        var rest = source[...]
        while let start = rest.range(of: "[[") {
            result += rest[..<start.lowerBound]
            let tail = rest[start.upperBound...]
            guard let end = tail.range(of: "]]") else { throw fail("has [[ without ]]") }
            result += try text(for: String(tail[..<end.lowerBound]))
            rest = tail[end.upperBound...]
        }
        return result + rest
    }

    private func text(for key: String) throws(SiteError) -> String {
        if key.hasPrefix("asset:") {
            let asset = String(key.dropFirst(6))
            guard let address = assets.address(of: asset) else {
                throw fail("asks for an asset \(asset) that is not there")
            }
            return address
        }
        guard let text = words[key] else { throw fail("asks for words \(key) that nobody has written") }
        // Words have no double braces: what is left of theirs are names.
        return HTMLText.escaped(text).split(separator: "{", omittingEmptySubsequences: false).joined(separator: "{{")
            .split(separator: "}", omittingEmptySubsequences: false).joined(separator: "}}")
    }

    private func fail(_ problem: String) -> SiteError { SiteError("templates/\(name).mustache", problem) }
}
