import PassCrypto
import PassFormat
import Register
import Testing

/// By the clock, so with nothing else beside it: see `scripts/test`.
@Suite("How fast a company of 5,000 is suspended")
struct MassRateTests {
    @Test("Preview, act and publication within five seconds")
    func suspend() async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        let (by, now) = (scratch.by, ScratchRegister.now)
        var number = 0
        _ = try await register.issueLines(
            next: {
                number += 1
                return number > 5_000 ? nil : Records.person(number)
            }, now: { now }, by: by, emit: { _ in })
        _ = try await register.publish(by: by, now: now)
        let clock = ContinuousClock()
        let begun = clock.now
        let preview = try await register.previewSuspension(ofCompany: "基隆港埠裝卸股份有限公司", now: now)
        let shown = clock.now
        #expect(preview.passes.count == 5_000)
        let made = try await register.suspendCompany(
            "基隆港埠裝卸股份有限公司", seen: preview.digest, reason: "investigation", by: by, now: now)
        let acted = clock.now
        #expect(made?.count == 5_000)
        _ = try await register.publish(by: by, now: now + 1)
        let published = clock.now
        print("preview \(shown - begun), act \(acted - shown), publish \(published - acted)")
        #expect(published - begun < .seconds(5))
        register.close()
    }
}
