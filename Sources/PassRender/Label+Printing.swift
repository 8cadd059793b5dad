extension Label {
    /// Prints Chinese above English into `box`, each in its share of the height.
    func print(
        in box: Rectangle, sizes: (chinese: Double, english: Double), _ weight: Fonts.Weight = .regular,
        _ ink: Ink = .body, _ alignment: TextItem.Alignment = .leading, on page: inout Page
    ) throws(RenderError) {
        guard !english.isEmpty else {
            try page.print(
                TextItem(Phrase(chinese), weight, sizes.chinese, least: 5, ink, alignment, lineLimit: 1), in: box)
            return
        }
        let share = box.height * sizes.chinese / (sizes.chinese + sizes.english)
        let upper = Rectangle(x: box.x, y: box.y, width: box.width, height: share)
        let lower = Rectangle(x: box.x, y: upper.maxY, width: box.width, height: box.height - share)
        try page.print(
            TextItem(Phrase(chinese), weight, sizes.chinese, least: 5, ink, alignment, lineLimit: 1), in: upper, .bottom
        )
        try page.print(
            TextItem(
                Phrase(english), .regular, sizes.english, least: 4, ink == .body ? .muted : ink, alignment, lineLimit: 1
            ),
            in: lower, .top)
    }

    /// Both languages on one line, parted by a wide space.
    var line: Phrase { Phrase(joining: [chinese, english], separator: "\u{3000}") }
}
