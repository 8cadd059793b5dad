import PassFormat
package import PassVerify
import StrictJSON

/// The content of a target `ops/hotlist-PORT`, once it has been opened: the police list.
///
///     {"numbers": ["KEL-P-26-000123", …],
///      "plates": {"key": BASE64URL of 32 bytes, "hashes": [BASE64URL of 16 bytes, …]}}
///
/// A hash is BLAKE2b-128 of a normalised plate under the key. Either member may be absent; others are ignored.
package enum HotListFile {
    private static let path = "ops/hotlist"
    package static let largest = 16 << 20
    private static let mostEntries = 200_000

    package static func decode(_ bytes: [UInt8]) throws(TrustFileError) -> HotList {
        let root = try FileField(file: path, bytes: bytes, limit: largest)
        var numbers: Set<WireText> = []
        if let field = try root.optional("numbers") {
            for number in try field.elements(limit: mostEntries) { numbers.insert(try number.text(PassLimits.number)) }
        }
        var plateKey = HotList.empty.plateKey
        var hashes: [[UInt8]] = []
        if let plates = try root.optional("plates") {
            plateKey = try plates.member("key").base64URL(count: HotList.plateKeyByteCount)
            for hash in try plates.member("hashes").elements(limit: mostEntries) {
                hashes.append(try hash.base64URL(count: SixteenByteTable.width))
            }
        }
        let table = SixteenByteTable(hashes)
        guard let list = HotList(numbers: numbers, plateKey: plateKey, plateHashes: table) else {
            throw .invalid(path, "plates.key", "it must be \(HotList.plateKeyByteCount) bytes")
        }
        return list
    }

    package static func encode(_ list: HotList) -> [UInt8] {
        var object: JSONObject = ["numbers": .texts(list.numbers.sorted())]
        if !list.plateHashes.isEmpty {
            object["plates"] = .object([
                "key": .base64URL(list.plateKey),
                "hashes": .array(list.plateHashes.entries.map { JSONValue.base64URL($0) }),
            ])
        }
        return JSONWriter.indented(.object(object))
    }
}
