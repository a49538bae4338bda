package dev.trainyard.dataset.archive;

/** How far an archive may go. */
final class Limits {

    static final int MOST_ENTRIES = 500_000;

    private static final long MOST_UNPACKED_TO_ONE = 500;
    private static final long ALWAYS_ALLOWED = 64L << 20;

    private static final int FEW_ENTRIES = 10_000;
    private static final int LEAST_PACKED_BYTES_OF_AN_ENTRY = 16;

    private Limits() {}

    /** @throws BadArchive when an archive of so many bytes has that many entries, or cannot honestly have them */
    static void checkEntries(int entries, long packed) throws BadArchive {
        if (entries >= MOST_ENTRIES) {
            throw tooManyEntries(entries);
        }
        if (entries > FEW_ENTRIES && (long) entries * LEAST_PACKED_BYTES_OF_AN_ENTRY > packed) {
            throw new BadArchive(
                    "too_many_entries",
                    "the archive of %,d bytes has %,d or more entries, with less than %d bytes for each"
                            .formatted(packed, entries, LEAST_PACKED_BYTES_OF_AN_ENTRY));
        }
    }

    static BadArchive tooManyEntries(long entries) {
        return new BadArchive(
                "too_many_entries",
                "the archive has %,d or more entries; at most %,d are read".formatted(entries, MOST_ENTRIES));
    }

    /** @throws BadArchive when so much is more than the archive can honestly hold */
    static void checkUnpacked(long unpacked, long packed) throws BadArchive {
        if (unpacked > Math.max(ALWAYS_ALLOWED, packed * MOST_UNPACKED_TO_ONE)) {
            throw new BadArchive(
                    "unpacks_too_far",
                    "the archive of %,d bytes unpacks to %,d or more, over %d times its size"
                            .formatted(packed, unpacked, MOST_UNPACKED_TO_ONE));
        }
    }
}
