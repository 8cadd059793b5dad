extension Double {
    /// Millimetres as points of 1/72 inch.
    static func millimetres(_ value: Double) -> Double { value * 72 / 25.4 }
}
