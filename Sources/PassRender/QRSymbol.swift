import CQRencode

/// A QR code as its modules: alphanumeric mode for the whole text, error correction M (DESIGN section 3).
///
/// Alphanumeric mode is forced and never guessed: byte mode is mangled by real decoders, and a text that is not
/// alphanumeric is not a pass.
package struct QRSymbol: Hashable, Sendable {
    /// Light modules that every side of a symbol needs (ISO/IEC 18004, section 9.1).
    package static let quietZone = 4

    /// What alphanumeric mode holds at most: version 40 at level M (ISO/IEC 18004, table 7).
    static let greatestLength = 3_391

    /// 1 to 40.
    package let version: Int
    /// Modules along one side, without the quiet zone.
    package let side: Int
    /// One byte a module in reading order, 1 for dark.
    let modules: [UInt8]

    /// Encodes `text`, choosing the smallest version up to `versionLimit` (19 holds the 909 characters of a live code).
    ///
    /// - Throws: `emptyText`, `notAlphanumeric`, `tooLong`, or `outOfMemory`.
    package init(text: String, versionLimit: Int = 19) throws(RenderError) {
        let characters = Array(text.utf8)
        guard !characters.isEmpty else { throw .emptyText }
        if let offset = characters.firstIndex(where: { !Self.isAlphanumeric($0) }) {
            throw .notAlphanumeric(offset: offset)
        }
        try self.init(characters, mode: QR_MODE_AN, versionLimit: versionLimit)
    }

    init(_ characters: [UInt8], mode: QRencodeMode, versionLimit: Int) throws(RenderError) {
        let limit = min(max(versionLimit, 1), 40)
        guard characters.count <= Self.greatestLength else {
            throw .tooLong(count: characters.count, versionLimit: limit)
        }
        guard let symbol = unsafe Self.encode(characters, mode: mode) else { throw .outOfMemory }
        defer { unsafe QRcode_free(symbol) }
        let version = Int(unsafe symbol.pointee.version)
        let side = Int(unsafe symbol.pointee.width)
        guard version <= limit else { throw .tooLong(count: characters.count, versionLimit: limit) }
        guard let data = unsafe symbol.pointee.data, side == 17 + 4 * version else {
            throw .libraryFailure("libqrencode gave no modules")
        }
        self.version = version
        self.side = side
        // The lowest bit is the colour; the others say what the module is part of.
        self.modules = unsafe UnsafeBufferPointer(start: data, count: side * side).map { $0 & 1 }
    }

    /// Whether the module is dark; light for everything outside the symbol.
    package func isDark(column: Int, row: Int) -> Bool {
        guard (0..<side).contains(column), (0..<side).contains(row) else { return false }
        return modules[row * side + column] == 1
    }

    /// The dark runs of a row, left to right: first column and length.
    func darkRuns(row: Int) -> [(start: Int, length: Int)] {
        var runs: [(start: Int, length: Int)] = []
        var column = 0
        while column < side {
            guard modules[row * side + column] == 1 else {
                column += 1
                continue
            }
            let start = column
            while column < side, modules[row * side + column] == 1 { column += 1 }
            runs.append((start, column - start))
        }
        return runs
    }

    /// The 45 characters of alphanumeric mode (ISO/IEC 18004, table 5).
    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: " "), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "*"), UInt8(ascii: "+"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"): true
        default: false
        }
    }

    private static func encode(_ characters: [UInt8], mode: QRencodeMode) -> UnsafeMutablePointer<QRcode>? {
        guard let input = unsafe QRinput_new2(0, QR_ECLEVEL_M) else { return nil }
        defer { unsafe QRinput_free(input) }
        let added = unsafe characters.withUnsafeBufferPointer {
            unsafe QRinput_append(input, mode, Int32($0.count), $0.baseAddress)
        }
        guard added == 0 else { return nil }
        return unsafe QRcode_encodeInput(input)
    }
}
