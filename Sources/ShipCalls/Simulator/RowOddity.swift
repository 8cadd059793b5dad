/// What can be odd about one ship in a feed: how to make it so, and what becomes of it.
package enum RowOddity: String, Hashable, Sendable, CaseIterable {
    // Told, and the one field is lost.
    case missingVisa, oddVisa, nameless, wrongCheckDigit, oddIMO, badTime, leavesFirst, tooLong
    // Told, and nothing is lost.
    case halfCharacter, repeated, nested, unknownElement, attribute, strayText, invisible, unknownPort, otherPort
    // All in order, though written in another way.
    case padded, fullWidth, section, numberedCharacters, comment, repeatedAlike

    /// What is told of the row.
    package var told: FeedOddity.Kind? {
        switch self {
        case .missingVisa: .missingVisa
        case .oddVisa, .oddIMO: .format
        case .nameless: .unidentifiable
        case .wrongCheckDigit: .checkDigit
        case .badTime: .badTime
        case .leavesFirst: .timesContradict
        case .tooLong: .tooLong
        case .halfCharacter: .unreadableCharacter
        case .repeated: .repeated
        case .nested: .nested
        case .unknownElement: .unknownElement
        case .attribute: .attribute
        case .strayText: .strayText
        case .invisible: .invisibleCharacter
        case .unknownPort: .unknownPort
        case .otherPort: .otherPort
        case .padded, .fullWidth, .section, .numberedCharacters, .comment, .repeatedAlike: nil
        }
    }

    /// Whether Big5 can hold it.
    package func isPossible(in encoding: FeedEncoding, _ shape: FeedShape) -> Bool {
        switch self {
        case .halfCharacter: encoding == .big5
        case .invisible: encoding == .utf8
        case .unknownPort, .otherPort: shape == .openData
        default: true
        }
    }

    /// - Parameter call: complete; as the shape tells it.
    /// - Returns: the row, and what a reader makes of it; nil for no call.
    package func made(of call: ShipCall, in shape: FeedShape) -> (row: FeedRow, call: ShipCall?) {
        var row = FeedRow(call, in: shape)
        var call = call
        switch self {
        case .missingVisa:
            row["VISA_NO"] = nil
            call.visaNumber = nil
        case .oddVisa:
            row["VISA_NO"] = .text("尚未核發")
            call.visaNumber = nil
        case .nameless:
            row["VISA_NO"] = .text("")
            row["IMO"] = .text(" ")
            row["CALL_SIGN"] = nil
            row["VESSEL_CNAME"] = .text("--")
            row["VESSEL_ENAME"] = nil
            return (row, nil)
        case .wrongCheckDigit:
            row["IMO"] = .text("9281347")
            call.imo = nil
        case .oddIMO:
            row["IMO"] = .text("0000000")
            call.imo = nil
        case .badTime:
            row["ETA_DT", "EXPECT_DT"] = .text(shape == .openData ? "2/30/2026 7:00:00 AM" : "202602300700")
            call.eta = nil
        case .leavesFirst:
            let early = (call.ata ?? call.eta ?? 0) - 3600
            row["LEAVE_DT", "LEAVE_PORT_DT"] = .text(FeedTime.text(early, in: shape))
            call.atd = nil
        case .tooLong:
            row["PBG_NAME"] = .text(String(repeating: "海", count: 400))
            call.agent = nil
        case .halfCharacter:
            row["WHARF_NAME"] = .text("南5碼" + FeedWriter.halfCharacter)
            if shape == .shipList { row["WHARF_CODE"] = .text("南5碼" + FeedWriter.halfCharacter) }
            call.berthName = "南5碼\u{FFFD}"
        case .repeated:
            row.fields.append(.init("PBG_NAME", .text("另一家")))
        case .repeatedAlike:
            row.fields.append(.init("PBG_NAME", .text(call.agent ?? "")))
        case .nested:
            row["GOAL_ARRIVAL"] = .markup("<B><SHIP>x</SHIP></B>\(call.purpose ?? "")")
        case .unknownElement:
            row.fields.append(.init("DRAUGHT", .text("9.5")))
        case .attribute:
            row.attributes = " id=\"1\""
        case .strayText:
            row.preface = "x"
        case .invisible:
            row["VESSEL_ENAME"] = .text((call.englishName ?? "") + "\u{202E}")
        case .unknownPort:
            row["PORT"] = .text("XYZ")
            call.port = PortCode(rawValue: "XYZ") ?? call.port
        case .otherPort:
            row["PORT"] = .text(call.port == .keelung ? "KHH" : "KEL")
            call.port = call.port == .keelung ? .kaohsiung : .keelung
        case .padded:
            row["VESSEL_ENAME"] = .text(" \r\n\t" + (call.englishName ?? "") + "\u{3000} ")
        case .fullWidth:
            row["VISA_NO"] = .text(Self.wide(call.visaNumber ?? ""))
        case .section:
            row["PBG_NAME"] = .markup("<![CDATA[\(call.agent ?? "")]]>")
        case .numberedCharacters:
            let digits = (call.visaNumber ?? "").unicodeScalars.map { "&#\($0.value);" }
            row["VISA_NO"] = .markup(digits.joined())
        case .comment:
            row.preface = "<!-- <SHIP> & > -->"
        }
        return (row, call)
    }

    /// Full-width letters and digits.
    private static func wide(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    (0x21...0x7E).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0
                }))
    }
}
