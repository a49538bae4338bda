package dev.trainyard.bench.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Random;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;

/** A table of numbers, words and a class, as others read it. */
record Csv(Path file) {

    static final int ROWS = 100_000;

    static Csv write(Path file) throws IOException {
        Random random = new Random(1);
        StringBuilder lines = new StringBuilder("a,b,c,d,e,kind,label\n");
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < 5; column++) {
                lines.append(String.format(Locale.ROOT, "%.4f,", random.nextGaussian()));
            }
            lines.append('k')
                    .append(random.nextInt(7))
                    .append(',')
                    .append(random.nextInt(2))
                    .append('\n');
        }
        Files.writeString(file, lines);
        return new Csv(file);
    }

    /** Seconds to a Parquet file and a summary of its columns, in a process that runs already, by one thread. */
    double byDuckDb() throws IOException {
        long begun = System.nanoTime();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute("CREATE TABLE rows AS SELECT * FROM read_csv('%s')".formatted(file));
            statement.execute("COPY rows TO '%s.parquet' (FORMAT parquet)".formatted(file));
            try (ResultSet summary = statement.executeQuery("SUMMARIZE rows")) {
                while (summary.next()) {
                    summary.getString(1);
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return seconds(begun);
    }

    /** Seconds to have seen each record, in a process that runs already. */
    double byDataVec() throws IOException {
        long begun = System.nanoTime();
        try (RecordReader reader = new CSVRecordReader(1, ',')) {
            reader.initialize(new FileSplit(file.toFile()));
            int rows = 0;
            while (reader.hasNext()) {
                reader.next();
                rows++;
            }
            if (rows != ROWS) {
                throw new IOException(rows + " rows");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return seconds(begun);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) * 1e-9;
    }
}
