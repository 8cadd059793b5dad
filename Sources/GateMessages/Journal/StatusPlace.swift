/// An entry of the status lists: which list, and where in it.
package struct StatusPlace: Hashable, Sendable {
    package let list: Int64
    package let index: Int64

    package init(list: Int64, index: Int64) {
        self.list = list
        self.index = index
    }
}
