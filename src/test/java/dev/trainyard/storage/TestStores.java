package dev.trainyard.storage;

import java.io.IOException;
import java.nio.file.Path;

/** Stores for tests of other rooms. */
public final class TestStores {

    private TestStores() {}

    /** A store in a folder, which has hashed nothing yet. */
    public static ObjectStore in(Path folder) throws IOException {
        return new DirectoryStore(folder, 0);
    }
}
