import PassFormat
import Register

/// Passes as rows of a table.
enum PassRows {
    static func values(of ids: [PassID], _ page: StaffPage) async throws -> [[String: Any]] {
        try values(of: try await page.register.passes(ids), page)
    }

    static func values(of passes: [PassSummary], _ page: StaffPage) throws -> [[String: Any]] {
        try passes.map { try values(of: $0, page) }
    }

    static func values(of pass: PassSummary, _ page: StaffPage) throws -> [String: Any] {
        let claims = try pass.text.map { try PassClaims.claims(in: $0) }
        let plates = claims?.plates.map(\.string).joined(separator: "、") ?? ""
        var values = PassLook.tag(pass, page).values
        values["address"] = page.link("passes/\(pass.id.hex)")
        values["number"] = pass.number
        values["name"] = claims?.name?.string ?? (plates.isEmpty ? "—" : plates)
        values["organisation"] = claims?.organisation?.string ?? "—"
        values["hint"] = claims?.idHint?.string ?? "—"
        values["until"] = page.day(pass.expires - 1)
        return values
    }
}
