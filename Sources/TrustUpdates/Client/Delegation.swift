import StrictJSON

/// That one role delegates to another; `nil` stands for root, which delegates to `targets`.
struct Delegation: Hashable, Sendable {
    let delegator: ExactText?
    let role: ExactText
}
