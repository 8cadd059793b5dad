import CPango

/// A PDF being drawn, page by page, in points from the top left corner.
@safe struct Canvas: ~Copyable {
    private let surface: OpaquePointer
    private let cairo: OpaquePointer
    private let sink: ByteSink
    private let fonts = OutlineFonts()
    private(set) var page = 0

    /// A PDF of pages of `width` x `height` points.
    ///
    /// - Parameter createdAt: the date written into the file, seconds since 1970. The clock is never asked, so the same
    ///   content always gives the same bytes.
    /// - Throws: `unusableDate`, `outOfMemory`.
    init(width: Double, height: Double, title: String, author: String, createdAt: Int64) throws(RenderError) {
        let date = try LocalTime(createdAt, utcOffset: 0)
        let sink = ByteSink()
        let surface = unsafe cairo_pdf_surface_create_for_stream(ByteSink.write, sink.closure, width, height)
        guard let surface = unsafe surface else { throw .outOfMemory }
        guard let cairo = unsafe cairo_create(surface) else {
            unsafe cairo_surface_destroy(surface)
            throw .outOfMemory
        }
        self.sink = sink
        unsafe self.surface = unsafe surface
        unsafe self.cairo = unsafe cairo
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "PortPass")
        unsafe cairo_pdf_surface_set_metadata(
            surface, CAIRO_PDF_METADATA_CREATE_DATE, "\(date.isoDate)T\(date.clockWithSeconds)Z")
    }

    deinit {
        unsafe cairo_destroy(cairo)
        // Nothing is written after `finish`; a canvas that was given up writes here into its sink, which still lives.
        unsafe cairo_surface_finish(surface)
        unsafe cairo_surface_destroy(surface)
    }

    /// Ends the page and begins the next.
    mutating func nextPage() {
        unsafe cairo_show_page(cairo)
        page += 1
    }

    /// Ends the document and gives its bytes.
    ///
    /// - Throws: what any drawing before it met.
    consuming func finish() throws(RenderError) -> [UInt8] {
        try check()
        unsafe cairo_surface_finish(surface)
        try check()
        return sink.bytes
    }

    /// Moves (0, 0) for what is drawn until `restore`.
    borrowing func save(movedBy distance: (x: Double, y: Double)) {
        unsafe cairo_save(cairo)
        unsafe cairo_translate(cairo, distance.x, distance.y)
    }

    borrowing func restore() { unsafe cairo_restore(cairo) }

    borrowing func fill(_ rectangle: Rectangle, _ ink: Ink, radius: Double = 0) {
        setInk(ink)
        outline(rectangle, radius: radius)
        unsafe cairo_fill(cairo)
    }

    borrowing func stroke(_ rectangle: Rectangle, _ ink: Ink, width: Double, radius: Double = 0, dash: [Double] = []) {
        setInk(ink)
        outline(rectangle, radius: radius)
        strokePath(width: width, dash: dash)
    }

    borrowing func line(
        from start: (x: Double, y: Double), to end: (x: Double, y: Double), _ ink: Ink, width: Double,
        dash: [Double] = []
    ) {
        setInk(ink)
        unsafe cairo_move_to(cairo, start.x, start.y)
        unsafe cairo_line_to(cairo, end.x, end.y)
        strokePath(width: width, dash: dash)
    }

    /// Draws one set line with its baseline's left end at (`x`, `y`).
    borrowing func show(_ layout: borrowing TextLayout, line: Int, x: Double, y: Double, _ ink: Ink) {
        setInk(ink)
        unsafe layout.show(line: line, x: x, y: y, on: cairo, fonts: fonts)
    }

    /// Draws the dark modules as vectors, `module` points each, the first at (`x`, `y`); the quiet zone is the caller's.
    ///
    /// One path for all, so that no viewer shows seams between rows.
    borrowing func show(_ symbol: QRSymbol, x: Double, y: Double, module: Double) {
        setInk(.black)
        for row in 0..<symbol.side {
            for run in symbol.darkRuns(row: row) {
                unsafe cairo_rectangle(
                    cairo, x + Double(run.start) * module, y + Double(row) * module, Double(run.length) * module, module
                )
            }
        }
        unsafe cairo_fill(cairo)
    }

    /// Begins a structure element of tagged PDF (ISO 32000-1, section 14.8.4), so that a screen reader gets the texts in
    /// the order of reading.
    borrowing func begin(_ tag: String) { unsafe cairo_tag_begin(cairo, tag, nil) }

    borrowing func end(_ tag: String) { unsafe cairo_tag_end(cairo, tag) }

    private borrowing func setInk(_ ink: Ink) {
        unsafe cairo_set_source_rgb(cairo, ink.red, ink.green, ink.blue)
    }

    private borrowing func strokePath(width: Double, dash: [Double]) {
        unsafe cairo_set_line_width(cairo, width)
        unsafe cairo_set_dash(cairo, dash, Int32(dash.count), 0)
        unsafe cairo_stroke(cairo)
    }

    private borrowing func outline(_ box: Rectangle, radius: Double) {
        guard radius > 0 else {
            unsafe cairo_rectangle(cairo, box.x, box.y, box.width, box.height)
            return
        }
        let radius = min(radius, box.width / 2, box.height / 2)
        let quarter = Double.pi / 2
        unsafe cairo_new_sub_path(cairo)
        unsafe cairo_arc(cairo, box.maxX - radius, box.y + radius, radius, -quarter, 0)
        unsafe cairo_arc(cairo, box.maxX - radius, box.maxY - radius, radius, 0, quarter)
        unsafe cairo_arc(cairo, box.x + radius, box.maxY - radius, radius, quarter, 2 * quarter)
        unsafe cairo_arc(cairo, box.x + radius, box.y + radius, radius, 2 * quarter, 3 * quarter)
        unsafe cairo_close_path(cairo)
    }

    private borrowing func check() throws(RenderError) {
        let status = unsafe cairo_status(cairo)
        guard status == CAIRO_STATUS_SUCCESS else { throw .cairo(status) }
        let surfaceStatus = unsafe cairo_surface_status(surface)
        guard surfaceStatus == CAIRO_STATUS_SUCCESS || surfaceStatus == CAIRO_STATUS_SURFACE_FINISHED else {
            throw .cairo(surfaceStatus)
        }
    }
}
