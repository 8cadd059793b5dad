import Foundation
import HTTPTypes
import HummingbirdTesting
import Register
import ServiceWeb
import StrictJSON
import Testing

@Suite("The document of what programs can ask for")
struct ProgramDocumentTests {
    /// Of the document: `get /applications applications:read`, by the operation's name.
    private func operations() throws -> [String: String] {
        let site = try WebScene.site.get()
        guard case .object(let document) = try JSONReader.read(site.document),
            case .object(let paths)? = document["paths"]
        else { throw CompanyBrowser.Lost() }
        var operations: [String: String] = [:]
        for path in paths.members {
            guard case .object(let methods) = path.value else { throw CompanyBrowser.Lost() }
            for method in methods.members {
                guard case .object(let operation) = method.value, case .string(let name)? = operation["operationId"],
                    case .array(let security)? = operation["security"]
                else { throw CompanyBrowser.Lost() }
                var scopes: [String] = []
                for requirement in security {
                    guard case .object(let requirement) = requirement, case .array(let texts)? = requirement["token"]
                    else { throw CompanyBrowser.Lost() }
                    for text in texts { if case .string(let text) = text { scopes.append(text.string) } }
                }
                operations[name.string] =
                    "\(method.name.string) \(path.name.string) \(scopes.joined(separator: " "))"
            }
        }
        return operations
    }

    @Test("has every operation that there is, with its scope, and none more")
    func operationsAreEqual() throws {
        var expected: [String: String] = [:]
        for operation in ProgramOperation.allCases {
            expected[operation.rawValue] =
                "\(operation.method.rawValue.lowercased()) \(operation.path) \(operation.scope?.rawValue ?? "")"
        }
        #expect(try operations() == expected)
    }

    @Test("leads to routes: every operation asks for a token, and every other method of its address is refused")
    func routes() async throws {
        let scene = try await WebScene()
        let documented = Set(try operations().values.map { $0.split(separator: " ").prefix(2).joined(separator: " ") })
        let query = try #require(HTTPRequest.Method("QUERY"))
        try await scene.application.test(.router) { client in
            let program = ProgramClient(client: client)
            for path in Set(ProgramOperation.allCases.map(\.path)) {
                let address = path.replacing("{number}", with: "A26-0000000").replacing("{kind}", with: "photo")
                for method in [.get, .post, .put, .patch, .delete, .options, .trace, query] {
                    let answer = try await program.ask(method, address)
                    let isDocumented = documented.contains("\(method.rawValue.lowercased()) \(path)")
                    let expected: HTTPResponse.Status =
                        !isDocumented ? .methodNotAllowed : path == "/openapi.json" ? .ok : .unauthorized
                    #expect(answer.status == expected, "\(method) \(path)")
                    if !isDocumented { #expect(answer.headers[.allow] != nil, "\(method) \(path)") }
                }
            }
        }
    }

    @Test("is given to anybody, as it is in its file, and not twice")
    func given() async throws {
        let scene = try await WebScene()
        try await scene.application.test(.router) { client in
            let program = ProgramClient(client: client)
            let answer = try await program.get("/openapi.json")
            #expect(answer.status == .ok && answer.headers[.contentType] == "application/json")
            #expect(answer.bytes == scene.site.document)
            let again = try await program.get("/openapi.json", [.ifNoneMatch: try #require(answer.headers[.eTag])])
            #expect(again.status == .notModified)
        }
    }

    @Test("names every state, language and kind that there is")
    func words() throws {
        let text = String(decoding: try WebScene.site.get().document, as: UTF8.self)
        for word in ApplicationState.allCases.map(\.rawValue) + SiteLanguage.allCases.map(\.rawValue)
            + ApplicationKind.allCases.map(\.rawValue)
        {
            #expect(text.contains("\"\(word)\""), "\(word)")
        }
    }

    @Test("has the questions that a program answers, and none more", arguments: ApplicationKind.allCases)
    func questions(kind: ApplicationKind) throws {
        guard case .object(let document) = try JSONReader.read(try WebScene.site.get().document),
            case .object(let components)? = document["components"],
            case .object(let schemas)? = components["schemas"],
            case .object(let schema)? = schemas[ExactText("\(kind.rawValue.capitalized)Answers")],
            case .object(let properties)? = schema["properties"]
        else { throw CompanyBrowser.Lost() }
        #expect(Set(properties.members.map(\.name.string)) == ProgramOperation.questions(kind))
    }

    @Test("lets every answer that a program gives be changed, by the same shape or null")
    func changes() throws {
        guard case .object(let document) = try JSONReader.read(try WebScene.site.get().document),
            case .object(let components)? = document["components"],
            case .object(let schemas)? = components["schemas"],
            case .object(let schema)? = schemas["AnswerChanges"],
            case .object(let properties)? = schema["properties"]
        else { throw CompanyBrowser.Lost() }
        var names: Set<String> = []
        for kind in ApplicationKind.allCases {
            guard case .object(let answers)? = schemas[ExactText("\(kind.rawValue.capitalized)Answers")],
                case .object(let questions)? = answers["properties"]
            else { throw CompanyBrowser.Lost() }
            for question in questions.members {
                names.insert(question.name.string)
                let changed = JSONValue.object(["anyOf": .array([question.value, .object(["type": .text("null")])])])
                #expect(properties[question.name] == changed, "\(question.name.string)")
            }
        }
        #expect(Set(properties.members.map(\.name.string)) == names)
    }
}
