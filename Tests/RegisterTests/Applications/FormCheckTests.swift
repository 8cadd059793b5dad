import Register
import ServiceScenes
import Testing

@Suite("What is wrong with answers")
struct FormCheckTests {
    static let files = ["photo": 1, "doc-identity": 1, "doc-licence": 1, "doc-registration": 1]
    let scratch: ScratchRegister
    let register: Register

    init() async throws {
        scratch = try ScratchRegister()
        register = try await scratch.create()
    }

    private func faults(
        _ values: FieldValues, _ kind: ApplicationKind, step: String? = nil, files: [String: Int] = Self.files
    ) -> [String] {
        register.faults(
            in: values, of: kind, step: step.flatMap { name in kind.steps.first { $0.name == name } }, attached: files,
            now: ScratchRegister.now
        ).map { "\($0.field) \($0.rule)" }.sorted()
    }

    @Test("Nothing, where nothing is")
    func good() {
        #expect(faults(SampleAnswers.driver, .person) == [])
        #expect(faults(SampleAnswers.lorry, .vehicle) == [])
        #expect(faults(SampleAnswers.visit, .visit) == [])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let field: String
        let value: String
        let faults: [String]
        var kind: ApplicationKind = .person

        var testDescription: String { "\(field) = \(value.isEmpty ? "nothing" : value)" }
    }

    static let cases: [Case] = [
        Case(field: "term", value: "", faults: ["term required"]),
        Case(field: "term", value: "single-visit", faults: ["term required"]),
        Case(field: "role", value: "captain", faults: ["role required"]),
        Case(field: "name", value: "  ", faults: ["name required"]),
        Case(field: "name", value: String(repeating: "名", count: 31), faults: ["name too-long"]),
        Case(field: "name", value: "王\u{202E}小明", faults: ["name forbidden-character"]),
        Case(field: "name", value: "𠮷田 Lekal Rumuc Pasawali Dongi", faults: []),
        Case(field: "idNumber", value: "A123456788", faults: ["idNumber check-digit"]),
        Case(field: "idNumber", value: "ａ１２３４５６７８９", faults: []),
        Case(field: "idNumber", value: "", faults: ["idNumber required"]),
        Case(field: "idKind", value: "resident", faults: ["idNumber format"]),
        Case(field: "birthDate", value: "75/3/9", faults: []),
        Case(field: "birthDate", value: "民國75年2月30日", faults: ["birthDate no-such-day"]),
        Case(field: "birthDate", value: "2027-01-01", faults: ["birthDate future"]),
        Case(field: "birthDate", value: "1890-01-01", faults: ["birthDate too-old"]),
        Case(field: "companyNumber", value: "04595253", faults: ["companyNumber check-digit"]),
        Case(field: "companyNumber", value: "", faults: []),
        Case(field: "organisation", value: "", faults: ["organisation required"]),
        Case(field: "from", value: "2026-11-30", faults: ["from past"]),
        Case(field: "from", value: "2028-12-01", faults: ["from too-far"]),
        Case(field: "from", value: "next week", faults: ["from format"]),
        Case(field: "until", value: "2026-11-30", faults: ["until after-from"]),
        Case(field: "until", value: "2029-11-30", faults: []),
        Case(field: "until", value: "2029-12-01", faults: ["until too-late"]),
        Case(field: "delivery", value: "pigeon", faults: ["delivery required"]),
        Case(field: "delivery", value: "post", faults: ["postAddress required", "postName required"]),
        Case(field: "agree", value: "", faults: ["agree required"]),
        Case(field: "plate", value: "港-—", faults: ["plate format"], kind: .vehicle),
        Case(field: "dangerousGoods", value: "yes", faults: ["dgExpiry required"], kind: .vehicle),
        Case(
            field: "ownership", value: "affiliated",
            faults: [
                "companyNumber required", "doc-affiliation required", "organisation required",
            ], kind: .vehicle),
        Case(field: "people.0.name", value: "", faults: ["people.0.name required"], kind: .visit),
        Case(field: "people.1.idNumber", value: "A123456789", faults: ["people.1.idNumber repeated"], kind: .visit),
        Case(field: "people.1.idKind", value: "", faults: ["people.1.idKind required"], kind: .visit),
        Case(field: "purpose", value: "other", faults: ["purposeText required"], kind: .visit),
        Case(field: "until", value: "2026-12-08", faults: ["until too-late"], kind: .visit),
        Case(field: "plates", value: "ABC-1234, —", faults: ["plates format"], kind: .visit),
    ]

    @Test("Each at its field", arguments: cases)
    func each(_ wrong: Case) {
        var values =
            switch wrong.kind {
            case .person: SampleAnswers.driver
            case .vehicle: SampleAnswers.lorry
            case .visit: SampleAnswers.visit
            }
        values[wrong.field] = wrong.value
        #expect(faults(values, wrong.kind) == wrong.faults)
    }

    @Test("Files and zones, too")
    func lists() {
        #expect(
            faults(SampleAnswers.driver, .person, files: [:]) == [
                "doc-identity required", "doc-licence required", "photo required",
            ])
        var values = SampleAnswers.driver
        values[all: "zones"] = []
        #expect(faults(values, .person) == ["zones required"])
        values[all: "zones"] = ["TWKEL/A", "TWKEL/Q"]
        #expect(faults(values, .person) == ["zones unknown-zone"])
    }

    @Test("A step is looked at by itself")
    func step() {
        #expect(faults(FieldValues(), .person, step: "employer") == ["organisation required"])
        #expect(faults(FieldValues(), .person, step: "contact") == [])
    }

    @Test("A passport's lines must fit its number and the day of birth")
    func passport() {
        var values = SampleAnswers.driver
        values["idKind"] = "passport"
        values["idNumber"] = "L898902C3"
        values["mrz"] = "L898902C36UTO7408122F3204159ZE184226B<<<<<10"
        let faults = faults(values, .person)
        #expect(faults == ["mrz check-digit"] || faults == ["birthDate mismatch"])
        values["mrz"] = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
        #expect(self.faults(values, .person).contains("mrz expired"))
    }
}
