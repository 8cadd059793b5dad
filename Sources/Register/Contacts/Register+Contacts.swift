import PassCrypto
import SQLStore

// Proving that one reads what is sent somewhere.
//
// Nobody learns here whether a contact, or an application's number, is known: whatever is asked for, the same hashes are made and
// the same rows are written, and the answer is the same. Only what is sent differs.
extension Register {
    /// Sends a code, in the place of any that was sent to the same contact before.
    /// - Parameters:
    ///   - client: who asks, as the limits count; nil for one that is not counted.
    ///   - language: that the message is in.
    package func sendCode(
        to target: CodeTarget, language: SiteLanguage, client: String?, rules: CodeRules = CodeRules(), now: Int64
    ) async throws -> CodeAnswer {
        let order = try codeOrder(target, language: language, client: client, rules: rules, now: now)
        let answer = try await engine.write { [vault] database -> CodeAnswer in
            let since = now - rules.window
            let (asked, contact, all) = (
                try ContactCodeStore.count(asked: order.code.asked, since: since, database),
                try ContactCodeStore.count(contact: order.code.contact, since: since, database),
                try ContactCodeStore.count(since: since, database)
            )
            var counts = [(asked, rules.perContact), (all, rules.overall)]
            if let client = order.code.client {
                counts.append((try ContactCodeStore.count(client: client, since: since, database), rules.perClient))
            }
            let waits = counts.filter { $0.0.number >= $0.1 }.map { max(1, ($0.0.first ?? now) + rules.window - now) }
            if let wait = waits.max() { return .tooMany(retryAfter: wait) }
            // A contact that has had its share by other ways gets nothing, which must not show either: then it is nobody.
            let isSent = order.isSomebody && contact.number < rules.perContact
            let code = isSent ? order.code : order.decoy
            try ContactCodeStore.put(code, database)
            try NoticeStore.endCodes(to: code.contact, at: now, database)
            try NoticeStore.enqueue(
                order.notice, at: now, expires: now + rules.lifetime, isSent: isSent, vault, database)
            return .sent(order.handle)
        }
        if case .sent = answer { notices.notify() }
        return answer
    }

    private struct CodeOrder: Sendable {
        let handle: CodeHandle
        let code: ContactCodeStore.New
        /// The same for nobody.
        let decoy: ContactCodeStore.New
        let notice: Notice
        let isSomebody: Bool
    }

    /// Everything that is made before the transaction: always all of it.
    private func codeOrder(
        _ target: CodeTarget, language: SiteLanguage, client: String?, rules: CodeRules, now: Int64
    ) throws -> CodeOrder {
        let (contact, asked): (Contact?, String) =
            switch target {
            case .contact(let contact): (contact, "contact:\(contact.channel.rawValue):\(contact.address)")
            case .onFile(let contact, let asked): (contact, "asked:\(asked)")
            }
        let somebody = contact ?? Contact(.email, checked: "nobody@invalid.invalid")
        let digits = try ProofCode(random: random)
        let id = random.bytes(CodeHandle.byteCount)
        guard let handle = CodeHandle(id) else { throw RegisterError(.selfCheck, "random numbers are missing") }
        let (nobody, nonce) = (random.bytes(16), random.bytes(SecretBox.nonceByteCount))
        let verifier = try vault.mac(id + digits.digits, "code")
        let (askedKey, clientKey) = (
            Array(try vault.mac(Array(asked.utf8), "asked").prefix(16)),
            Array(try vault.mac(Array((client ?? "").utf8), "client").prefix(16))
        )
        let subject = try vault.subject(contact: somebody)
        let sealed = try vault.seal(somebody, nonce: nonce)
        func code(contact: [UInt8], _ sealed: [UInt8]) -> ContactCodeStore.New {
            ContactCodeStore.New(
                id: id, contact: contact, asked: askedKey, client: client == nil ? nil : clientKey,
                verifier: verifier, sealed: sealed, madeAt: now, expires: now + rules.lifetime)
        }
        let notice = try Notice(
            .code, to: somebody, language: language,
            facts: ["code": digits.text, "minutes": String(max(1, rules.lifetime / 60))])
        return CodeOrder(
            handle: handle, code: code(contact: subject, sealed),
            decoy: code(contact: nobody, try vault.sealedNobody(nonce: random.bytes(SecretBox.nonceByteCount))),
            notice: notice, isSomebody: contact != nil)
    }

    /// Looks at a code that somebody typed. A wrong one is counted.
    /// - Parameter typed: as it was typed.
    package func proveCode(
        _ handle: CodeHandle, typed: String, rules: CodeRules = CodeRules(), now: Int64
    ) async throws -> CodeProof {
        // What is no code is as wrong as any other, and counts as much.
        let digits = ProofCode(typed: typed)?.digits ?? []
        let verifier = try vault.mac(handle.bytes + digits, "code")
        return try await engine.write { [vault] database in
            guard let open = try ContactCodeStore.open(handle.bytes, at: now, database) else { return .over }
            guard ConstantTime.areEqual(open.verifier, verifier), let contact = try vault.contact(in: open.sealed)
            else {
                let left = max(0, rules.tries - open.failures - 1)
                try ContactCodeStore.countFailure(handle.bytes, closing: left == 0, database)
                return left == 0 ? .over : .wrong(triesLeft: left)
            }
            try ContactCodeStore.close(handle.bytes, database)
            return .proved(contact)
        }
    }
}
