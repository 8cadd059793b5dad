/// The answer to a request for a binding.
package enum BindingOutcome: Hashable, Sendable {
    /// The pass was issued anew; the former is superseded.
    case bound(HeldPass)
    /// It was bound to this key already: the same pass again, for whoever lost the first answer.
    case already(HeldPass)
    case refused(BindingRefusal)

    package var pass: HeldPass? {
        switch self {
        case .bound(let pass), .already(let pass): pass
        case .refused: nil
        }
    }
}
