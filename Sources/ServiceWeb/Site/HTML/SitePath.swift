import PassFormat
import Register

/// The addresses of our pages.
enum SitePath: Hashable, Sendable {
    case style, apply
    case application(ApplicationID)
    case pass(ApplicationID)
    case passPicture(ApplicationID, PassPicture.Kind)
    case office
    case applicationPhoto(ApplicationID)
    case approve(ApplicationID)
    case reject(ApplicationID)
    case revoke(PassID)
    /// Below the stand-in for the payment service.
    case standIn(String)
    /// Where the payment service sends a browser back to.
    case payReturn(String)

    var text: String {
        switch self {
        case .style: "/site.css"
        case .apply: "/apply"
        case .application(let id): "/applications/\(id.hex)"
        case .pass(let id): "/pass/\(id.hex)"
        case .passPicture(let id, let kind): "/pass/\(id.hex).\(kind.rawValue)"
        case .office: "/office"
        case .applicationPhoto(let id): "/office/applications/\(id.hex)/photo"
        case .approve(let id): "/office/applications/\(id.hex)/approve"
        case .reject(let id): "/office/applications/\(id.hex)/reject"
        case .revoke(let id): "/office/passes/\(id.hex)/revoke"
        case .standIn(let path): PaymentStandIn.path + path
        case .payReturn(let path): path
        }
    }
}
