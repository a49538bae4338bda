package dev.trainyard.dataset.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.json.Json;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Reads bytes in a folder the way the reading process does. */
record Readings(Path folder) {

    Reading read(String text) {
        return read(text, "{}");
    }

    Reading read(String text, String spec) {
        return read(text.getBytes(UTF_8), spec);
    }

    Reading read(byte[] bytes, String spec) {
        return read(bytes, Json.mapper().readValue(spec, DatasetSpec.class));
    }

    Reading read(byte[] bytes, DatasetSpec spec) {
        try {
            Path raw = Files.write(folder.resolve("raw"), bytes);
            Reading reading = TableReader.read(raw, spec, folder);
            return Json.mapper().readValue(Json.mapper().writeValueAsBytes(reading), Reading.class);
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Opening one takes longer than what is asked of it, so that one serves all tests of a process. */
    private static final class Oracle {

        private static final Connection DATABASE = open();

        private static Connection open() {
            try {
                Connection database = DriverManager.getConnection("jdbc:duckdb:");
                try (Statement statement = database.createStatement()) {
                    statement.execute("SET enable_external_file_cache=false"); // files are written anew under their names
                }
                return database;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** The first column of the typed rows, in file order. */
    List<Object> typed(String column) {
        List<Object> cells = new ArrayList<>();
        try (Statement statement = Oracle.DATABASE.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT \"%s\" FROM read_parquet('%s')".formatted(column, folder.resolve(TableReader.TYPED)))) {
            while (rows.next()) {
                cells.add(rows.getObject(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return cells;
    }

    /** A Parquet file with the rows of a query. */
    byte[] parquet(String query) {
        Path file = folder.resolve("made.parquet");
        try (Statement statement = Oracle.DATABASE.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
            return Files.readAllBytes(file);
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] gzipped(byte[] bytes) {
        return packed(bytes, GZIPOutputStream::new);
    }

    static byte[] zstd(byte[] bytes) {
        return packed(bytes, ZstdOutputStream::new);
    }

    /**
     * A zstd frame (RFC 8878) of a beginning and so many blocks of 128 KB of line ends, four bytes each: the packer of a
     * library does not pack as tightly as the format can.
     */
    static byte[] zstdBomb(String beginning, int blocks) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 7 << 3}); // a window of 128 KB
        block(frame, beginning.length() << 3, beginning.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < blocks; i++) {
            int last = i == blocks - 1 ? 1 : 0;
            block(frame, 131_072 << 3 | 1 << 1 | last, new byte[] {'\n'}); // one byte, repeated
        }
        return frame.toByteArray();
    }

    private static void block(ByteArrayOutputStream frame, int header, byte[] content) {
        frame.write(header);
        frame.write(header >> 8);
        frame.write(header >> 16);
        frame.writeBytes(content);
    }

    private interface Packer {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] bytes, Packer packer) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packer.over(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }
}
