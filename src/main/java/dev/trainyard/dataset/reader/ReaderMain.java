package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/**
 * The reading process. It is given, as its argument or on its standard input, a folder with {@value #RAW} and {@value #SPEC} and leaves {@value #READING} and, when
 * there are usable rows, {@value TableReader#TYPED}. It ends when its standard input does.
 */
public final class ReaderMain {

    public static final String RAW = "raw";
    public static final String SPEC = "spec.json";
    public static final String READING = "reading.json";

    /** The bytes of the pictures, where the rows have some. */
    public static final String PIXELS = "pixels.u8";

    private ReaderMain() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        Locale.setDefault(Locale.ROOT); // what is said is English, numbers too
        inBackground("duckdb-start", Database::load);
        loadJson();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String folder = arguments.length > 0 ? arguments[0] : input.readLine();
        if (folder != null) {
            endWithParent(input);
            read(Path.of(folder));
        }
        Runtime.getRuntime().halt(0);
    }

    private static void read(Path folder) throws IOException, SQLException {
        DatasetSpec spec = Json.mapper().readValue(folder.resolve(SPEC).toFile(), DatasetSpec.class);
        Reading reading = PictureReader.isFor(folder.resolve(RAW), spec)
                ? PictureReader.read(folder.resolve(RAW), spec, folder)
                : TableReader.read(folder.resolve(RAW), spec, folder);
        Json.mapper().writeValue(folder.resolve(READING).toFile(), reading);
    }

    /** The first use of a type takes longest; nobody is waiting yet. */
    private static void loadJson() {
        Json.mapper().readValue("{}", DatasetSpec.class);
        Json.mapper().writeValueAsBytes(Reading.rejected(DatasetSpec.EMPTY, new Reason("none", "none")));
    }

    private static void endWithParent(Reader input) {
        inBackground("parent-watch", () -> {
            try {
                input.transferTo(Writer.nullWriter());
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
