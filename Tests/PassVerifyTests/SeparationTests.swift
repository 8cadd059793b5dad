import Foundation
import Testing

/// Asks the compiler itself. Needs `swiftc` on the path and the modules beside this test; elsewhere it is skipped.
@Suite("Unverified and verified are different types", .enabled(if: Compiler.isThere))
struct SeparationTests {
    private static let imports = "import PassFormat\nimport PassVerify\n"

    @Test("The compiler takes what is meant to be written")
    func control() throws {
        let errors = try Compiler.errors(
            Self.imports + """
                func f(_ scanned: ScannedCode, _ keys: TrustedKeys) throws -> PassClaims {
                    try VerifiedPass.authenticate(scanned, keys: keys).claims
                }
                """)
        #expect(errors.isEmpty, "\(errors)")
    }

    @Test("A verified pass cannot be made from an unverified one by hand")
    func noInitialiser() throws {
        let errors = try Compiler.errors(
            Self.imports + """
                func f(_ pass: UnverifiedPass, _ key: TrustedKey) -> VerifiedPass {
                    VerifiedPass(pass, key: key, liveProof: nil)
                }
                """)
        #expect(errors.contains("initializer is inaccessible due to 'private' protection level"), "\(errors)")
    }

    @Test("An unverified pass is not a verified one")
    func noConversion() throws {
        let errors = try Compiler.errors(
            Self.imports + """
                func use(_ pass: VerifiedPass) {}
                func f(_ pass: UnverifiedPass) { use(pass) }
                """)
        #expect(errors.contains("cannot convert value of type 'UnverifiedPass'"), "\(errors)")
    }

    @Test("The claims of a verified pass cannot be changed")
    func noChange() throws {
        let errors = try Compiler.errors(
            Self.imports + """
                func f(_ pass: VerifiedPass) {
                    var copy = pass
                    copy.claims.escortRequired = false
                }
                """)
        #expect(errors.contains("'claims' is a get-only property"), "\(errors)")
    }

    @Test("A decision cannot be made by hand")
    func noDecision() throws {
        let errors = try Compiler.errors(
            Self.imports + """
                func f() -> GateDecision { GateDecision(reasons: [], pass: nil, trust: nil, trustAge: nil) }
                """)
        #expect(errors.contains("initializer is inaccessible due to 'internal' protection level"), "\(errors)")
    }
}
