package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.archive.Archive;
import dev.trainyard.dataset.archive.Archives;
import dev.trainyard.dataset.archive.BadArchive;
import dev.trainyard.dataset.archive.Entry;
import dev.trainyard.dataset.picture.IdxHeader;
import dev.trainyard.dataset.picture.PictureFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads archives of pictures: a folder for each class, a {@code labels.csv}, frames of clips, or a pair of IDX files. */
public final class PictureReader {

    private static final int MOST_LABEL_BYTES = 48 << 20;

    private final Path file;
    private final DatasetSpec spec;
    private final Path folder;
    private final PictureRejects rejects = new PictureRejects();
    private final List<Warning> warnings = new ArrayList<>();

    private PictureReader(Path file, DatasetSpec spec, Path folder) {
        this.file = file;
        this.spec = spec;
        this.folder = folder;
    }

    /** Whether the file is one for this reader: by what the caller says, else by how it begins. */
    public static boolean isFor(Path file, DatasetSpec spec) throws IOException {
        return spec.kind() == DatasetKind.IMAGES
                || (spec.kind() == null || spec.kind() == DatasetKind.SEQUENCES)
                        && (Archives.isArchive(file) || IdxPictures.isIdx(file));
    }

    /** Reads a file; the typed rows, the pixels and everything in passing go into the folder. */
    public static Reading read(Path file, DatasetSpec spec, Path folder) throws IOException, SQLException {
        try {
            return new PictureReader(file, spec, folder).read();
        } catch (BadArchive e) {
            return Reading.rejected(spec, new Reason(e.code(), String.valueOf(e.getMessage())));
        } catch (Unreadable e) {
            return Reading.rejected(spec, e.reason());
        }
    }

    private Reading read() throws IOException, SQLException {
        if (IdxPictures.isIdx(file)) {
            return readIdx(IdxPictures.of(file));
        }
        refuseOther();
        try (Archive archive = Archives.open(file, folder)) {
            refuseWorkbook(archive);
            return IdxPictures.areIn(archive) ? readIdx(IdxPictures.of(archive)) : read(archive);
        }
    }

    private void refuseOther() throws IOException {
        byte[] beginning = Archives.beginning(file, PictureFormat.TELLING_BYTES);
        if (beginning.length == 0) {
            throw new Unreadable("empty_file", "the file is empty; expected an archive of pictures");
        }
        if (PictureFormat.of(beginning).isPresent()) {
            throw new Unreadable(
                    "single_picture",
                    "the file is a single picture; pack pictures into a zip archive with one folder for each class");
        }
        if (!Archives.isArchive(file)) {
            throw new Unreadable(
                    "not_an_archive",
                    "the file is no zip, tar or tar.gz archive of pictures, and no IDX file"
                            + (IdxHeader.begins(beginning) ? " that can be read" : ""));
        }
    }

    private static void refuseWorkbook(Archive archive) {
        if (archive.entries().stream().anyMatch(entry -> entry.name().equals("xl/workbook.xml"))) {
            throw new Unreadable("binary_file", "the file is an Excel workbook; save it as CSV");
        }
    }

    private Reading readIdx(IdxPictures idx) throws IOException, SQLException {
        PictureTable table = idx.table(tableFile());
        return new PictureRows(table, idx.choosing(spec.images()), rejects, warnings, spec, null).read(folder);
    }

    private Reading read(Archive archive) throws IOException, SQLException {
        PictureEntries entries = PictureEntries.of(archive, rejects);
        warnings.addAll(entries.warnings());
        boolean clips = spec.kind() == DatasetKind.SEQUENCES;
        PictureTable table = clips ? clips(archive, entries) : images(archive, entries);
        ArchivePictures pictures = new ArchivePictures(archive, Files.size(file), spec.images());
        return new PictureRows(table, pictures, rejects, warnings, spec, clips ? ClipLayout.SEQUENCE : null)
                .read(folder);
    }

    private PictureTable images(Archive archive, PictureEntries entries) throws IOException {
        ImageLayout layout = new ImageLayout(entries, rejects);
        Entry labels = entries.labels();
        PictureTable table = labels == null
                ? layout.byFolder(tableFile())
                : layout.byLabels(labelFile(archive, labels), labels, tableFile());
        warnings.addAll(layout.warnings());
        return table;
    }

    private PictureTable clips(Archive archive, PictureEntries entries) throws IOException {
        ClipLayout layout = new ClipLayout(entries, rejects);
        Entry labels = entries.labels();
        PictureTable table = labels == null
                ? layout.byFolder(tableFile())
                : layout.byLabels(labelFile(archive, labels), labels, tableFile());
        warnings.addAll(layout.warnings());
        return table;
    }

    private LabelFile labelFile(Archive archive, Entry entry) throws IOException {
        return LabelFile.of(archive.bytes(entry, MOST_LABEL_BYTES), spec);
    }

    private Path tableFile() {
        return folder.resolve("pictures.csv");
    }
}
