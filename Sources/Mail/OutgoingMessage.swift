/// One message to one person, by whichever way.
package struct OutgoingMessage: Hashable, Sendable {
    package enum Recipient: Hashable, Sendable {
        case email(MailAddress)
        case mobile(MobileNumber)
    }

    /// Random bytes that stay the same however often it is sent: by them a mail system that got it twice knows it again.
    package let id: [UInt8]
    package let recipient: Recipient
    /// For mail; a short message has none.
    package let subject: String
    package let text: String
    /// When it was written, seconds since 1970.
    package let date: Int64

    package init(id: [UInt8], recipient: Recipient, subject: String, text: String, date: Int64) {
        self.id = id
        self.recipient = recipient
        self.subject = subject
        self.text = text
        self.date = date
    }
}
