import Identifiers
import StrictJSON
import Tables

/// Everything that is for download, made of the releases: the newest revision of each quarter.
package struct DataFiles: Sendable {
    package struct File: Hashable, Sendable {
        /// `passes-by-term.csv`
        package let name: String
        package let type: String
        package let bytes: [UInt8]
    }

    /// By quarter, the oldest first.
    package let releases: [DataRelease]
    /// Every revision, the newest first.
    package let changes: [DataRelease]
    package let labels: DataLabels
    package let publisher: DataPublisher
    package let day: @Sendable (Int64) -> String

    /// - Parameters:
    ///   - releases: every revision of every quarter.
    ///   - day: writes a moment as `2026-10-15 08:00:00` by the publisher's clock.
    package init(
        _ releases: [DataRelease], labels: DataLabels, publisher: DataPublisher,
        day: @escaping @Sendable (Int64) -> String
    ) {
        var newest: [Quarter: DataRelease] = [:]
        for release in releases where release.revision > newest[release.period]?.revision ?? 0 {
            newest[release.period] = release
        }
        self.releases = newest.values.sorted { $0.period < $1.period }
        changes = releases.sorted { ($1.madeAt, $1.period, $1.revision) < ($0.madeAt, $0.period, $0.revision) }
        self.labels = labels
        self.publisher = publisher
        self.day = day
    }

    package static let csv = "text/csv; charset=utf-8"
    package static let json = "application/json"

    package var all: [File] {
        var files: [File] = []
        for dataset in Dataset.all {
            for resource in dataset.resources {
                files.append(File(name: "\(resource.id).csv", type: Self.csv, bytes: csv(resource)))
                files.append(File(name: "\(resource.id).json", type: Self.json, bytes: json(resource, of: dataset)))
                files.append(
                    File(name: "\(resource.id).fields.json", type: Self.json, bytes: dictionary(resource)))
            }
        }
        files.append(File(name: "catalogue.json", type: Self.json, bytes: catalogue))
        files.append(File(name: "changes.json", type: Self.json, bytes: log))
        return files
    }

    // MARK: Figures

    private func cells(_ row: DataRelease.Row, _ resource: DataResource) -> [(code: String, text: DataText)] {
        zip(row.key, resource.axes).map { ($0, labels.text($0, of: $1)) }
    }

    private static func status(_ row: DataRelease.Row) -> String {
        row.values.contains { $0 == nil } ? "withheld" : "published"
    }

    private func csv(_ resource: DataResource) -> [UInt8] {
        var writer = CSVWriter()
        writer.append(resource.fields(labels).map(\.name.chinese))
        for release in releases {
            for row in release.tables[resource.id] ?? [] {
                let names = cells(row, resource).flatMap { [$0.code, $0.text.chinese] }
                let values = row.values.map { $0.map { String($0) } ?? "" }
                writer.append([release.period.description] + names + values + [Self.status(row)])
            }
        }
        return writer.bytes
    }

    private func json(_ resource: DataResource, of dataset: Dataset) -> [UInt8] {
        let keys = resource.fields(labels).map { ExactText($0.key) }
        var rows: [JSONValue] = []
        for release in releases {
            for row in release.tables[resource.id] ?? [] {
                let names = cells(row, resource).flatMap { [JSONValue.text($0.code), .text($0.text.chinese)] }
                let values = row.values.map { $0.map(JSONValue.integer) ?? .null }
                let all = [.text(release.period.description)] + names + values + [.text(Self.status(row))]
                rows.append(.object(JSONObject(zip(keys, all).map { JSONMember($0, $1) })))
            }
        }
        return JSONWriter.indented(
            .object([
                "dataset": .text(dataset.id), "resource": .text(resource.id),
                "title": .text(resource.title.chinese), "titleInEnglish": .text(resource.title.english),
                "revisions": .object(
                    JSONObject(releases.map { JSONMember(ExactText($0.period.description), .integer($0.revision)) })),
                "rows": .array(rows),
            ]))
    }

    private func dictionary(_ resource: DataResource) -> [UInt8] {
        let fields = resource.fields(labels).map { field -> JSONValue in
            var members: JSONObject = [
                "key": .text(field.key), "name": .text(field.name.chinese), "nameInEnglish": .text(field.name.english),
                "description": .text(field.about.chinese), "descriptionInEnglish": .text(field.about.english),
                "type": .text(field.kind.rawValue),
            ]
            if !field.codes.isEmpty {
                members["codes"] = .array(
                    field.codes.map { code, text in
                        .object([
                            "code": .text(code), "name": .text(text.chinese), "nameInEnglish": .text(text.english),
                        ])
                    })
            }
            return .object(members)
        }
        return JSONWriter.indented(.object(["resource": .text(resource.id), "fields": .array(fields)]))
    }

    // MARK: About them

    private var log: [UInt8] {
        JSONWriter.indented(
            .array(
                changes.map { release in
                    var members: JSONObject = [
                        "period": .text(release.period.description), "revision": .integer(release.revision),
                        "publishedAt": .text(day(release.madeAt)),
                    ]
                    if !release.reason.chinese.isEmpty {
                        members["reason"] = .text(release.reason.chinese)
                        members["reasonInEnglish"] = .text(release.reason.english)
                    }
                    return .object(members)
                }))
    }

    private var catalogue: [UInt8] {
        JSONWriter.indented(.array(Dataset.all.map { .object(metadata($0)) }))
    }

    /// The keys of the platform's own JSON (data.nat.gov.tw, 資料集詮釋資料 JSON).
    private func metadata(_ dataset: Dataset) -> JSONObject {
        let start = releases.first.map { DateText.iso($0.period.firstDay) } ?? ""
        let end = releases.last.map { DateText.iso($0.period.lastDay) } ?? ""
        let first = changes.map(\.madeAt).min().map { String(day($0).prefix(10)) } ?? ""
        let last = changes.map(\.madeAt).max().map(day) ?? ""
        return [
            "categoryService": .text(publisher.categoryService.rawValue),
            "categoryDataset": .text(publisher.categoryDataset),
            "title": .text(dataset.title.chinese), "description": .text(dataset.about.chinese),
            "type": .text("rawData"), "license": .text("1"), "cost": .text("free"),
            "publisherOID": .text(publisher.oid), "publisherContactName": .text(publisher.contactName),
            "publisherContactPhone": .text(publisher.contactPhone),
            "publisherContactEmail": .text(publisher.contactEmail),
            "updateFrequency": .object(["regularupdate": .text("1"), "Frequency": .text("1"), "unittime": .text("季")]),
            "coverageStartedDate": .text(start), "coverageEndedDate": .text(end), "publishedDate": .text(first),
            "modifiedDate": .text(last), "spatialCoverage": .text("臺灣"), "language": .text("zh"),
            "relatedUrl": .text("\(publisher.address)/zh-Hant/public/data"),
            "notes": .text(
                "授權說明網址：https://data.gov.tw/license。人數過少之數字及可由其他數字推算者不公布；各季數字公布後不再重算，更正紀錄見 \(publisher.address)/data/changes.json。"
            ),
            "distribution": .array(dataset.resources.flatMap(distribution)),
        ]
    }

    private func distribution(_ resource: DataResource) -> [JSONValue] {
        let fields = resource.fields(labels)
        let count = releases.reduce(0) { $0 + ($1.tables[resource.id]?.count ?? 0) }
        return ["CSV", "JSON"].map { format in
            let isCSV = format == "CSV"
            let described = fields.map { field -> JSONValue in
                .object([
                    "name": .text(isCSV ? field.name.chinese : field.key), "description": .text(field.about.chinese),
                ])
            }
            return .object([
                "resourceDescription": .text(resource.title.chinese), "resourceField": .array(described),
                "resourceFormat": .text(format), "resourceCharacterEncoding": .text("UTF-8"),
                "resourceDownloadUrl": .text("\(publisher.address)/data/\(resource.id).\(isCSV ? "csv" : "json")"),
                "resourceAmount": .text(String(count)),
                "resourceNotes": .text("欄位說明：\(publisher.address)/data/\(resource.id).fields.json"),
            ])
        }
    }
}
