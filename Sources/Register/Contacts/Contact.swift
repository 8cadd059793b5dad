package struct Contact: Hashable, Sendable {
    package enum Channel: String, Hashable, Sendable, CaseIterable { case email, mobile }
    package let channel: Channel
    package let address: String
    package init?(stored channel: String, _ address: String) {
        guard let channel = Channel(rawValue: channel) else { return nil }
        self.channel = channel
        self.address = address
    }
}
