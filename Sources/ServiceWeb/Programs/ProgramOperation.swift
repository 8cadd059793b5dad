package import HTTPTypes
package import Register

/// What programs can ask for: the one list that routes are made from, and that the document (`web/site/api/openapi.json`) is held
/// against. The raw value is the operation's name there.
package enum ProgramOperation: String, Hashable, Sendable, CaseIterable {
    case getDocument, listApplications, startApplication, getApplication, changeAnswers, putDocument, submitApplication
    case listPasses, getPass, releasePass, expectVisitors

    /// Where all of them are.
    package static let base = "/api/v1"

    package var method: HTTPRequest.Method {
        switch self {
        case .getDocument, .listApplications, .getApplication, .listPasses, .getPass: .get
        case .startApplication, .submitApplication, .releasePass, .expectVisitors: .post
        case .putDocument: .put
        case .changeAnswers: .patch
        }
    }

    /// Below ``base``, as the document writes it.
    package var path: String {
        switch self {
        case .getDocument: "/openapi.json"
        case .listApplications, .startApplication: "/applications"
        case .getApplication, .changeAnswers: "/applications/{number}"
        case .putDocument: "/applications/{number}/documents/{kind}"
        case .submitApplication: "/applications/{number}/submit"
        case .listPasses: "/passes"
        case .getPass: "/passes/{number}"
        case .releasePass: "/passes/{number}/release"
        case .expectVisitors: "/visitors"
        }
    }

    /// What a token must let its program do; nil where none is asked for.
    package var scope: TokenScope? {
        switch self {
        case .getDocument: nil
        case .listApplications, .getApplication: .readApplications
        case .startApplication, .changeAnswers, .putDocument, .submitApplication: .writeApplications
        case .listPasses, .getPass: .readPasses
        case .releasePass: .releasePasses
        case .expectVisitors: .writeVisitors
        }
    }

    /// The questions of a form that programs answer.
    package static func questions(_ kind: ApplicationKind) -> Set<String> {
        Set(ProgramAnswers.fields(kind).map(\.name))
    }

    /// As the router writes it.
    var pattern: String {
        String((Self.base + path).dropFirst()).replacing("{", with: ":").replacing("}", with: "")
    }
}
