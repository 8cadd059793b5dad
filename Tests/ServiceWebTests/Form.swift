import HTTPTypes
import HummingbirdTesting
import PassFormat

/// A form as a browser sends it.
struct Form {
    static let type = "application/x-www-form-urlencoded"

    /// The fields of a good application, as of ``WebScene/now``.
    static let wang: [(String, String)] = [
        ("name", "王小明"), ("idNumber", "A123456789"), ("organisation", "基隆港埠裝卸股份有限公司"), ("term", "periodic"),
        ("zone", "TWKEL.A"), ("zone", "TWKEL.B"), ("from", "2026-12-01"), ("until", "2027-11-30"),
    ]

    var fields: [(String, String)] = wang

    /// With one field's value, or without the field for nil.
    func with(_ name: String, _ value: String?) -> Form {
        Form(fields: fields.filter { $0.0 != name } + (value.map { [(name, $0)] } ?? []))
    }

    var body: [UInt8] {
        Array(fields.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&").utf8)
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            case 0x20: "+"
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}

extension TestClientProtocol {
    func send(_ form: Form, to path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await post(path, type: "application/x-www-form-urlencoded", form.body, headers)
    }
}

extension TestResponse {
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
