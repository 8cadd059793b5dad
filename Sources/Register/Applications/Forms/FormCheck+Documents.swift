import Identifiers

extension FormCheck {
    /// The lines at the foot of a passport's photo page, held against the number and the day of birth that were typed.
    mutating func machineReadable(_ field: String, number: String, birthDate: String) {
        guard isOpen(field), !values[field].isEmpty else { return }
        let lines: PassportMRZ
        do { lines = try PassportMRZ(values[field], today: context.today) } catch {
            return fail(field, error.rule.rawValue)
        }
        if lines.expiry < context.today { return fail(field, "expired") }
        if isOpen(number), !lines.matches(number: values[number]) { fail(number, "mismatch") }
        if isOpen(birthDate), let birth = lines.birth, let typed = Self.day(values[birthDate]), typed != birth {
            fail(birthDate, "mismatch")
        }
    }

    mutating func birthDate(_ field: String) {
        guard isOpen(field), !values[field].isEmpty else { return }
        do { _ = try BirthDate(values[field], today: context.today) } catch { fail(field, error.rule.rawValue) }
    }

    mutating func companyNumber(_ field: String) {
        guard isOpen(field), !values[field].isEmpty else { return }
        do { _ = try CompanyNumber(values[field]) } catch { fail(field, error.rule.rawValue) }
    }
}
