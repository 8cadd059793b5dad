/// What parts the cells of a file: the comma of the standard, the semicolon of some countries' Excel, the tab of "Unicode
/// text".
enum Separator {
    private static let known: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

    /// Takes the line `sep=;` off the front, which tells Excel; nil where there is none.
    static func declared(_ text: inout ArraySlice<UInt8>) -> UInt8? {
        let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
        guard line.count == 5, line.prefix(4).map({ $0 | 0x20 }).elementsEqual("sep=".utf8.map { $0 | 0x20 }),
            let separator = line.last, known.contains(separator)
        else { return nil }
        text = text.dropFirst(5)
        if text.first == 0x0D { text = text.dropFirst() }
        if text.first == 0x0A { text = text.dropFirst() }
        return separator
    }

    /// The one that stands most often in the first line with content, quoted cells left out; the comma when there is none.
    static func guessed(_ text: ArraySlice<UInt8>) -> UInt8 {
        var counts = [0, 0, 0]
        var isQuoted = false
        var hasContent = false
        for byte in text {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == 0x0A || byte == 0x0D {
                if hasContent { break }
                counts = [0, 0, 0]
            } else if let place = known.firstIndex(of: byte) {
                counts[place] += 1
            } else if byte > 0x20 {
                hasContent = true
            }
        }
        guard let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) else { return known[0] }
        return known[place]
    }
}
