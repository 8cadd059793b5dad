/// One of the texts of something that somebody wrote: the first, what was added, and the answers.
package struct OpinionMessage: Hashable, Sendable {
    package enum Author: String, Hashable, Sendable, CaseIterable { case sender, staff }

    package let author: Author
    package let at: Int64
    /// Nil when its time was over and it was taken away.
    package let text: String?
}

/// Something that happened.
package struct OpinionStep: Hashable, Sendable {
    package let at: Int64
    package let act: OpinionAct
    package let state: OpinionState
    /// Who of the staff did it; nil for who wrote, and for what time did.
    package let by: String?
}

/// An opinion with its texts, for whoever may read them.
package struct OpenedOpinion: Sendable {
    package let opinion: Opinion
    package let contact: Contact?
    package let messages: [OpinionMessage]
    package let steps: [OpinionStep]
}
