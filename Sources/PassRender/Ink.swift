/// A colour of print.
struct Ink: Hashable {
    let red: Double
    let green: Double
    let blue: Double

    /// `0xRRGGBB`.
    init(_ hex: UInt32) {
        red = Double(hex >> 16 & 0xFF) / 255
        green = Double(hex >> 8 & 0xFF) / 255
        blue = Double(hex & 0xFF) / 255
    }

    static let black = Ink(0x000000)
    static let white = Ink(0xFFFFFF)
    /// Body text; 14.7 : 1 on white.
    static let body = Ink(0x1B2A33)
    /// Labels; 6.3 : 1 on white.
    static let muted = Ink(0x51626D)
    static let hairline = Ink(0xC9D3DA)
    /// Around what is filled in; 4.4 : 1.
    static let field = Ink(0x6B7B86)
    /// Behind headings of tables and labels of forms; body text on it has 12.9 : 1.
    static let shade = Ink(0xEEF2F5)
    /// Behind black text, for what the guard must do.
    static let caution = Ink(0xFFB000)
}
