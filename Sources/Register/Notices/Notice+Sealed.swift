import PassCrypto
import StrictJSON

extension Notice {
    /// Boxes come in steps of so much, so that their length says little.
    private static let block = 256

    /// What is sealed of it: one JSON object, and zeros.
    var padded: [UInt8] {
        let members = facts.map { JSONMember(ExactText($0.key), .text($0.value)) }
        let bytes = JSONWriter.compact(
            .object([
                "kind": .text(kind.rawValue), "channel": .text(to.channel.rawValue), "to": .text(to.address),
                "language": .text(language.rawValue), "facts": .object(JSONObject(members)),
            ]))
        return bytes + [UInt8](repeating: 0, count: Self.block - bytes.count % Self.block)
    }

    /// - Returns: nil for what was not written by ``padded``.
    init?(padded bytes: [UInt8]) {
        guard case .object(let object)? = try? JSONReader.read(Array(bytes.prefix { $0 != 0 })),
            let kind = Self.text("kind", object).flatMap(NoticeKind.init(rawValue:)),
            let channel = Self.text("channel", object).flatMap(Contact.Channel.init(rawValue:)),
            let address = Self.text("to", object),
            let language = Self.text("language", object).flatMap(SiteLanguage.init(rawValue:)),
            case .object(let members)? = object["facts"]
        else { return nil }
        var facts: [String: String] = [:]
        for member in members.members {
            guard case .string(let text) = member.value else { return nil }
            facts[member.name.string] = text.string
        }
        guard
            let notice = try? Notice(
                kind, to: Contact(channel, checked: address), language: language, facts: facts)
        else { return nil }
        self = notice
    }

    private static func text(_ name: ExactText, _ object: JSONObject) -> String? {
        if case .string(let text)? = object[name] { text.string } else { nil }
    }
}
