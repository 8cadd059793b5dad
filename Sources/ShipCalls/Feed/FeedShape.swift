/// The two forms in which TPNet tells of ships.
package enum FeedShape: String, Hashable, Sendable, CaseIterable {
    /// `OpenData/GetOpenData`: `<OPEN_DATA><SHIPS><SHIP>`, dates like `6/15/2026 7:00:00 AM`.
    case openData = "open-data"
    /// `InPortShipList/DownloadXMLReport`: `<IN_PORT><SHIP>` (the root's name is not documented), dates like `202606150700`.
    case shipList = "ship-list"
}
