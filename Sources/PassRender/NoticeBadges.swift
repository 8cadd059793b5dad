/// What the guard must see to besides reading: an escort, a phone.
struct NoticeBadges {
    let face: PassFace

    var isEmpty: Bool { !face.escortRequired && !face.isLiveBound }

    /// Side by side over the width of `box`; the escort black on amber, the phone in a frame.
    func draw(in box: Rectangle, on page: inout Page) throws(RenderError) {
        var labels: [(label: Label, isCaution: Bool)] = []
        if face.escortRequired { labels.append((Labels.escort, true)) }
        if face.isLiveBound { labels.append((Labels.live, false)) }
        guard !labels.isEmpty else { return }
        let gap = box.height / 3
        let width = (box.width - gap * Double(labels.count - 1)) / Double(labels.count)
        for (index, entry) in labels.enumerated() {
            let badge = Rectangle(
                x: box.x + Double(index) * (width + gap), y: box.y, width: width, height: box.height)
            let radius = box.height / 5
            if entry.isCaution {
                page.canvas.fill(badge, .caution, radius: radius)
            } else {
                page.canvas.stroke(badge, face.accent, width: box.height / 14, radius: radius)
            }
            try page.print(
                TextItem(
                    Phrase(joining: [entry.label.chinese, entry.label.english], separator: "\u{3000}"), .bold,
                    box.height * 0.6, least: 4, entry.isCaution ? .black : face.accent, .center, lineLimit: 1),
                in: Rectangle(
                    x: badge.x + radius, y: badge.y, width: badge.width - 2 * radius, height: badge.height))
        }
    }
}
