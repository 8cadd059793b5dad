import Dispatch
import PassCrypto
import Synchronization

/// Looks at passwords, a few at a time, apart from the threads that answer requests: each takes a tenth of a second of a processor
/// and memory by the megabyte, and strangers decide how many come.
final class PasswordHasher: Sendable {
    /// Too many wait.
    struct Busy: Error {}

    private struct State {
        var running = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let rules: CompanyRules.PasswordCost
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "portpass.passwords", attributes: .concurrent)
    /// Nobody's: what is looked at where there is no account, with as much work.
    private let decoy: SecretHash?

    init(_ rules: CompanyRules.PasswordCost) {
        self.rules = rules
        decoy = SecretHash(
            salt: [UInt8](repeating: 0x5A, count: SecretHash.saltByteCount), cost: rules.cost,
            digest: [UInt8](repeating: 0, count: SecretHash.digestByteCount))
    }

    /// How many looks are going on, and how many wait.
    var load: (running: Int, waiting: Int) { state.withLock { ($0.running, $0.waiting.count) } }

    /// Whether a password is the one of a hash; for nil no, after as much work.
    /// - Throws: ``Busy``, `CryptoError.memoryUnavailable`.
    func matches(_ password: PasswordText, _ hash: SecretHash?) async throws -> Bool {
        let (bytes, known, looked) = (password.bytes, hash != nil, hash ?? decoy)
        return try await run { Self.isEqual(bytes, looked, known: known) }
    }

    private static func isEqual(_ bytes: [UInt8], _ hash: SecretHash?, known: Bool) -> Result<Bool, CryptoError> {
        do {
            let isEqual = try hash?.matches(bytes) ?? false
            return .success(isEqual && known)
        } catch { return .failure(error) }
    }

    /// Hashes a new password at today's cost.
    func hash(_ password: PasswordText) async throws -> SecretHash {
        let (bytes, cost) = (password.bytes, rules.cost)
        return try await run { Self.hash(bytes, cost) }
    }

    private static func hash(_ bytes: [UInt8], _ cost: SealingCost) -> Result<SecretHash, CryptoError> {
        do { return .success(try SecretHash(of: bytes, cost: cost)) } catch { return .failure(error) }
    }

    // MARK: Codes

    /// What a code's hash costs: random codes need no more than OWASP ASVS 5.0 asks for (appendix C), and ten are made at once.
    private static let codeCost = try? SealingCost(operations: 3, memoryKiB: 12 << 10)

    /// Hashes a code. It has no words in it that anybody would guess.
    func hash(code bytes: [UInt8]) async throws -> SecretHash {
        let cost = Self.codeCost ?? rules.cost
        return try await run { Self.hash(bytes, cost) }
    }

    func matches(code bytes: [UInt8], _ hash: SecretHash) async throws -> Bool {
        try await run { Self.isEqual(bytes, hash, known: true) }
    }

    /// Whether a hash was made at another cost than today's.
    func isOutdated(_ hash: SecretHash) -> Bool { hash.cost != rules.cost }

    private func run<Value: Sendable>(
        _ work: @escaping @Sendable () -> Result<Value, CryptoError>
    ) async throws -> Value {
        try await enter()
        defer { leave() }
        let result: Result<Value, CryptoError> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
        return try result.get()
    }

    private func enter() async throws {
        // Looked at first, so that nothing waits that can't.
        let isRefused = state.withLock { $0.running >= rules.atOnce && $0.waiting.count >= rules.waiting }
        if isRefused { throw Busy() }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let goes = state.withLock { state in
                if state.running < rules.atOnce {
                    state.running += 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if goes { continuation.resume() }
        }
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if state.waiting.isEmpty {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
