import ServiceWeb
import Testing

@Suite("Places for forms with files")
struct UploadSlotsTests {
    @Test("One client takes no more than its own, and leaves the others theirs")
    func perClient() {
        let slots = UploadSlots(all: 4, perClient: 2)
        #expect(slots.take("a") && slots.take("a") && !slots.take("a"))
        #expect(slots.take("b") && slots.take("c"))
        // All are taken: nobody has another.
        #expect(!slots.take("b") && !slots.take("d") && !slots.take(nil))
        slots.free("a")
        #expect(slots.take("d") && !slots.take("b"))
        // Its other place is still taken, and the one that it gave back counts for it again.
        slots.free("d")
        #expect(slots.take("a") && !slots.take("a"))
    }

    @Test("Who has no name is counted with all the others only")
    func nameless() {
        let slots = UploadSlots(all: 3, perClient: 1)
        #expect(slots.take(nil) && slots.take(nil) && slots.take("a") && !slots.take(nil))
        slots.free(nil)
        #expect(!slots.take("a") && slots.take("b"))
    }
}
