internal import CCurl

/// Mail by SMTP (RFC 5321), through libcurl.
package struct MailCarrier: MessageCarrier {
    private let server: SMTPServer
    private let sender: Sender
    private let queue = BlockingQueue()

    package init(server: SMTPServer, sender: Sender) {
        self.server = server
        self.sender = sender
    }

    package func carry(_ message: OutgoingMessage) async -> CarrierOutcome {
        guard case .email(let recipient) = message.recipient else { return .permanent(CarrierFault("no-mail-address")) }
        let mail = MailMessage(
            from: sender, to: recipient, subject: message.subject, text: message.text, id: message.id,
            date: message.date
        ).bytes
        let state = TransferState(upload: mail)
        return await queue.run(state) { send(mail.count, to: recipient, state) }
    }

    private func send(_ count: Int, to recipient: MailAddress, _ state: TransferState) -> CarrierOutcome {
        guard var transfer = CurlTransfer() else { return .temporary(.options) }
        transfer.prepare(protocols: "smtp,smtps", seconds: server.seconds, certificates: server.certificates)
        // The name that we greet with stands behind the address.
        transfer.set(CURLOPT_URL, "\(server.address.text)/\(sender.address.domain)")
        transfer.set(CURLOPT_USE_SSL, Int(server.needsTLS ? CURLUSESSL_ALL.rawValue : CURLUSESSL_NONE.rawValue))
        transfer.set(CURLOPT_MAIL_FROM, "<\(sender.address.text)>")
        transfer.set(CURLOPT_MAIL_RCPT, ["<\(recipient.text)>"])
        transfer.upload(count)
        if let login = server.login {
            transfer.set(CURLOPT_USERNAME, login.user)
            login.password.withText { transfer.set(CURLOPT_PASSWORD, $0) }
        }
        guard let (code, reply) = transfer.perform(state) else { return .temporary(.options) }
        return SMTPVerdict.outcome(code == CURLE_OK ? nil : .transfer(code), reply: reply, phase: state.phase)
    }
}
