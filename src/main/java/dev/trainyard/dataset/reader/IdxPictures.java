package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.archive.Archive;
import dev.trainyard.dataset.archive.Archives;
import dev.trainyard.dataset.archive.BadArchive;
import dev.trainyard.dataset.archive.Entry;
import dev.trainyard.dataset.archive.Gunzipped;
import dev.trainyard.dataset.picture.IdxHeader;
import dev.trainyard.dataset.picture.Resizing;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pictures of an IDX file, perhaps with the file of their labels, each perhaps gzipped. */
final class IdxPictures {

    private static final int MOST_ENTRIES = 50;
    private static final int BUFFER = 1 << 16;

    private final IdxFile pictures;
    private final @Nullable IdxFile labels;

    private IdxPictures(IdxFile pictures, @Nullable IdxFile labels) {
        this.pictures = pictures;
        this.labels = labels;
    }

    @FunctionalInterface
    private interface Opening {
        InputStream open() throws IOException;
    }

    /** One file: what it is called, what it begins with, and how it is opened. */
    private record IdxFile(String name, IdxHeader header, Opening opening) {

        static @Nullable IdxFile of(String name, Opening opening) throws IOException {
            try (InputStream in = opening.open()) {
                return IdxHeader.read(in)
                        .map(header -> new IdxFile(name, header, opening))
                        .orElse(null);
            }
        }

        /** Opens it where its numbers begin. */
        DataInputStream numbers() throws IOException {
            DataInputStream in = new DataInputStream(new BufferedInputStream(opening.open(), BUFFER));
            IdxHeader.read(in);
            return in;
        }
    }

    static boolean isIdx(Path file) throws IOException {
        try {
            return IdxHeader.begins(Archives.beginning(file, IdxHeader.TELLING_BYTES));
        } catch (BadArchive e) {
            return false;
        }
    }

