import StrictJSON

extension JSONObject {
    func string(_ name: ExactText) -> String? {
        if case .string(let text)? = self[name] { text.string } else { nil }
    }

    func integer(_ name: ExactText) -> Int64? {
        if case .integer(let number)? = self[name] { number } else { nil }
    }

    /// An array in which nothing else is.
    func strings(_ name: ExactText) -> [String]? {
        guard case .array(let values)? = self[name] else { return nil }
        let texts = values.compactMap { if case .string(let text) = $0 { text.string } else { nil } }
        return texts.count == values.count ? texts : nil
    }
}
