import Identifiers
import StrictJSON

/// Whose name is on a receipt.
package struct Payer: Hashable, Sendable {
    private static let block = 256

    package let name: String
    /// 統一編號, eight digits; nil for a person.
    package let companyNumber: String?

    /// - Throws: ``RegisterError`` with code `invalidArgument`. Whether a company's number has the right check digit is for the form to
    ///   ask.
    package init(name: String, companyNumber: String?) throws(RegisterError) {
        let name = TextNormalisation.trimmed(name)
        guard (1...90).contains(name.utf8.count), TextNormalisation.isPlain(name) else {
            throw RegisterError(.invalidArgument, "a payer's name has 1 to 90 bytes, and no control characters")
        }
        guard companyNumber?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) ?? true,
            companyNumber?.utf8.count ?? 8 == 8
        else { throw RegisterError(.invalidArgument, "a company's number has eight digits") }
        self.name = name
        self.companyNumber = companyNumber
    }

    /// As it is sealed: padded, so that a length does not tell one from another.
    var bytes: [UInt8] {
        var members: JSONObject = ["name": .text(name)]
        members["companyNumber"] = companyNumber.map { .text($0) }
        let json = JSONWriter.compact(.object(members))
        return json + [UInt8](repeating: 0x20, count: (Self.block - json.count % Self.block) % Self.block)
    }

    init?(bytes: [UInt8]) {
        guard case .object(let members)? = try? JSONReader.read(bytes), case .string(let name)? = members["name"] else {
            return nil
        }
        var number: String?
        if case .string(let text)? = members["companyNumber"] { number = text.string }
        self.name = name.string
        companyNumber = number
    }
}
