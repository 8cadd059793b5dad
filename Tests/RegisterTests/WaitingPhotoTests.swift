import PassCrypto
import PassFormat
import PassVerify
import Register
import ServiceScenes
import Testing

@Suite("Photos of applications that wait")
struct WaitingPhotoTests {
    static let now = ScratchRegister.now
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 7, count: 1_000) + [0xFF, 0xD9]

    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private struct Unexpected: Error {}

    private func apply(
        _ number: Int, _ register: Register, photo: [UInt8]? = Self.jpeg, within limits: WaitingPhotoLimits
    ) async throws -> ApplicationID? {
        let answer = try await register.apply(
            Records.person(number), photo: photo, within: limits, by: scratch.by, now: Self.now)
        switch answer {
        case .submitted(let id): return id
        case .refused(let refusal):
            #expect(refusal.problems.map(\.field) == ["photo"] && refusal.problems.map(\.rule) == ["no-room"])
            return nil
        }
    }

    @Test("There is room for some, by bytes and by number; who applies without one, or when some were decided, may")
    func room() async throws {
        for isByCount in [true, false] {
            let scratch = try ScratchRegister()
            let register = try await scratch.create()
            var limits = WaitingPhotoLimits()
            let size = Int64(try register.sealed(photo: Self.jpeg).blob.count)
            if isByCount { limits.count = 2 } else { limits.bytes = 2 * size + size / 2 }
            let first = try #require(try await apply(1, register, within: limits))
            let second = try #require(try await apply(2, register, within: limits))
            #expect(try await apply(3, register, within: limits) == nil)
            #expect(try await register.openApplications().count == 2)
            #expect(try await apply(3, register, photo: nil, within: limits) != nil)
            _ = try await register.reject(first, reason: "incomplete", by: scratch.by, now: Self.now)
            #expect(try await apply(4, register, within: limits) != nil)
            #expect(try await apply(5, register, within: limits) == nil)
            guard case .approved = try await register.approve(second, by: scratch.by, now: Self.now) else {
                throw Unexpected()
            }
            #expect(try await apply(5, register, within: limits) != nil)
            #expect(try await register.verifyAudit().problems == [])
            register.close()
        }
    }

    @Test("After 90 days a photo goes, and its application is approved without it; one that was decided stays")
    func longWait() async throws {
        let register = try await scratch.create()
        let limits = WaitingPhotoLimits()
        let id = try #require(try await apply(1, register, within: limits))
        let decided = try #require(try await apply(2, register, within: limits))
        _ = try await register.approve(decided, by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now + 89 * 86_400)
        #expect(try await register.photo(of: id) == Self.jpeg)
        _ = try await register.publish(by: scratch.by, now: Self.now + 91 * 86_400)
        #expect(try await register.photo(of: id) == nil)
        #expect(try await register.photo(of: decided) == Self.jpeg)
        guard case .approved(let pass) = try await register.approve(id, by: scratch.by, now: Self.now),
            case .pass(let read) = try ScannedCode.decode(pass.text)
        else { throw Unexpected() }
        #expect(read.claims.photoSecret == nil)
        register.close()
    }
}
