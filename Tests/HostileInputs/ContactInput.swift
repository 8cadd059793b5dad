import Register

extension HostileInput {
    /// What people type and browsers send to prove something: addresses, numbers, codes, tokens.
    static let contact = HostileInput(
        "contact",
        seeds: {
            [
                "Wang.Ming+x@sub.Example.com", "0912-345-678", "+886 (0)912 345 678", "００８４９０１２３４５６７", "12 34-56",
                RetrievalCode(random: Array(1...11)).text, "ilo0-abcd-efgh",
                SessionToken([UInt8](repeating: 0xA5, count: 32))?.text ?? "", String(repeating: "0f", count: 16),
            ].map { Array($0.utf8) }
        }
    ) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        if let contact = Contact(typed: text) {
            try require(Contact(typed: contact.address) == contact, "an address that was read reads as another")
            let isPlain = contact.address.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            try require(isPlain && contact.address.utf8.count <= 254, "an address holds what no message can go to")
        }
        if let code = ProofCode(typed: text) { try require(code.digits.count == 6, "a code has other than six digits") }
        if let code = RetrievalCode(typed: text) {
            try require(RetrievalCode(typed: code.text) == code, "a counter's code reads as another")
        }
        if let token = SessionToken(text: text) { try require(token.text == text, "a token has two spellings") }
        if let handle = CodeHandle(hex: text) { try require(handle.hex == text, "a handle has two spellings") }
    }
}
