import Foundation
import GateMessages
import Hummingbird
import PassRender
import Register

/// The one-time code that makes a kiosk a gate: shown once, and kept nowhere.
enum EnrolmentPage {
    /// Where a kiosk finds the service: as this browser does, unless somebody says otherwise.
    static func address(of page: StaffPage) -> String {
        let host = page.request.head.authority ?? ""
        let isHere = host.hasPrefix("localhost") || host.hasPrefix("127.0.0.1") || host.hasPrefix("[::1]")
        let address = "\(isHere ? "http" : "https")://\(host)"
        return isAddress(address) ? address : ""
    }

    static func isAddress(_ text: String) -> Bool {
        text.utf8.count <= 200 && (text.hasPrefix("http://") || text.hasPrefix("https://"))
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }
    }

    @inline(never)
    static func response(_ invitation: EnrolmentInvitation, url: String, _ page: StaffPage) throws -> Response {
        let words = page.words
        let text = invitation.text(url: url)
        let symbol = try QRSymbol(plainText: text)
        var view = OfficeView(
            "office-enrolment", title: words["staff.gate-enrol-title", ["gate": invitation.gate]])
        view.values["picture"] =
            "data:image/svg+xml;base64,"
            + Data(symbol.svgBytes(title: words["staff.gate-enrol-picture"])).base64EncodedString()
        view.values["code"] = invitation.code.text
        view.values["text"] = text
        view.values["until"] = words["staff.gate-code-until", ["time": page.moment(invitation.expires)]]
        view.values["back"] = page.link("gates/\(invitation.gate)")
        return try view.response(in: page)
    }
}
