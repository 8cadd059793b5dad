import StrictJSON
import TrustUpdates

extension JSONValue {
    /// A member of an object; setting one where there is no object does nothing.
    subscript(name: ExactText) -> JSONValue? {
        get {
            if case .object(let members) = self { members[name] } else { nil }
        }
        set {
            guard case .object(var members) = self else { return }
            members[name] = newValue
            self = .object(members)
        }
    }

    /// Every place in the value, each as the way to it.
    var places: [[Step]] {
        switch self {
        case .object(let object):
            [[]] + object.members.flatMap { member in member.value.places.map { [.member(member.name)] + $0 } }
        case .array(let elements):
            [[]] + elements.enumerated().flatMap { index, value in value.places.map { [.element(index)] + $0 } }
        default: [[]]
        }
    }

    enum Step: Hashable, Sendable {
        case member(ExactText), element(Int)
    }

    /// The value with another one (or none) in one place.
    func replacing(_ place: some Collection<Step>, with value: JSONValue?) -> JSONValue? {
        guard let first = place.first else { return value }
        switch (first, self) {
        case (.member(let name), .object(var members)):
            members[name] = members[name]?.replacing(place.dropFirst(), with: value)
            return .object(members)
        case (.element(let index), .array(var elements)) where elements.indices.contains(index):
            if let element = elements[index].replacing(place.dropFirst(), with: value) {
                elements[index] = element
            } else {
                elements.remove(at: index)
            }
            return .array(elements)
        default: return self
        }
    }
}
