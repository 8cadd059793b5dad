import Identifiers

/// One ship of a feed, field by field.
struct FeedRowReader {
    /// Whether the field that is open has elements in it.
    var isNested = false

    private let number: Int
    private let shape: FeedShape
    private let limits: FeedLimits
    private let asked: PortCode?
    private var port: PortCode?
    /// What each field was set from, by its raw text; the first counts.
    private var seen: [FeedField: String] = [:]
    private var call: ShipCall

    init(number: Int, shape: FeedShape, port: PortCode?, limits: FeedLimits) {
        self.number = number
        self.shape = shape
        self.limits = limits
        asked = port
        // Another stands there before the call is handed out, or it is not handed out.
        call = ShipCall(port: port ?? .keelung)
    }

    /// - Returns: false for an element that is not known.
    mutating func set(_ element: String, to raw: String, _ log: inout OddityLog) -> Bool {
        guard let field = FeedField.named(element, in: shape) else { return FeedField.passedOver.contains(element) }
        let text = cleaned(raw, element, &log)
        guard !text.isEmpty else { return true }
        if let earlier = seen[field] {
            if earlier != text { log.note(.repeated, row: number, element: element, value: text) }
            return true
        }
        seen[field] = text
        guard text.utf8.count <= limits.fieldBytes else {
            log.note(.tooLong, row: number, element: element, value: text)
            return true
        }
        if let fault = set(field, text) { log.note(fault, row: number, element: element, value: text) }
        return true
    }

    /// Nil when nothing says which ship it is, or which port.
    mutating func finished(_ log: inout OddityLog) -> ShipCall? {
        guard let port = port ?? asked else {
            log.note(.missingPort, row: number)
            return nil
        }
        call.port = port
        if let own = self.port {
            if !PortCode.known.contains(own) {
                log.note(.unknownPort, row: number, value: own.rawValue)
            } else if let asked, own != asked {
                log.note(.otherPort, row: number, value: own.rawValue)
            }
        }
        guard call.key != nil else {
            log.note(.unidentifiable, row: number)
            return nil
        }
        // One that can't be used has been told.
        if seen[.visaNumber] == nil { log.note(.missingVisa, row: number) }
        // An arrival is at most as late as the departure; where only a forecast of it is known, that counts.
        if let atd = call.atd, let arrival = call.ata ?? call.eta, atd < arrival {
            log.note(.timesContradict, row: number, value: seen[.atd])
            call.atd = nil
        }
        let times = [call.eta, call.ata, call.etb, call.etd, call.atd]
        if times.allSatisfy({ $0 == nil }) { log.note(.noTime, row: number) }
        return call
    }

    /// - Returns: what is wrong with the text, which is then left out.
    private mutating func set(_ field: FeedField, _ text: String) -> FeedOddity.Kind? {
        switch field {
        case .port:
            port = PortCode(rawValue: TextNormalisation.compact(text))
            return port == nil ? .format : nil
        case .visaNumber: return set(\.visaNumber, Self.number(text, 4...24))
        case .vesselNumber: return set(\.vesselNumber, Self.number(text, 1...16))
        case .callSign: return set(\.callSign, Self.number(text, 3...10))
        case .imo: return setIMO(text)
        case .chineseName: return set(\.chineseName, text)
        case .englishName: return set(\.englishName, text)
        case .shipType: return set(\.shipType, text)
        case .berthCode: return set(\.berthCode, text)
        case .berthName: return set(\.berthName, text)
        case .agent: return set(\.agent, text)
        case .previousPort: return set(\.previousPort, text)
        case .nextPort: return set(\.nextPort, text)
        case .purpose: return set(\.purpose, text)
        case .status: return set(\.status, text)
        case .length: return set(\.length, Hundredths.parse(text))
        case .grossTonnage: return set(\.grossTonnage, Hundredths.parse(text))
        case .eta: return set(\.eta, FeedTime.parse(text), .badTime)
        case .ata: return set(\.ata, FeedTime.parse(text), .badTime)
        case .etb: return set(\.etb, FeedTime.parse(text), .badTime)
        case .etd: return set(\.etd, FeedTime.parse(text), .badTime)
        case .atd: return set(\.atd, FeedTime.parse(text), .badTime)
        }
    }

    private mutating func set<Value>(
        _ path: WritableKeyPath<ShipCall, Value?>, _ value: Value?, _ fault: FeedOddity.Kind = .format
    ) -> FeedOddity.Kind? {
        guard let value else { return fault }
        call[keyPath: path] = value
        return nil
    }

    private mutating func setIMO(_ text: String) -> FeedOddity.Kind? {
        do {
            call.imo = try IMONumber(text)
            return nil
        } catch {
            return error.rule == .checkDigit ? .checkDigit : .format
        }
    }

    /// Capitals and digits without spaces and dashes. Nil when there is anything else in it.
    private static func number(_ text: String, _ length: ClosedRange<Int>) -> String? {
        let compact = TextNormalisation.compact(text)
        guard length.contains(compact.utf8.count),
            compact.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
        else { return nil }
        return compact
    }

    /// Without white space around it and without what can't be seen.
    private func cleaned(_ raw: String, _ element: String, _ log: inout OddityLog) -> String {
        let text = TextNormalisation.trimmed(raw)
        let isASCII = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        if isASCII { return text }
        if text.unicodeScalars.contains("\u{FFFD}") {
            log.note(.unreadableCharacter, row: number, element: element, value: text)
        }
        guard !TextNormalisation.isPlain(text) else { return text }
        log.note(.invisibleCharacter, row: number, element: element, value: text)
        let visible = text.unicodeScalars.filter { TextNormalisation.isPlain(String($0)) }
        return TextNormalisation.trimmed(String(String.UnicodeScalarView(visible)))
    }
}
