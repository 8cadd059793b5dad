package import StrictJSON

/// A gateway that takes short messages by HTTP, told as data: what is posted to it, and how it says yes.
package struct SMSGateway: Sendable {
    /// What is posted, with `{to}`, `{text}`, `{id}` and `{secret}` in its values.
    package enum Body: Hashable, Sendable {
        /// `application/x-www-form-urlencoded`, UTF-8.
        case form([Field])
        case json(JSONObject)
    }

    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// How a gateway writes numbers.
    package enum NumberForm: String, CaseIterable, Sendable {
        /// `+886912345678`
        case international
        /// `886912345678`
        case digits
        /// `0912345678` for Taiwan, with the plus sign for all others.
        case national
    }

    package var body: Body
    /// A header that goes along, e.g. `Authorization` with `Bearer {secret}`.
    package var header: Field?
    package var secret: Secret?
    package var number: NumberForm
    /// Messages that one text may take; a longer one is cut.
    package var mostParts: Int
    /// What a reply of status 200 must hold to be a yes; nil where the status says all.
    package var accepted: String?
    /// What a reply holds when the number or the text is refused for good.
    package var refused: String?
    package var seconds: Int
    package var certificates: String?
    let address: ServerAddress

    /// - Parameter url: `https://…`, or `http://…` on this machine.
    package init(url: String, body: Body) throws(CarrierConfigurationError) {
        guard let address = ServerAddress(url),
            address.scheme == "https" || address.scheme == "http" && address.isLoopback
        else {
            throw CarrierConfigurationError("the SMS gateway must be https://HOST/PATH, or http:// on this machine")
        }
        self.address = address
        self.body = body
        number = .international
        mostParts = 3
        seconds = 20
    }

    /// - Throws: ``CarrierConfigurationError`` for what can't work.
    package func check() throws(CarrierConfigurationError) {
        let values = templates
        guard values.contains(where: { $0.contains("{to}") }), values.contains(where: { $0.contains("{text}") }) else {
            throw CarrierConfigurationError("the SMS gateway's body must have {to} and {text} in it")
        }
        let needsSecret = values.contains { $0.contains("{secret}") } || header?.value.contains("{secret}") == true
        guard needsSecret == (secret != nil) else {
            throw CarrierConfigurationError("the SMS gateway's {secret} and its secret file go together")
        }
        if let header {
            let isToken = { (byte: UInt8) in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
            guard (1...64).contains(header.name.utf8.count), header.name.utf8.allSatisfy(isToken),
                header.value.utf8.count <= 256, header.value.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
            else { throw CarrierConfigurationError("the SMS gateway's header must be a name and printable ASCII") }
        }
        guard (1...10).contains(mostParts), (1...600).contains(seconds) else {
            throw CarrierConfigurationError("a text may take 1 to 10 messages, and 1 to 600 seconds")
        }
    }

    private var templates: [String] {
        switch body {
        case .form(let fields): fields.map(\.value)
        case .json(let object): Self.texts(in: .object(object))
        }
    }

    private static func texts(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text.string]
        case .array(let values): values.flatMap(texts)
        case .object(let object): object.members.flatMap { texts(in: $0.value) }
        case .null, .bool, .integer, .otherNumber: []
        }
    }
}
