/// The side the guard reads.
struct PassCardFront {
    let face: PassFace
    let validity: Validity

    func draw(on page: inout Page) throws(RenderError) {
        let width = PassCard.width
        let band = Rectangle(x: 0, y: 0, width: width, height: .millimetres(11.4))
        try PassBand(face: face, box: band, margin: PassCard.margin).draw(on: &page)
        let badges = NoticeBadges(face: face)
        let badgeHeight = badges.isEmpty ? 0 : Double.millimetres(4.3)
        var body = Rectangle(
            x: PassCard.margin, y: band.maxY + .millimetres(1.5), width: width - 2 * PassCard.margin, height: 0)
        body.height = PassCard.height - .millimetres(2.4) - body.y - (badges.isEmpty ? 0 : badgeHeight + 2.4)
        let style = Form.Style(
            labelWidth: .millimetres(11.4), chineseSize: 6.4, englishSize: 5, gaps: 1.8...9, gutter: .millimetres(1.6))
        let form = try Form(style: style).layOut(rows, in: body, on: &page)
        for y in form.rules {
            page.canvas.line(from: (body.x, y), to: (body.maxX, y), .hairline, width: 0.4)
        }
        for placement in form.placements { try page.print(placement) }
        let bottom = PassCard.height - .millimetres(2.4)
        try badges.draw(
            in: Rectangle(x: body.x, y: bottom - badgeHeight, width: body.width, height: badgeHeight), on: &page)
    }

    /// A person by name, a vehicle by plate, a visitor's card by its number: the largest comes first.
    private var rows: [Form.Row] {
        var rows: [Form.Row] = []
        switch face.kind {
        case .person:
            if let name = face.namePhrase { rows.append(Form.Row(Labels.name, [hero(name)])) }
            rows.append(Form.Row(Labels.number, [number(14.5)]))
        case .vehicle:
            if let plates = face.platesPhrase { rows.append(Form.Row(Labels.plate, [hero(plates)])) }
            rows.append(Form.Row(Labels.number, [number(14.5)]))
            if let name = face.namePhrase { rows.append(Form.Row(Labels.name, [text(name, 9.5)])) }
        case .visitorCard:
            rows.append(Form.Row(Labels.number, [number(21)]))
            if let name = face.namePhrase { rows.append(Form.Row(Labels.name, [text(name, 11)])) }
        }
        rows.append(
            Form.Row(
                Labels.validity,
                [
                    TextItem(Phrase(validity.chinese), .bold, 10.5, least: 8, lineLimit: 1),
                    TextItem(Phrase(validity.english), .regular, 8.5, least: 6.5, lineLimit: 1),
                ]))
        if let organisation = face.organisationPhrase {
            rows.append(Form.Row(Labels.organisation, [text(organisation, 9.5)]))
        }
        if let details = detailRow { rows.append(details) }
        if let ports = face.portsPhrase { rows.append(Form.Row(Labels.ports, [text(ports, 9.5)])) }
        return rows
    }

    /// The identity document's last characters, and beside it what there is of the vehicle.
    private var detailRow: Form.Row? {
        var fields: [(field: Form.Field, width: Double?)] = []
        if let hint = face.idHintPhrase {
            fields.append((Form.Field(label: Labels.idHint, values: [text(hint, 9.5)]), .millimetres(32)))
        }
        if face.kind != .vehicle, let plates = face.platesPhrase {
            let isBeside = !fields.isEmpty
            fields.append(
                (
                    Form.Field(
                        label: Labels.plate, values: [text(plates, 9.5)], labelWidth: isBeside ? .millimetres(9.4) : nil
                    ),
                    nil
                ))
        }
        if let vehicleClass = face.vehicleClassPhrase, face.kind == .vehicle {
            let isBeside = !fields.isEmpty
            fields.append(
                (
                    Form.Field(
                        label: Labels.vehicleClass, values: [text(vehicleClass, 9.5)],
                        labelWidth: isBeside ? .millimetres(7) : nil), nil
                ))
        }
        return fields.isEmpty ? nil : Form.Row(fields)
    }

    private func hero(_ phrase: Phrase) -> TextItem { TextItem(phrase, .bold, 20.5, least: 10) }

    private func number(_ size: Double) -> TextItem {
        TextItem(Phrase(joining: [face.number], separator: ""), .bold, size, least: 10.5, lineLimit: 1)
    }

    private func text(_ phrase: Phrase, _ size: Double) -> TextItem { TextItem(phrase, .regular, size, least: 6.8) }
}
