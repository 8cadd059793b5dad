import Foundation
import PassCrypto
import Register
import SQLStore
import Testing

@Suite("Signing in")
struct SignInTests {
    static let now = CompanyScene.now
    private let right = CompanyScene.password

    @Test("An unknown address is answered, counted and worked for like a known one")
    func enumeration() async throws {
        let scene = try await CompanyScene()
        _ = try await scene.found()
        let register = scene.register
        let (known, unknown) = (try CompanyScene.email("owner"), try CompanyScene.email("nobody"))
        for address in [known, unknown, nil] {
            for attempt in 0..<6 {
                let answer = try await register.signIn(
                    email: address, password: "wrong wrong wrong", client: "a", now: Self.now)
                #expect(answer == (attempt < 5 ? .refused : .tooMany(retryAfter: 900)), "\(attempt)")
            }
        }
    }

    /// Wall time of one of the answers, many times, is not a test for a busy machine; the work is: what is hashed and what is written.
    @Test("As much memory is gone through for nobody as for somebody")
    func work() async throws {
        let scene = try await CompanyScene([
            ("\"operations\": 1, \"memoryKiB\": 8", "\"operations\": 3, \"memoryKiB\": 32768")
        ])
        _ = try await scene.found()
        func time(_ name: String) async throws -> Duration {
            let clock = ContinuousClock()
            var best = Duration.seconds(100)
            for round in 0..<4 {
                let email = try CompanyScene.email(name)
                best = min(
                    best,
                    try await clock.measure {
                        _ = try await scene.register.signIn(
                            email: email, password: "wrong wrong wrong", client: "c\(round)", now: Self.now)
                    })
            }
            return best
        }
        let (known, unknown) = (try await time("owner"), try await time("nobody"))
        // Without the decoy the one takes a hundredth of the other.
        #expect(unknown * 3 > known && known * 3 > unknown, "\(known) \(unknown)")
    }

