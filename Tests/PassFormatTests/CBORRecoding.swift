import PassFormat

/// Reads any one item and writes it again, by types alone: what comes out must be what went in.
func recode(_ bytes: [UInt8], order: CBORReader.MapOrder = .deterministic) throws(FormatError) -> [UInt8] {
    var reader = CBORReader(bytes.span, order: order)
    var writer = CBORWriter()
    try recodeItem(&reader, &writer)
    try reader.finish()
    return writer.bytes
}

private func recodeItem(_ reader: inout CBORReader, _ writer: inout CBORWriter) throws(FormatError) {
    switch try reader.nextKind() {
    case .unsigned:
        writer.write(unsigned: try reader.readUnsigned())
    case .negative:
        writer.write(encoded: try reader.readItem())
    case .bytes:
        writer.write(bytes: try reader.readByteString())
    case .text:
        writer.write(try reader.readText())
    case .array:
        var array = try reader.readArray()
        writer.writeArray(count: array.remaining)
        while reader.nextElement(in: &array) {
            try recodeItem(&reader, &writer)
        }
    case .map:
        var map = try reader.readMap()
        var entries: [CBORWriter.Entry] = []
        while try reader.nextKey(in: &map) {
            let key = try reader.readItem()
            var value = CBORWriter()
            try recodeItem(&reader, &value)
            entries.append(CBORWriter.Entry(key: key, value: value.bytes))
        }
        try writer.write(map: entries)
    case .tag:
        try reader.readTag()
        writer.writeTag(18)
        try recodeItem(&reader, &writer)
        reader.leaveTag()
    case .simple:
        try reader.readTrue()
        writer.writeTrue()
    }
}
