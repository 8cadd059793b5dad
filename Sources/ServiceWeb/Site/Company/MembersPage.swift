import Hummingbird
import Register

/// Who acts for a company, who is asked to, and a form to ask somebody.
struct MembersPage {
    let membership: Membership
    let members: [CompanyMember]
    let invitations: [CompanyInvitation]
    let values: FieldValues
    let errors: [String: String]
    let box: NoticeBox?
    let utcOffset: Int64

    private var company: Company { membership.company }

    /// What the actor may make of somebody who is `old`.
    private func roles(_ old: CompanyRole?) -> [CompanyRole] {
        CompanyRole.allCases.filter {
            CompanyAccess.mayChange(membership.role, from: old, to: $0, in: company.state)
        }
    }

    func response(_ page: PageContext) -> Response {
        let words = page.words
        var form = FormView(
            action: page.link(CompanyPaths.members),
            fields: [
                .company("email", value: values["email"], errors: errors, words: words),
                .company(
                    "role",
                    .radios(
                        roles(nil).map {
                            .init(
                                $0.rawValue, words["company.role-\($0.rawValue)"],
                                hint: words["company.role-\($0.rawValue)-text"],
                                isChosen: values["role"] == $0.rawValue)
                        }), errors: errors, words: words),
                .company(
                    "language",
                    .select(
                        SiteLanguage.allCases.map {
                            .init(
                                $0.rawValue, $0.ownName,
                                isChosen: values["language"].isEmpty
                                    ? $0 == page.language : values["language"] == $0.rawValue,
                                language: $0.rawValue)
                        }), errors: errors, words: words),
            ], submit: words["company.invite-send"])
        form.fields[0].hint = words["company.hint-invite-email"]
        form.fields[0].keyboard = "email"
        form.fields[1].hint = nil
        var template = form.values
        template["boxes"] = box.map { [$0.values] } ?? []
        template["mayManage"] = membership.may(.manageMembers)
        template["members"] = members.map { member($0, page) }
        template["hasInvitations"] = !invitations.isEmpty
        template["invitations"] = invitations.map { invitation -> [String: Any] in
            [
                "email": invitation.email.address, "role": words["company.role-\(invitation.role.rawValue)"],
                "until": CompanyPage.day(invitation.expires, utcOffset, words),
                "withdraw": page.link("\(CompanyPaths.members)/invitations/\(invitation.id)/withdraw"),
                "mayWithdraw": CompanyAccess.mayChange(
                    membership.role, from: invitation.role, to: nil, in: company.state),
            ]
        }
        return CompanyPage(page, membership, at: CompanyPaths.members).response(
            "company-members", title: words["company.members"], template, isError: !errors.isEmpty)
    }

    /// Whether the app of somebody who lost it can be taken off here.
    static func mayTakeFactor(_ membership: Membership, of member: CompanyMember) -> Bool {
        member.hasTimeCodes && member.account != membership.account
            && CompanyAccess.mayTakeFactor(membership.role, of: member.role, in: membership.company.state)
    }

    private func member(_ member: CompanyMember, _ page: PageContext) -> [String: Any] {
        let words = page.words
        let isOwn = member.account == membership.account
        let others = roles(member.role)
        return [
            "name": member.name, "email": member.email.address, "isOwn": isOwn,
            "role": words["company.role-\(member.role.rawValue)"],
            "factor": words[member.hasTimeCodes ? "company.has-app" : "company.no-app"],
            "since": CompanyPage.day(member.joinedAt, utcOffset, words), "id": member.account.hex,
            "mayChange": others.count > 1, "setRole": page.link(CompanyPaths.member(member.account, "role")),
            "roles": others.map {
                [
                    "value": $0.rawValue, "text": words["company.role-\($0.rawValue)"],
                    "isChosen": $0 == member.role,
                ] as [String: Any]
            },
            "mayRemove": isOwn
                || CompanyAccess.mayChange(membership.role, from: member.role, to: nil, in: company.state),
            "remove": page.link(CompanyPaths.member(member.account, "remove")),
            "mayTakeFactor": Self.mayTakeFactor(membership, of: member),
            "factorAt": page.link(CompanyPaths.member(member.account, "factor")),
        ]
    }
}
