package dev.trainyard.trainer.batch;

import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.Thumbnail;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
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
 * @param onlyFirst whether the first picture stands for the clip
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AskedFrames(PixelFile pixels, PictureSize size, int[] numbers, boolean onlyFirst)
        implements AskedSequences.Making {

    static AskedFrames of(Examples.Clips clips, TypedRows rows, Path pixels) throws IOException, SQLException {
        PictureSize size = clips.picture().size();
        return new AskedFrames(
                PixelFile.map(pixels, rows.count(), size.bytes()),
                size,
                rows.numbersInOrder(AskedSequences.keys(clips.frames())),
                clips.frames().mode() == Sequence.Mode.ONE_TO_MANY);
    }

    @Override
    public Object example(int first, List<List<String>> steps) throws IOException {
        if (onlyFirst) {
            return frame(first);
        }
        List<byte[]> frames = new ArrayList<>();
        for (int step = first; step < first + steps.size(); step++) {
            frames.add(frame(step));
        }
        return frames;
    }

    private byte[] frame(int step) throws IOException {
        byte[] frame = new byte[size.bytes()];
        pixels.read(numbers[step], frame);
        return new Thumbnail(size, frame).within(Integer.MAX_VALUE);
    }
}
