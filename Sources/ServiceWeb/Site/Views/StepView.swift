/// Where somebody is in a row of pages: 第 3 步，共 8 步. Shown by `{{>steps}}`.
package struct StepView {
    /// From 1.
    package let number: Int
    package let titles: [String]

    package init(number: Int, titles: [String]) {
        self.number = number
        self.titles = titles
    }

    package var values: [String: Any] {
        [
            "steps": [
                "number": number, "count": titles.count,
                "list": titles.enumerated().map { index, title in
                    ["text": title, "isDone": index + 1 < number, "isCurrent": index + 1 == number] as [String: Any]
                },
            ] as [String: Any]
        ]
    }
}
