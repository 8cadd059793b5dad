/// The addresses of our pages.
enum SitePath: Hashable, Sendable {
    case style, apply
    case office

    var text: String {
        switch self {
        case .style: "/site.css"
        case .apply: "/apply"
        case .office: "/office"
        }
    }
}
