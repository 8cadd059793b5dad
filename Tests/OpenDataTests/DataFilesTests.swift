import Identifiers
import OpenData
import StrictJSON
import Testing

@Suite("Files for download")
struct DataFilesTests {
    static let labels = DataLabels(
        ports: [("TWKEL", DataText("基隆港", "Keelung"))], gates: [("KEL-E1", DataText("=東岸,一號", "East 1"))])
    static let publisher = DataPublisher(
        categoryService: .transport, categoryDataset: "A", oid: "2.16.886|機關", contactName: "某", contactPhone: "02-1",
        contactEmail: "a@b.example", address: "https://p.example")

    private func release(_ period: String, _ count: Int64?, revision: Int64 = 1, at: Int64 = 0) throws -> DataRelease {
        DataRelease(
            period: try #require(Quarter(text: period)), revision: revision, madeAt: at,
            reason: revision == 1 ? DataText("", "") : DataText("重複計入", "Counted twice"),
            tables: [
                "gate-refusals": [.init(key: ["KEL-E1", "expired"], values: [count])],
                "processing-times": [.init(key: ["total"], values: [30, nil])],
            ])
    }

    private func files(_ releases: DataRelease...) -> [String: [UInt8]] {
        let files = DataFiles(releases, labels: Self.labels, publisher: Self.publisher) { "2026-01-0\($0) 00:00:00" }
        return Dictionary(uniqueKeysWithValues: files.all.map { ($0.name, $0.bytes) })
    }

    private func json(_ bytes: [UInt8]?) throws -> JSONValue { try JSONReader.read(try #require(bytes)) }

    @Test("CSV as Excel takes it, without a formula; what is kept back is empty and says so")
    func csv() throws {
        let files = files(try release("2026Q1", 12), try release("2026Q2", nil))
        #expect(
            String(decoding: try #require(files["gate-refusals.csv"]), as: UTF8.self)
                == "\u{FEFF}季別,門哨代碼,門哨,拒絕原因代碼,拒絕原因,次數,公布情形\r\n"
                + "2026Q1,KEL-E1,\"'=東岸,一號\",expired,逾期、尚未生效或已使用,12,published\r\n"
                + "2026Q2,KEL-E1,\"'=東岸,一號\",expired,逾期、尚未生效或已使用,,withheld\r\n")
    }

    @Test("The newest revision of each quarter is in the files, every one in the change log")
    func revisions() throws {
        let files = files(
            try release("2026Q2", 20, at: 2), try release("2026Q1", 12, at: 1),
            try release("2026Q1", 40, revision: 2, at: 3))
        let text = String(decoding: try #require(files["gate-refusals.csv"]), as: UTF8.self)
        #expect(text.contains(",40,") && !text.contains(",12,"))
        guard case .array(let log) = try json(files["changes.json"]), case .object(let newest)? = log.first else {
            Issue.record("no change log")
            return
        }
        #expect(log.count == 3 && newest["reason"] == .text("重複計入") && newest["period"] == .text("2026Q1"))
        guard case .array(let catalogue) = try json(files["catalogue.json"]), case .object(let first)? = catalogue.first
        else {
            Issue.record("no catalogue")
            return
        }
        #expect(
            first["coverageStartedDate"] == .text("2026-01-01") && first["coverageEndedDate"] == .text("2026-06-30"))
        #expect(first["publishedDate"] == .text("2026-01-01") && first["modifiedDate"] == .text("2026-01-03 00:00:00"))
    }

    @Test("Every code that axes have is one of their dictionary, and groups of reasons are")
    func codes() {
        for axis in DataAxis.allCases {
            let codes = Self.labels.categories(of: axis).map(\.code)
            #expect(!codes.isEmpty && Set(codes).count == codes.count && !codes.contains(CountTable.total), "\(axis)")
        }
        let groups = Set(Self.labels.categories(of: .gateReason).map(\.code))
        for code in ["expired", "hotlist", "barred", "", "anything", "revoked", "outside-hours", "bad-signature"] {
            #expect(groups.contains(DataAxis.gateReason(code)))
        }
        // Whoever is looked for by the police is in no group of their own.
        #expect(DataAxis.gateReason("hotlist") == DataAxis.gateReason("vehicle-mismatch"))
    }

    @Test("What is stored is read again; anything else is not")
    func content() throws {
        let release = try release("2026Q1", nil)
        #expect(DataRelease.tables(release.content) == release.tables)
        for text in ["", "[]", #"{"t":[[1]]}"#, #"{"t":[[["a"],["b"]]]}"#] {
            #expect(DataRelease.tables(Array(text.utf8)) == nil)
        }
    }

    @Test("Quarters", arguments: ["2026Q1", "2026Q4"])
    func quarters(text: String) throws {
        let quarter = try #require(Quarter(text: text))
        #expect(quarter.description == text && Quarter(of: quarter.firstDay) == quarter)
        #expect(Quarter(of: quarter.lastDay) == quarter && Quarter(of: quarter.endDay) == quarter.next)
        for wrong in ["2026Q5", "2026Q0", "26Q1", "2026q1", "2026Q1 ", "02026Q1", "1999Q1", "+026Q1"] {
            #expect(Quarter(text: wrong) == nil)
        }
    }
}
