import SingleWindows

extension HostileInput {
    /// What comes from a single window.
    static let windowReply = HostileInput(
        "window-reply", cost: 2,
        seeds: {
            let id = "000102030405060708090a0b0c0d0e0f"
            return [
                """
                {"protocol":"\(WindowProtocol.name)","answer":"\(id)","sequence":1,"source":"CPT","window":"customs",\
                "subject":{"container":"CSQU3054383","port":"TWKHH"},"asOf":1796000000,"state":"released",\
                "since":1795990000,"reference":"BC/15/D01/K0123"}
                """,
                #"{"protocol":"\#(WindowProtocol.name)","refusal":"\#(id)","code":"no-such-port"}"#,
            ].map { Array($0.utf8) }
        }
    ) { bytes in
        guard case .answer(let answer)? = try? ReplyReader.read(bytes) else { return }
        try require(bytes.count <= WindowProtocol.longestMessage, "a message too long was read")
        try require(answer.finding.isSaid(by: answer.subject.window), "a window says what another one does")
        try require(
            !answer.finding.isClear || (answer.since != nil && answer.reference != nil), "released by no act")
        try require(!answer.isLater(than: answer.asOf, answer.sequence), "an answer is later than itself")
    }
}
