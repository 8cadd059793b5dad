import SQLStore

extension RegisterSchema {
    /// Sealed photos, which passes have them, and what gates are told of them.
    ///
    /// A photo that went is still told of, with a size of nothing, until everybody has had the time to hear it.
    static let photos = Migration(
        4,
        sqlite: """
            CREATE TABLE photo (
                name BLOB PRIMARY KEY CHECK (length(name) = 16),
                digest BLOB NOT NULL CHECK (length(digest) = 32),
                sealed BLOB NOT NULL
            );
            CREATE TABLE pass_photo (
                pass BIGINT PRIMARY KEY REFERENCES pass (seq),
                photo BLOB NOT NULL CHECK (length(photo) = 16)
            );
            CREATE INDEX pass_photo_photo ON pass_photo (photo);
            CREATE TABLE photo_listing (
                port TEXT NOT NULL,
                photo BLOB NOT NULL CHECK (length(photo) = 16),
                place BIGINT NOT NULL,
                size INTEGER NOT NULL CHECK (size >= 0),
                expires BIGINT NOT NULL,
                digest BLOB NOT NULL CHECK (length(digest) = 32),
                PRIMARY KEY (port, photo)
            );
            CREATE INDEX photo_listing_port ON photo_listing (port, place);
            CREATE INDEX photo_listing_place ON photo_listing (place);
            CREATE INDEX photo_listing_photo ON photo_listing (photo);
            CREATE INDEX photo_listing_expires ON photo_listing (expires);
            """)
}
