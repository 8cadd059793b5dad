import HTTPTypes
import Hummingbird
import Register

/// Companies that ask for an account: let in, or turned down with a reason.
struct CompanyOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("companies", .seeCompanies) { page in try await show(page) }
        router.form("companies/:id/approve", .decideCompanies) { page, _ in
            try await page.register.approveCompany(try company(page), by: page.principal, now: page.now)
            return page.redirect(to: "companies")
        }
        router.form("companies/:id/close", .decideCompanies, fields: ["reason"]) { page, fields in
            try await page.register.closeCompany(
                try company(page), reason: fields["reason"], by: page.principal, now: page.now)
            return page.redirect(to: "companies")
        }
    }

    private func company(_ page: StaffPage) throws -> CompanyID {
        guard let id = CompanyID(hex: page.parameter("id")) else { throw Problem.notFound }
        return id
    }

    private func show(_ page: StaffPage) async throws -> Response {
        let companies = try await page.register.appliedCompanies()
        var view = OfficeView("office-companies", title: page.words["staff.menu-companies"])
        view.values["hasCompanies"] = !companies.isEmpty
        view.values["mayDecide"] = page.may(.decideCompanies)
        view.values["closeReasons"] = ReasonChoices.values(for: "reject", page)
        view.values["companies"] = companies.map { company -> [String: Any] in
            var values: [String: Any] = ["name": company.name, "number": company.number]
            values["id"] = company.id.hex
            values["contact"] = "\(company.contactName)　\(company.telephone)"
            values["since"] = page.moment(company.createdAt)
            values["approve"] = page.link("companies/\(company.id.hex)/approve")
            values["close"] = page.link("companies/\(company.id.hex)/close")
            return values
        }
        return try view.response(in: page)
    }
}
