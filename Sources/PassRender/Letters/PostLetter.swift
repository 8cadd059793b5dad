/// A letter that brings a printed pass by post: plain values, as in ``PassFace``.
package struct PostLetter: Hashable, Sendable {
    /// Who sends it: name, address, telephone, a line each.
    package var sender: [String]
    package var recipientName: String
    package var recipientPostcode: String?
    package var recipientLines: [String]
    /// Seconds since 1970.
    package var date: Int64
    /// Seconds that local time is ahead of UTC.
    package var utcOffset: Int
    /// The number of the application or pass that the letter is about.
    package var reference: String
    package var subject: Label
    /// What to do with it, in Traditional Chinese, a paragraph each.
    package var chinese: [String]
    /// The same in the applicant's language; empty when that is Chinese.
    package var translated: [String]
    /// The pass to cut out.
    package var face: PassFace

    package init(
        sender: [String], recipientName: String, recipientPostcode: String? = nil, recipientLines: [String],
        date: Int64, utcOffset: Int = 28_800, reference: String, subject: Label, chinese: [String],
        translated: [String] = [], face: PassFace
    ) {
        self.sender = sender
        self.recipientName = recipientName
        self.recipientPostcode = recipientPostcode
        self.recipientLines = recipientLines
        self.date = date
        self.utcOffset = utcOffset
        self.reference = reference
        self.subject = subject
        self.chinese = chinese
        self.translated = translated
        self.face = face
    }
}
