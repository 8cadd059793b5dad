import Hummingbird
import PassFormat
import Register

/// The page of a pass: what a holder shows at the gate.
struct PassPage {
    let application: ApplicationID
    let pass: PassSummary
    let claims: PassClaims
    /// Nil for a pass that no gate admits.
    let picture: PassPicture?
    let ports: [SeedPort]
    let utcOffset: Int64
    let now: Int64

    var response: Response {
        PageFrame.response(
            PageFrame.page(Words("通行證", "Port pass")) { page in
                page.element(
                    .paragraph, [picture == nil ? .styled("state bad") : .styled("state good")], pass.words(at: now))
                if let picture { page.element(.div, [.styled("code")]) { $0.picture(picture) } }
                writeClaims(&page)
                if picture != nil { writeDownloads(&page) }
            })
    }

    private func writeClaims(_ page: inout HTMLWriter) {
        page.element(.descriptions) { page in
            page.element(.term, Words("證號", "Number"))
            page.element(.description) { $0.typed(pass.number) }
            if let name = claims.name {
                page.element(.term, Words("姓名", "Name"))
                page.element(.description) { $0.typed(name.string) }
            }
            if let hint = claims.idHint {
                page.element(.term, Words("證件末四碼", "Last four of the document"))
                page.element(.description) { $0.typed(hint.string) }
            }
            if let organisation = claims.organisation {
                page.element(.term, Words("服務公司", "Company"))
                page.element(.description) { $0.typed(organisation.string) }
            }
            page.element(.term, Words("證別", "Kind"))
            page.element(.description, claims.term.words)
            page.element(.term, Words("港區", "Ports and zones"))
            page.element(.description) { page in
                for place in claims.places(ports) { page.element(.div, place) }
            }
            page.element(.term, Words("有效期間", "Valid"))
            page.element(
                .description,
                SiteDate.validity(from: pass.notBefore, until: pass.expires, utcOffset: utcOffset))
        }
    }

    private func writeDownloads(_ page: inout HTMLWriter) {
        page.element(.div, [.styled("acts")]) { page in
            for kind in PassPicture.Kind.allCases.reversed() {
                page.element(
                    .anchor,
                    [
                        .styled("button"), .link(.passPicture(application, kind)),
                        .download("\(pass.number).\(kind.rawValue)"),
                    ],
                    Words("下載 \(kind.rawValue.uppercased())", "Save as \(kind.rawValue.uppercased())"))
            }
        }
    }
}
