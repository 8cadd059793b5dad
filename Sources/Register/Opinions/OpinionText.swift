import Identifiers

/// What people write, looked at and sealed.
enum OpinionText {
    /// Boxes come in steps of so much, so that their length says little.
    private static let block = 512

    /// Lines end with one line feed, and there is nothing around them.
    static func plain(_ typed: String) -> String {
        TextNormalisation.trimmed(typed.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
    }

    /// What is wrong with a text; nil for nothing.
    static func fault(in text: String, field: String = "text", longest: Int) -> Fault? {
        if text.isEmpty { return Fault(field, "required") }
        if text.unicodeScalars.count > longest { return Fault(field, "too-long", ["most": String(longest)]) }
        let lines = text.split(separator: "\n")
        return lines.allSatisfy { TextNormalisation.isPlain(String($0).replacing("\t", with: " ")) }
            ? nil : Fault(field, "forbidden-character")
    }

    /// The same of a text that is one line.
    static func lineFault(in text: String, field: String, longest: Int) -> Fault? {
        text.contains("\n") ? Fault(field, "forbidden-character") : fault(in: text, field: field, longest: longest)
    }

    static func padded(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return bytes + [UInt8](repeating: 0, count: block - bytes.count % block)
    }

    static func unpadded(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
}
