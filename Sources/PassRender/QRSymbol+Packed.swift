extension QRSymbol {
    /// The modules as bits in reading order, the first in the highest bit: under a kilobyte, for whoever keeps many symbols.
    package var packed: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: (modules.count + 7) / 8)
        for (index, module) in modules.enumerated() where module == 1 { bytes[index / 8] |= 0x80 >> UInt8(index % 8) }
        return bytes
    }

    /// A symbol that was ``packed``; nil for anything else.
    package init?(packed bytes: [UInt8], version: Int) {
        guard (1...40).contains(version) else { return nil }
        let side = 17 + 4 * version
        guard bytes.count == (side * side + 7) / 8 else { return nil }
        self.version = version
        self.side = side
        modules = [UInt8](capacity: bytes.count * 8) { output in
            let bytes = bytes.span
            for index in 0..<side * side { output.append(bytes[index / 8] >> UInt8(7 - index % 8) & 1) }
        }
    }
}
