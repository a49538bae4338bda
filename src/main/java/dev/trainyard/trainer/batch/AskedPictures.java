package dev.trainyard.trainer.batch;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.Thumbnail;
import dev.trainyard.trainer.data.PixelFile;
import dev.trainyard.trainer.data.TypedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The picture of each row is an example, as a PNG file, which loses nothing. */
final class AskedPictures extends AskedExamples {

    private final PixelFile pixels;
    private final PictureSize size;
    private int next;

    AskedPictures(List<ColumnSchema> columns, TypedRows rows, Path pixels, PictureSize size)
            throws IOException, SQLException {
        super(columns, rows, List.of());
        this.pixels = PixelFile.map(pixels, count(), size.bytes());
        this.size = size;
    }

    @Override
    @Nullable
    AskedExample next() throws IOException, SQLException {
        List<String> row = row();
        if (row == null) {
            return null;
        }
        byte[] picture = new byte[size.bytes()];
        pixels.read(next++, picture);
        return new AskedExample(new Thumbnail(size, picture).within(Integer.MAX_VALUE), List.of(row));
    }
}
