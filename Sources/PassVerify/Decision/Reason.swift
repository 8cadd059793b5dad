/// One reason for a verdict.
package struct Reason: Hashable, Sendable {
    /// Which rule spoke.
    package let code: ReasonCode
    /// What it does to the verdict.
    package let effect: Effect
    /// What the screen needs to say it, where the code alone is not enough.
    package let detail: ReasonDetail?

    package init(_ code: ReasonCode, _ effect: Effect, _ detail: ReasonDetail? = nil) {
        self.code = code
        self.effect = effect
        self.detail = detail
    }

    /// The same reason with an effect of at most `limit`.
    func limited(to limit: Effect) -> Reason {
        effect > limit ? Reason(code, limit, detail) : self
    }
}
