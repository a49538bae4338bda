package dev.trainyard.trainer.batch;

import dev.trainyard.prediction.CsvLine;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.trainer.JobFailed;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip archive of PNG files and a {@code labels.csv} that tells more of each, as data sets of pictures are read. The same
 * pictures make the same bytes.
 */
final class PictureFile implements Closeable {

    static final String PATH = "path";

    private static final int MOST_LABEL_BYTES = 48 << 20;
    private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final ByteArrayOutputStream labels = new ByteArrayOutputStream();
    private int pictures;

    /** @param columns what is told of each picture beside its path */
    PictureFile(Path file, List<String> columns) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        this.zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.NO_COMPRESSION); // PNG files are packed already
        label(PATH, columns);
    }

    /** @throws JobFailed when more is told of the pictures than is read */
    void add(Prediction.Picture picture, List<String> cells) throws IOException {
        String path = String.format(Locale.ROOT, "%07d.png", pictures++);
        write(path, Base64.getDecoder().decode(picture.image()));
        label(path, cells);
    }

    private void label(String path, List<String> cells) throws IOException {
        List<String> all = new ArrayList<>(List.of(path));
        all.addAll(cells);
        labels.write(CsvLine.of(all).getBytes(StandardCharsets.UTF_8));
        if (labels.size() > MOST_LABEL_BYTES) {
            throw new JobFailed(
                    "data_invalid",
                    "what the data set tells of its pictures is longer than %d MB after %,d of them"
                            .formatted(MOST_LABEL_BYTES >> 20, pictures),
                    "Leave columns out, or divide the data set.");
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ALWAYS);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        try (zip) {
            write("labels.csv", labels.toByteArray());
        }
    }
}
