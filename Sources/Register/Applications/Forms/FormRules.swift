import Identifiers
import PassVerify
import SingleWindows
import StrictJSON

/// What a kind of application asks, and the records for passes that its answers make.
protocol FormRules {
    static var steps: [FormStep] { get }

    /// What the answers break beyond what a field's shape says, each at its field.
    func check(_ form: inout FormCheck)

    /// The records, as `issue` takes them, of answers in which nothing is wrong: one for each pass.
    func records(_ values: FieldValues, _ context: FormContext) -> [PassDemand]

    /// What single windows are asked about.
    func matters(_ values: FieldValues) -> [WindowSubject]
}

extension FormRules {
    func matters(_ values: FieldValues) -> [WindowSubject] { [] }
}

/// A pass that an application asks for.
struct PassDemand: Sendable {
    let record: JSONObject
    /// Where in the form what is wrong with the record is mended, by the record's member.
    let fields: [String: String]
    /// Whether the application's photo is the holder's.
    let hasPhoto: Bool

    init(_ record: JSONObject, fields: [String: String] = [:], hasPhoto: Bool = false) {
        self.record = record
        self.fields = fields
        self.hasPhoto = hasPhoto
    }
}

/// What answers are held against.
struct FormContext {
    let seeds: Seeds
    /// Seconds since 1970.
    let now: Int64
    /// When it was sent: what began in the meantime was no fault of the applicant's. Nil before.
    var sentAt: Int64?
    /// How many files have been attached, by field.
    var attached: [String: Int] = [:]
    /// Whether an approved company sends it, which keeps some documents on file.
    var isVouched = false

    var utcOffset: Int64 { seeds.policy.utcOffset }
    var today: CivilDate { CivilDate(of: sentAt ?? now, utcOffset: utcOffset) }
}

extension FormContext {
    /// What an application's answers are held against.
    init(_ opened: Register.OpenedApplication, seeds: Seeds, now: Int64) {
        self.init(
            seeds: seeds, now: now, sentAt: opened.application.submittedAt, attached: opened.attached,
            isVouched: opened.application.company != nil)
    }
}
