package dev.trainyard.trainer.batch;

import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.Thumbnail;
import dev.trainyard.plan.Examples;
import dev.trainyard.trainer.data.PixelFile;
import dev.trainyard.trainer.data.TypedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The pictures of a clip's rows, as PNG files, which lose nothing.
 *
 * @param numbers which picture each row is, in the order of the clips
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AskedFrames(PixelFile pixels, PictureSize size, int[] numbers) implements AskedSequences.Making {

    static AskedFrames of(Examples.Clips clips, TypedRows rows, Path pixels) throws IOException, SQLException {
        PictureSize size = clips.picture().size();
        return new AskedFrames(
                PixelFile.map(pixels, rows.count(), size.bytes()),
                size,
                rows.numbersInOrder(AskedSequences.keys(clips.frames())));
    }

    @Override
    public Object example(int first, List<List<String>> steps) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        for (int step = first; step < first + steps.size(); step++) {
            byte[] frame = new byte[size.bytes()];
            pixels.read(numbers[step], frame);
            frames.add(new Thumbnail(size, frame).within(Integer.MAX_VALUE));
        }
        return frames;
    }
}
