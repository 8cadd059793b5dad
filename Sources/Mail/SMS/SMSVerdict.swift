/// What a gateway's reply means for the message.
enum SMSVerdict {
    /// - Parameters:
    ///   - accepted: what the reply must hold to be a yes; nil where the status says all.
    ///   - refused: what it holds when the message is refused for good.
    static func outcome(status: Int, reply: [UInt8], accepted: String?, refused: String?) -> CarrierOutcome {
        func holds(_ text: String) -> Bool {
            let pattern = Array(text.utf8)
            guard !pattern.isEmpty, reply.count >= pattern.count else { return false }
            return (0...reply.count - pattern.count).contains { reply[$0..<$0 + pattern.count].elementsEqual(pattern) }
        }
        if let refused, holds(refused) { return .permanent(CarrierFault("sms-refused")) }
        switch status {
        case 200...299:
            guard let accepted else { return .sent }
            return holds(accepted) ? .sent : .temporary(CarrierFault("sms-not-accepted"))
        // The message itself is wrong.
        case 400, 410, 422: return .permanent(.reply("http", status))
        // Everything else is between the gateway and us: a key that is not taken, an address that moved, too much at once.
        default: return .temporary(.reply("http", status, isOfTheWay: true))
        }
    }
}
