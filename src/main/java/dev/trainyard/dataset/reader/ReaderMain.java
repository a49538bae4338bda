package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The reading process. It is given a folder with {@value #RAW} and {@value #SPEC} and leaves {@value #READING} and, when
 * there are usable rows, {@value TableReader#TYPED}. It ends when its standard input does.
 */
public final class ReaderMain {

    public static final String RAW = "raw";
    public static final String SPEC = "spec.json";
    public static final String READING = "reading.json";

    private ReaderMain() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        endWithParent(System.in);
        inBackground("duckdb-start", Database::load);
        Path folder = Path.of(arguments[0]);
        DatasetSpec spec = Json.mapper().readValue(folder.resolve(SPEC).toFile(), DatasetSpec.class);
        Reading reading = TableReader.read(folder.resolve(RAW), spec, folder);
        Json.mapper().writeValue(folder.resolve(READING).toFile(), reading);
        Runtime.getRuntime().halt(0);
    }

    private static void endWithParent(InputStream input) {
        inBackground("parent-watch", () -> {
            try {
                input.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The pipe broke, which is an end too.
            }
            Runtime.getRuntime().halt(1);
        });
    }

    private static void inBackground(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
