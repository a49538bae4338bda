package dev.trainyard.dataset.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip archive of pictures in memory; the same pictures make the same bytes. */
final class PictureArchive {

    /** More would not fit into memory. */
    static final int MOST_PICTURES = 100_000;

    private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);
    private final StringBuilder labels = new StringBuilder();

    /** Draws pictures into an archive. */
    @FunctionalInterface
    interface Drawing {
        void into(PictureArchive archive, int rows, double noise, Random random);
    }

    /** What makes a sample of a drawing. */
    static Content of(Drawing drawing) {
        return new Content() {
            @Override
            public byte[] bytes(int rows, double noise, Random random) {
                PictureArchive archive = new PictureArchive();
                drawing.into(archive, rows, noise, random);
                return archive.zipped();
            }

            @Override
            public int mostRows() {
                return MOST_PICTURES;
            }
        };
    }

    void add(String name, byte[] file) {
        try {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(ALWAYS);
            zip.putNextEntry(entry);
            zip.write(file);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a row to {@code labels.csv}. */
    void label(String... cells) {
        labels.append(String.join(",", cells)).append('\n');
    }

    private byte[] zipped() {
        try {
            if (!labels.isEmpty()) {
                add("labels.csv", labels.toString().getBytes(StandardCharsets.UTF_8));
            }
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
