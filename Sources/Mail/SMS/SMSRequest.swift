internal import StrictJSON

/// What is posted to a gateway for one message.
package struct SMSRequest {
    let type: String
    package let body: [UInt8]
    /// `Name: value`; nil for none.
    let header: String?

    package init(_ gateway: SMSGateway, to number: MobileNumber, text: String, id: [UInt8], secret: String) {
        let id = id.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let number = Self.text(number, gateway.number)
        func fill(_ template: String) -> String {
            Template.fill(template) { name in
                switch name {
                case "to": number
                case "text": text
                case "id": id
                case "secret": secret
                default: nil
                }
            }
        }
        switch gateway.body {
        case .form(let fields):
            type = "application/x-www-form-urlencoded"
            body = Array(
                fields.map { Self.encoded($0.name) + "=" + Self.encoded(fill($0.value)) }.joined(separator: "&").utf8)
        case .json(let object):
            type = "application/json"
            body = JSONWriter.compact(Self.filled(.object(object), fill))
        }
        header = gateway.header.map { "\($0.name): \(fill($0.value))" }
    }

    private static func filled(_ value: JSONValue, _ fill: (String) -> String) -> JSONValue {
        switch value {
        case .string(let text): .text(fill(text.string))
        case .array(let values): .array(values.map { filled($0, fill) })
        case .object(let object):
            .object(JSONObject(object.members.map { JSONMember($0.name, filled($0.value, fill)) }))
        case .null, .bool, .integer, .otherNumber: value
        }
    }

    private static func text(_ number: MobileNumber, _ form: SMSGateway.NumberForm) -> String {
        switch form {
        case .international: number.text
        case .digits: String(number.text.dropFirst())
        case .national: number.text.hasPrefix("+886") ? "0" + number.text.dropFirst(4) : number.text
        }
    }

    /// The `application/x-www-form-urlencoded` percent-encode set (WHATWG URL, section 5.2), with `%20` for the space, which
    /// every reader takes.
    private static func encoded(_ text: String) -> String {
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                encoded.append(byte)
            default:
                let digits = Array("0123456789ABCDEF".utf8)
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