    @Test(
        "One client's failures shut out that client; many clients', everybody, for a while; and who is in is forgiven")
    func limits() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        let register = scene.register
        let email = try CompanyScene.email("owner")
        func attempt(_ password: String, _ client: String, _ now: Int64 = Self.now) async throws -> SignInAnswer {
            try await register.signIn(email: email, password: password, client: client, now: now)
        }
        for _ in 0..<5 { #expect(try await attempt("wrong wrong wrong", "a") == .refused) }
        #expect(try await attempt(right, "a") == .tooMany(retryAfter: 900))
        #expect(try await attempt(right, "b") == .signedIn(owner))
        #expect(try await attempt(right, "a") == .signedIn(owner), "the owner is in: what was before is forgotten")
        for client in 0..<20 { #expect(try await attempt("wrong wrong wrong", "x\(client)") == .refused) }
        #expect(try await attempt(right, "elsewhere", Self.now + 10) == .tooMany(retryAfter: 890))
        #expect(try await attempt(right, "elsewhere", Self.now + 900) == .signedIn(owner))
        // One client against many addresses.
        for number in 0..<50 {
            let other = try CompanyScene.email("n\(number)")
            #expect(
                try await register.signIn(email: other, password: "x", client: "s", now: Self.now + 2_000) == .refused)
        }
        #expect(
            try await register.signIn(
                email: try CompanyScene.email("n50"), password: "x", client: "s", now: Self.now + 2_000)
                == .tooMany(retryAfter: 900))
    }

    @Test("Attempts that come at the same time are all counted")
    func parallel() async throws {
        let scene = try await CompanyScene()
        _ = try await scene.found()
        let register = scene.register
        let email = try CompanyScene.email("owner")
        let answers = try await withThrowingTaskGroup(of: SignInAnswer.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try await register.signIn(
                        email: email, password: "wrong \(number) wrong", client: "one", now: Self.now)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count { $0 == .refused } == 5)
    }

    @Test("So many are looked at together; of the rest so many wait, and others are told to come again")
    func busy() async throws {
        let scene = try await CompanyScene([
            ("\"operations\": 1, \"memoryKiB\": 8", "\"operations\": 3, \"memoryKiB\": 16384"),
            ("\"atOnce\": 2, \"waiting\": 32", "\"atOnce\": 1, \"waiting\": 2"),
        ])
        let register = scene.register
        let answers = try await withThrowingTaskGroup(of: SignInAnswer.self) { group in
            for number in 0..<30 {
                group.addTask {
                    try await register.signIn(
                        email: try CompanyScene.email("p\(number)"), password: "x", client: nil, now: Self.now)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.contains(.busy) && answers.count { $0 == .refused } >= 3)
        #expect(answers.allSatisfy { $0 == .busy || $0 == .refused })
        // Who was told to come again has not used an attempt up.
        #expect(
            try await register.signIn(email: try CompanyScene.email("p1"), password: "x", client: nil, now: Self.now)
                == .refused)
    }

    @Test("A password that was hashed at another cost is hashed anew when it was typed")
    func rehash() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        scene.register.close()
        let path = scene.scratch.folder + "/seeds/companies.json"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacingOccurrences(
            of: "\"operations\": 1, \"memoryKiB\": 8", with: "\"operations\": 2, \"memoryKiB\": 16"
        )
        .write(toFile: path, atomically: true, encoding: .utf8)
        let register = try await scene.scratch.open()
        let email = try CompanyScene.email("owner")
        for _ in 0..<2 {
            #expect(
                try await register.signIn(email: email, password: right, client: nil, now: Self.now) == .signedIn(owner)
            )
        }
        register.close()
        nonisolated(unsafe) var costs: [[SQLValue]] = []
        try await scene.scratch.tamper { costs = try $0.rows("SELECT operations, memory FROM account").map(\.values) }
        #expect(costs == [[2, 16]])
    }

    // MARK: Second factors

    private func enrolled(_ scene: CompanyScene, _ owner: AccountID) async throws -> ([UInt8], [RecoveryCode]) {
        let enrolment = try await scene.register.beginTimeCodes(of: owner)
        let secret = try #require(Base32Text.decoded(enrolment.secret))
        #expect(enrolment.uri.contains(enrolment.secret.replacingOccurrences(of: " ", with: "")))
        #expect(try await scene.register.confirmTimeCodes(of: owner, code: "000000", now: Self.now) == .wrong)
        let code = TimeCode.code(secret: secret, step: Self.now / 30)
        let codes = try #require(
            try await scene.register.confirmTimeCodes(of: owner, code: code, now: Self.now).codes)
        #expect(codes.count == 10 && Set(codes).count == 10)
        return (secret, codes)
    }

    private func pending(_ scene: CompanyScene, at now: Int64) async throws -> PendingSignIn {
        let answer = try await scene.register.signIn(
            email: try CompanyScene.email("owner"), password: right, client: "a", now: now)
        guard case .secondFactor(let pending, _) = answer else { throw CompanyScene.Unexpected("\(answer)") }
        return pending
    }

    @Test("An app is asked for SHA-256; one that knows SHA-1 only is taken, and each is good with its own alone")
    func timeCodeHashes() async throws {
        for hash in TimeCode.HashFunction.allCases {
            let scene = try await CompanyScene()
            let owner = try await scene.found()
            let register = scene.register
            let enrolment = try await register.beginTimeCodes(of: owner)
            #expect(enrolment.uri.contains("&algorithm=SHA256&"))
            let secret = try #require(Base32Text.decoded(enrolment.secret))
            #expect(secret.count == 32)
            func code(_ now: Int64, _ hash: TimeCode.HashFunction) -> String {
                TimeCode.code(secret: secret, step: now / 30, hash: hash)
            }
            #expect(
                try await register.confirmTimeCodes(of: owner, code: code(Self.now, hash), now: Self.now).codes?.count
                    == 10)
            let later = Self.now + 60
            let waiting = try await pending(scene, at: later)
            for other in TimeCode.HashFunction.allCases where other != hash {
                #expect(
                    try await register.signIn(waiting, with: .code(code(later, other)), client: "a", now: later)
                        == .wrong(triesLeft: 4))
            }
            #expect(
                try await register.signIn(waiting, with: .code(code(later, hash)), client: "a", now: later)
                    == .signedIn(owner))
        }
    }

    @Test("An app's code is good once; a recovery code too; a message does not do instead")
    func timeCodes() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        let (secret, codes) = try await enrolled(scene, owner)
        let register = scene.register
        func code(_ now: Int64) -> String { TimeCode.code(secret: secret, step: now / 30) }
        var waiting = try await pending(scene, at: Self.now)
        #expect(try await register.secondFactor(of: waiting, now: Self.now) == .timeCode)
        // The code that set it up was used by that.
        #expect(
            try await register.signIn(waiting, with: .code(code(Self.now)), client: "a", now: Self.now)
                == .wrong(triesLeft: 4))
        #expect(
            try await register.signIn(
                waiting, with: .message(try CompanyScene.email("owner")), client: "a", now: Self.now)
                == .wrong(triesLeft: 3))
        let later = Self.now + 60
        #expect(
            try await register.signIn(waiting, with: .code(code(later)), client: "a", now: later) == .signedIn(owner))
        #expect(
            try await register.signIn(waiting, with: .code(code(later)), client: "a", now: later) == .over,
            "a sign-in is finished once")
        waiting = try await pending(scene, at: later)
        #expect(
            try await register.signIn(waiting, with: .code(code(later)), client: "a", now: later)
                == .wrong(triesLeft: 4))
        #expect(
            try await register.signIn(waiting, with: .code(codes[0].text.lowercased()), client: "a", now: later)
                == .signedIn(owner))
        #expect(try await register.account(owner)?.recoveryCodesLeft == 9)
        waiting = try await pending(scene, at: later)
        #expect(
            try await register.signIn(waiting, with: .code(codes[0].text), client: "a", now: later)
                == .wrong(triesLeft: 4))
        #expect(try await !register.removeTimeCodes(of: owner, code: codes[0].text, now: later))
        #expect(try await register.removeTimeCodes(of: owner, code: codes[1].text, now: later))
        #expect(try await register.account(owner)?.hasTimeCodes == false)
        #expect(
            try await register.signIn(
                email: try CompanyScene.email("owner"), password: right, client: "b", now: later) == .signedIn(owner))
    }

    @Test("Wrong codes end a sign-in, count like wrong passwords, and a right password does not forgive them")
    func wrongCodes() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        _ = try await enrolled(scene, owner)
        let register = scene.register
        var guesses = 0
        attack: while guesses < 100 {
            let answer = try await register.signIn(
                email: try CompanyScene.email("owner"), password: right, client: "thief", now: Self.now)
            guard case .secondFactor(let waiting, _) = answer else {
                #expect(answer == .tooMany(retryAfter: 900))
                break
            }
            for _ in 0..<5 {
                guesses += 1
                switch try await register.signIn(waiting, with: .code("000000"), client: "thief", now: Self.now) {
                case .tooMany: break attack
                case .over, .wrong: continue
                case .signedIn: Issue.record("guessed")
                }
            }
        }
        #expect(guesses <= 6, "in a quarter of an hour")
    }

    @Test("A second factor takes its time, and no longer")
    func expires() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        let (_, codes) = try await enrolled(scene, owner)
        let waiting = try await pending(scene, at: Self.now)
        #expect(
            try await scene.register.signIn(waiting, with: .code(codes[0].text), client: nil, now: Self.now + 601)
                == .over)
    }

    @Test("A large company asks for a code by message; to another address it does not do")
    func large() async throws {
        let scene = try await CompanyScene([("\"secondFactorFrom\": 20", "\"secondFactorFrom\": 3")])
        let owner = try await scene.found()
        let register = scene.register
        let email = try CompanyScene.email("owner")
        _ = try await scene.people(2, of: owner)
        #expect(
            try await register.signIn(email: email, password: right, client: nil, now: Self.now) == .signedIn(owner))
        _ = try await register.importRoster(
            CompanyScene.table(3), .person, takingGood: false, by: owner, now: Self.now)
        let answer = try await register.signIn(email: email, password: right, client: nil, now: Self.now)
        guard case .secondFactor(let waiting, .message(let to)) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(to == email)
        #expect(
            try await register.signIn(
                waiting, with: .message(try CompanyScene.email("other")), client: nil, now: Self.now)
                == .wrong(triesLeft: 4))
        #expect(
            try await register.signIn(waiting, with: .message(email), client: nil, now: Self.now) == .signedIn(owner))
    }

    @Test("Somebody is signed out everywhere by the address that they sign in with")
    func signedOut() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        _ = try await enrolled(scene, owner)
        let register = scene.register
        let session = try await register.grant(.account(owner.bytes), to: nil, limits: .proof, now: Self.now)
        let waiting = try await pending(scene, at: Self.now)
        let by = scene.scratch.by
        let (known, unknown) = (try CompanyScene.email("owner"), try CompanyScene.email("nobody"))
        #expect(try await !register.signOutEverywhere(email: unknown, by: by, now: Self.now))
        #expect(try await register.session(session, now: Self.now)?.account != nil)
        #expect(try await register.signOutEverywhere(email: known, by: by, now: Self.now))
        #expect(try await register.session(session, now: Self.now)?.account == nil)
        #expect(try await register.secondFactor(of: waiting, now: Self.now) == nil)
    }

    @Test("A new password ends sessions and half sign-ins, and leaves the app")
    func newPassword() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        _ = try await enrolled(scene, owner)
        let register = scene.register
        let session = try await register.grant(.account(owner.bytes), to: nil, limits: .proof, now: Self.now)
        let waiting = try await pending(scene, at: Self.now)
        let email = try CompanyScene.email("owner")
        guard case .refused(let fault) = try await register.setPassword("password1234", of: email, now: Self.now) else {
            Issue.record("taken")
            return
        }
        #expect(fault.rule == "too-common")
        #expect(try await register.setPassword("my new and other words", of: email, now: Self.now) == .changed)
        #expect(
            try await register.setPassword(right, of: try CompanyScene.email("none"), now: Self.now) == .unknown)
        #expect(try await register.session(session, now: Self.now)?.account == nil)
        #expect(try await register.secondFactor(of: waiting, now: Self.now) == nil)
        #expect(try await register.signIn(email: email, password: right, client: nil, now: Self.now) == .refused)
        let answer = try await register.signIn(
            email: email, password: "my new and other words", client: nil, now: Self.now)
        guard case .secondFactor(_, .timeCode) = answer else {
            Issue.record("\(answer)")
            return
        }
    }
}
