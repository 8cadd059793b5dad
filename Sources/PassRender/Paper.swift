/// Sheets that office printers take.
enum Paper {
    static let a4 = Rectangle(x: 0, y: 0, width: .millimetres(210), height: .millimetres(297))

    /// The box without `x` points left and right and `y` above and below.
    static func inset(_ box: Rectangle, x: Double = 0, y: Double = 0) -> Rectangle {
        Rectangle(x: box.x + x, y: box.y + y, width: box.width - 2 * x, height: box.height - 2 * y)
    }
}