    /** An archive of IDX files has few entries, and one of them begins like one. */
    static boolean areIn(Archive archive) throws IOException {
        if (archive.entries().size() > MOST_ENTRIES) {
            return false;
        }
        for (Entry entry : archive.entries()) {
            if (entry.isFile() && !isHidden(entry) && file(archive, entry) != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHidden(Entry entry) {
        return entry.fileName().startsWith(".") || entry.name().contains("__MACOSX");
    }

    static IdxPictures of(Path file) throws IOException {
        IdxFile pictures = IdxFile.of("idx", () -> {
            InputStream raw = Files.newInputStream(file);
            return Gunzipped.isGzipped(firstBytes(file)) ? Gunzipped.of(raw, Files.size(file)) : raw;
        });
        return checked(pictures == null ? List.of() : List.of(pictures));
    }

    private static byte[] firstBytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(2);
        }
    }

    static IdxPictures of(Archive archive) throws IOException {
        List<IdxFile> files = new ArrayList<>();
        for (Entry entry : archive.entries()) {
            IdxFile file = entry.isFile() && !isHidden(entry) ? file(archive, entry) : null;
            if (file != null) {
                files.add(file);
            }
        }
        return checked(files);
    }

    private static @Nullable IdxFile file(Archive archive, Entry entry) throws IOException {
        byte[] beginning;
        try (InputStream in = archive.open(entry)) {
            beginning = in.readNBytes(2);
        } catch (BadArchive e) {
            return null;
        }
        String name = entry.fileName().replaceFirst("\\.gz$", "");
        boolean gzipped = Gunzipped.isGzipped(beginning);
        return IdxFile.of(name, () -> gzipped ? Gunzipped.of(archive.open(entry), entry.size()) : archive.open(entry));
    }

    private static IdxPictures checked(List<IdxFile> files) {
        List<IdxFile> pictures =
                files.stream().filter(file -> file.header().isPictures()).toList();
        List<IdxFile> labels =
                files.stream().filter(file -> !file.header().isPictures()).toList();
        if (pictures.size() != 1 || labels.size() > 1) {
            throw new Unreadable(
                    "no_idx_pair",
                    "there are %d IDX files of pictures and %d of labels; expected one of each, a training and a test set are two data sets"
                            .formatted(pictures.size(), labels.size()));
        }
        refuseImpossible(pictures.get(0).header());
        IdxPictures found = new IdxPictures(pictures.get(0), labels.isEmpty() ? null : labels.get(0));
        if (found.labels != null
                && found.labels.header().count() != found.pictures.header().count()) {
            throw new Unreadable(
                    "different_counts",
                    "the IDX files have %,d pictures and %,d labels"
                            .formatted(
                                    found.pictures.header().count(),
                                    found.labels.header().count()));
        }
        return found;
    }

    private static void refuseImpossible(IdxHeader header) {
        boolean channels = header.channels() == 1 || header.channels() == 3;
        boolean sides =
                header.height() >= 1 && header.height() <= 4_096 && header.width() >= 1 && header.width() <= 4_096;
        if (header.count() < 0 || header.count() > PictureTable.MOST_ROWS || !channels || !sides) {
            throw new Unreadable(
                    "impossible_idx",
                    "the IDX file says it has the dimensions %s; expected up to %,d pictures of up to 4,096 x 4,096 pixels and 1 or 3 channels"
                            .formatted(header.dimensions(), PictureTable.MOST_ROWS));
        }
    }

    /** One row for each picture, with its label where there are some. */
    PictureTable table(Path file) throws IOException {
        refuseTruncated();
        boolean labelled = labels != null;
        Map<String, ColumnType> types = labelled
                ? Map.of("path", ColumnType.TEXT, "label", ColumnType.CATEGORICAL)
                : Map.of("path", ColumnType.TEXT);
        try (PictureTable table = new PictureTable(file, labelled ? List.of("path", "label") : List.of("path"), types);
                DataInputStream numbers = (labels == null ? pictures : labels).numbers()) {
            for (int i = 0; i < pictures.header().count(); i++) {
                String path = pictures.name() + "/" + i;
                table.add(
                        i + 1, i + 1, labels == null ? List.of(path) : List.of(path, label(numbers, labels.header())));
            }
            return table;
        } catch (EOFException e) {
            throw new Unreadable("truncated_idx", "the IDX file of the labels is cut off");
        }
    }

    private static String label(DataInputStream numbers, IdxHeader header) throws IOException {
        return Integer.toString(
                switch (header.labelBytes()) {
                    case 2 -> numbers.readShort();
                    case 4 -> numbers.readInt();
                    default -> header.type() == 9 ? numbers.readByte() : numbers.readUnsignedByte();
                });
    }

    /** Its pixels, brought to the size that is wanted. */
    PixelSource choosing(@Nullable ImageSpec wanted) {
        return (table, rows, target, rejects) -> {
            PictureSizes sizes = new PictureSizes(wanted);
            IdxHeader header = pictures.header();
            sizes.add(header.height(), header.width(), header.channels(), Math.max(1, header.count()));
            PictureSize size = sizes.size();
            copy(rows, new Resizing(size, ImageSpec.fittingOf(wanted)), target);
            return new PixelSource.Written(size, new BitSet(), List.of());
        };
    }

    private void refuseTruncated() throws IOException {
        IdxHeader header = pictures.header();
        try (DataInputStream in = pictures.numbers()) {
            in.skipNBytes((long) header.count() * header.height() * header.width() * header.channels());
        } catch (EOFException e) {
            throw new Unreadable(
                    "truncated_idx",
                    "the IDX file says %,d pictures of %d x %d pixels and is cut off"
                            .formatted(header.count(), header.height(), header.width()));
        }
    }

    private void copy(int[] rows, Resizing resizing, Path target) throws IOException {
        IdxHeader header = pictures.header();
        byte[] picture = new byte[header.height() * header.width() * header.channels()];
        int next = 0;
        try (DataInputStream in = pictures.numbers();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER)) {
            for (int i = 1; i <= header.count() && next < rows.length; i++) {
                in.readFully(picture);
                if (rows[next] == i) {
                    out.write(resizing.of(header.height(), header.width(), header.channels(), interleaved(picture)));
                    next++;
                }
            }
        }
    }

    /** Channels of each pixel beside each other. */
    private byte[] interleaved(byte[] picture) {
        IdxHeader header = pictures.header();
        if (!header.isChannelsFirst()) {
            return picture;
        }
        byte[] beside = new byte[picture.length];
        int pixels = header.height() * header.width();
        for (int i = 0; i < picture.length; i++) {
            beside[i % pixels * header.channels() + i / pixels] = picture[i];
        }
        return beside;
    }
}
