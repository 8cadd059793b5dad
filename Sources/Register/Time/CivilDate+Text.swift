import Identifiers

extension CivilDate {
    /// A day as ISO 8601 writes it, `2026-12-01`, and nothing else.
    package init?(text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        func number(_ place: Range<Int>) -> Int? {
            guard bytes[place].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return Int(String(decoding: bytes[place], as: UTF8.self))
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        self.init(year: Int64(year), month: month, day: day)
    }
}
