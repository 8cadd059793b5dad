import PassFormat
import Register

/// The addresses of the desk's pages. An application is named by its number.
enum SitePath: Hashable, Sendable {
    case style, office
    case applicationPicture(String, String)
    case act(String, String)
    case revoke(PassID)
    case approveCompany(CompanyID)
    /// At a counter: what staff do there for somebody.
    case counter, counterAct(String)
    case opinions, opinionAct(String, String)
    /// Below the stand-in for the payment service.
    case standIn(String)
    /// Where the payment service sends a browser back to.
    case payReturn(String)

    var text: String {
        switch self {
        case .style: "/site.css"
        case .office: "/office"
        case .applicationPicture(let number, let picture): "/office/applications/\(number)/pictures/\(picture)"
        case .act(let number, let act): "/office/applications/\(number)/\(act)"
        case .counter: "/office/counter"
        case .counterAct(let act): "/office/counter/\(act)"
        case .opinions: "/office/opinions"
        case .opinionAct(let number, let act): "/office/opinions/\(number)/\(act)"
        case .revoke(let id): "/office/passes/\(id.hex)/revoke"
        case .approveCompany(let id): "/office/companies/\(id.hex)/approve"
        case .standIn(let path): PaymentStandIn.path + path
        case .payReturn(let path): path
        }
    }
}
