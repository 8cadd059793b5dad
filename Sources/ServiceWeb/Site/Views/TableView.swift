/// A table that becomes a list of cards where there is no room for it. Shown by `{{>table}}`.
package struct TableView {
    package struct Cell {
        package let text: String
        /// Where it leads to.
        package var link: String?
        /// The language of the text, where it is not the page's.
        package var language: String?
        /// Whether it is a number, which stands at the right.
        package var isNumber = false

        package init(_ text: String, link: String? = nil, language: String? = nil, isNumber: Bool = false) {
            self.text = text
            self.link = link
            self.language = language
            self.isNumber = isNumber
        }
    }

    package let caption: String
    package let columns: [String]
    /// The first cell of a row is its heading.
    package let rows: [[Cell]]

    package init(caption: String, columns: [String], rows: [[Cell]]) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }

    package var values: [String: Any] {
        [
            "caption": caption, "columns": columns,
            "rows": rows.map { row in
                [
                    "cells": zip(columns, row).enumerated().map { index, pair in
                        [
                            "column": pair.0, "text": pair.1.text, "isHead": index == 0, "hasLink": pair.1.link != nil,
                            "link": pair.1.link ?? "", "isForeign": pair.1.language != nil,
                            "foreign": pair.1.language ?? "", "isNumber": pair.1.isNumber,
                        ] as [String: Any]
                    }
                ] as [String: Any]
            },
        ]
    }
}
