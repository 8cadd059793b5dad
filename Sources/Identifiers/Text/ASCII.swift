extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }
    var isCapital: Bool { (0x41...0x5A).contains(self) }
    var isSmall: Bool { (0x61...0x7A).contains(self) }

    /// The value of a digit, which the caller has looked at.
    var digit: Int { Int(self) - 0x30 }
}
