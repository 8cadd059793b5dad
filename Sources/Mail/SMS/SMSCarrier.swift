internal import CCurl

/// Short messages through a gateway that is asked by HTTP.
package struct SMSCarrier: MessageCarrier {
    private let gateway: SMSGateway
    private let queue = BlockingQueue()

    /// - Throws: ``CarrierConfigurationError``.
    package init(gateway: SMSGateway) throws(CarrierConfigurationError) {
        try gateway.check()
        self.gateway = gateway
    }

    package func carry(_ message: OutgoingMessage) async -> CarrierOutcome {
        guard case .mobile(let number) = message.recipient else { return .permanent(CarrierFault("no-mobile-number")) }
        let text = SMSText(message.text, mostParts: gateway.mostParts).text
        let state = TransferState(upload: [])
        return await queue.run(state) { send(text, to: number, message.id, state) }
    }

    private func send(_ text: String, to number: MobileNumber, _ id: [UInt8], _ state: TransferState) -> CarrierOutcome
    {
        guard var transfer = CurlTransfer() else { return .temporary(.options) }
        transfer.prepare(
            protocols: gateway.address.scheme, seconds: gateway.seconds, certificates: gateway.certificates)
        transfer.set(CURLOPT_URL, gateway.address.text)
        transfer.set(CURLOPT_USERAGENT, "portpass")
        let fill = { (secret: String) in
            let request = SMSRequest(gateway, to: number, text: text, id: id, secret: secret)
            // Without `Expect:` libcurl asks for leave before it sends a longer body.
            transfer.set(
                CURLOPT_HTTPHEADER, ["Content-Type: \(request.type)", "Expect:"] + (request.header.map { [$0] } ?? []))
            transfer.post(request.body)
        }
        if let secret = gateway.secret { secret.withText(fill) } else { fill("") }
        guard let (code, status) = transfer.perform(state) else { return .temporary(.options) }
        guard code == CURLE_OK else { return .temporary(.transfer(code)) }
        return SMSVerdict.outcome(
            status: status, reply: state.reply, accepted: gateway.accepted, refused: gateway.refused)
    }
}
