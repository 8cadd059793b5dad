/// Questions and answers: as many as the words have.
enum FAQValues {
    static func values(_ facts: ContentFacts) -> [String: Any] {
        let numbers = (1...99).prefix { facts.words.find("faq.q\($0)") != nil }
        return [
            "questions": numbers.map { number in
                [
                    "place": "q\(number)", "question": facts.words["faq.q\(number)"],
                    "answer": facts.words["faq.a\(number)"],
                ] as [String: Any]
            }
        ]
    }
}
