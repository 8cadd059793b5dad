/// The addresses of the pages that development has.
enum SitePath: Hashable, Sendable {
    case style, home
    /// Below the stand-in for the payment service.
    case standIn(String)
    /// Where the payment service sends a browser back to.
    case payReturn(String)

    var text: String {
        switch self {
        case .style: "/site.css"
        case .home: "/"
        case .standIn(let path): PaymentStandIn.path + path
        case .payReturn(let path): path
        }
    }
}
