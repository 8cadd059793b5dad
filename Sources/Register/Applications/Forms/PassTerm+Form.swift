import PassFormat
import PassVerify

extension PassTerm {
    /// A term other than a single visit, as forms and records name it.
    init?(standing name: String) {
        guard let term = PassTerm.allCases.first(where: { $0.jsonName == name }), term != .singleVisit else {
            return nil
        }
        self = term
    }
}
