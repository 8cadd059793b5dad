import Identifiers

/// A ship as a feed has it, before it is written.
package struct FeedRow: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case text(String)
        /// Written as it stands.
        case markup(String)
    }

    package struct Field: Hashable, Sendable {
        package var element: String
        package var content: Content

        package init(_ element: String, _ content: Content) {
            self.element = element
            self.content = content
        }
    }

    package var fields: [Field]
    /// Within the tag of the ship.
    package var attributes = ""
    /// Before the first field.
    package var preface = ""

    package init(_ call: ShipCall, in shape: FeedShape) {
        func time(_ value: Int64?) -> String { value.map { FeedTime.text($0, in: shape) } ?? "" }
        func number(_ value: Int64?) -> String { value.map(Hundredths.text) ?? "" }
        let texts: [(String, String?)] =
            switch shape {
            case .openData:
                [
                    ("PORT", call.port.rawValue), ("VISA_NO", call.visaNumber), ("VESSEL_NO", call.vesselNumber),
                    ("STATUS", call.status), ("VESSEL_CNAME", call.chineseName), ("VESSEL_ENAME", call.englishName),
                    ("WHARF_CODE", call.berthCode), ("WHARF_NAME", call.berthName), ("ETA_DT", time(call.eta)),
                    ("ETD_DT", time(call.etd)), ("LEAVE_DT", time(call.atd)), ("ACT_PORT_DT", time(call.ata)),
                    ("SHIP_TYPE_NAME", call.shipType), ("GOAL_ARRIVAL", call.purpose), ("PBG_NAME", call.agent),
                    ("BEFORE_PORT", call.previousPort), ("NEXT_PORT", call.nextPort), ("IMO", call.imo?.digits),
                    ("CALL_SIGN", call.callSign),
                ]
            case .shipList:
                [
                    ("VISA_NO", call.visaNumber), ("VESSEL_CNAME", call.chineseName),
                    ("VESSEL_ENAME", call.englishName), ("CALL_SIGN", call.callSign), ("IMO", call.imo?.digits),
                    ("STA_TYPE", call.shipType), ("EXPECT_DT", time(call.eta)), ("ACT_PORT_DT", time(call.ata)),
                    ("RESERVE_BERTH_TIME", time(call.etb)), ("RESERVE_LEAVE_BERTH_TIME", time(call.etd)),
                    ("LEAVE_PORT_DT", time(call.atd)), ("WHARF_CODE", call.berthName), ("PBG_NAME", call.agent),
                    ("BEFORE_PORT", call.previousPort), ("NEXT_PORT", call.nextPort), ("GOAL_ARRIVAL", call.purpose),
                    ("LENGTH", number(call.length)), ("GROSS_TOA", number(call.grossTonnage)),
                ]
            }
        fields = texts.map { Field($0.0, .text($0.1 ?? "")) }
    }

    /// The element of that meaning, of whichever shape the row is.
    package subscript(_ elements: String...) -> Content? {
        get { fields.first { elements.contains($0.element) }?.content }
        set {
            guard let place = fields.firstIndex(where: { elements.contains($0.element) }) else { return }
            if let newValue { fields[place].content = newValue } else { fields.remove(at: place) }
        }
    }
}

extension ShipCall {
    /// What of it a shape can tell.
    package func told(in shape: FeedShape) -> ShipCall {
        var call = self
        switch shape {
        case .openData:
            call.etb = nil
            call.length = nil
            call.grossTonnage = nil
        case .shipList:
            call.vesselNumber = nil
            call.status = nil
            call.berthCode = nil
            // It has no seconds.
            call.eta = eta.map(Self.wholeMinute)
            call.ata = ata.map(Self.wholeMinute)
            call.etb = etb.map(Self.wholeMinute)
            call.etd = etd.map(Self.wholeMinute)
            call.atd = atd.map(Self.wholeMinute)
        }
        return call
    }

    private static func wholeMinute(_ time: Int64) -> Int64 { time - (time % 60 + 60) % 60 }
}
