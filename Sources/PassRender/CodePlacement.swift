/// Where a QR code goes: whole printer dots a module, so that a 300 dpi card printer draws all modules alike.
struct CodePlacement: Hashable {
    /// One dot of a 300 dpi printer, in points.
    private static let dot = 72.0 / 300

    /// The least dots a module: 0.508 mm, what gate scanners read from an arm's length.
    private static let leastDots = 6

    /// The modules and their quiet zone.
    let box: Rectangle
    /// Points a module.
    let module: Double

    /// The largest code that fits a square of `extent` points, its box's top left corner on whole dots.
    ///
    /// - Throws: `tooDense` when a module would be under 0.5 mm.
    init(_ symbol: QRSymbol, extent: Double) throws(RenderError) {
        let modules = symbol.side + 2 * QRSymbol.quietZone
        let dots = Int((extent / Self.dot + 0.001) / Double(modules))
        guard dots >= Self.leastDots else { throw .tooDense(version: symbol.version) }
        module = Double(dots) * Self.dot
        box = Rectangle(x: 0, y: 0, width: module * Double(modules), height: module * Double(modules))
    }

    private init(box: Rectangle, module: Double) {
        self.box = box
        self.module = module
    }

    /// The same at the whole dot nearest to (`x`, `y`).
    func moved(x: Double, y: Double) -> CodePlacement {
        let x = (x / Self.dot).rounded() * Self.dot
        let y = (y / Self.dot).rounded() * Self.dot
        return CodePlacement(box: Rectangle(x: x, y: y, width: box.width, height: box.height), module: module)
    }

    var moduleMillimetres: Double { module * 25.4 / 72 }

    func draw(_ symbol: QRSymbol, on canvas: borrowing Canvas) {
        canvas.fill(box, .white)
        let quiet = Double(QRSymbol.quietZone) * module
        canvas.begin("Figure")
        canvas.show(symbol, x: box.x + quiet, y: box.y + quiet, module: module)
        canvas.end("Figure")
    }
}
