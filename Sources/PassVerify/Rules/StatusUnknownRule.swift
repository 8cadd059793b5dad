/// `status-unknown`: no list for the URI, a URI that is not one of the policy's, or an index outside the list.
enum StatusUnknownRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.status == .unknown else { return nil }
        return Reason(.statusUnknown, .deny)
    }
}
