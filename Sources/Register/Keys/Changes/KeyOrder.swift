/// What two people agreed on and what is more than one transaction: a root, a role's key, passes that are issued anew. It was agreed
/// and stored in one; it is carried out right after, and gone on with when it was cut off.
package struct KeyOrder: Hashable, Sendable {
    package let change: StaffChange
    /// Seconds since 1970; nil while it is being carried out.
    package let endedAt: Int64?
    /// Why it could not be carried out; nil where it could, or still may.
    package let failure: String?
}
