package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.PictureHeader;
import dev.trainyard.problem.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets the pictures say which size and how many channels they have; the caller's word goes first. */
final class PictureSizes {

    private static final long MOST_BYTES = 8L << 30;
    private static final int MOST_SIDE = 4_096;

    private final @Nullable ImageSpec wanted;
    private final Map<Long, Integer> sizes = new LinkedHashMap<>();
    private long pictures;
    private long grey;

    PictureSizes(@Nullable ImageSpec wanted) {
        this.wanted = wanted;
    }

    void add(PictureHeader header) {
        add(header.height(), header.width(), header.channels(), 1);
    }

    void add(int height, int width, int channels, int count) {
        pictures += count;
        grey += channels == 1 ? count : 0;
        sizes.merge((long) height << 32 | width, count, Integer::sum);
    }

    /** @throws Unreadable when so many pictures of this size are too much */
    PictureSize size() {
        long usual = usual();
        double shrink = Math.min(1, (double) MOST_SIDE / Math.max(usual >> 32, (int) usual));
        Integer height = wanted == null ? null : wanted.height();
        Integer width = wanted == null ? null : wanted.width();
        ImageSpec.Colour colour = wanted == null ? null : wanted.colour();
        PictureSize size = new PictureSize(
                height == null ? (int) Math.max(1, (usual >> 32) * shrink) : height,
                width == null ? (int) Math.max(1, (int) usual * shrink) : width,
                colour == null ? (grey * 2 > pictures ? 1 : 3) : colour.channels());
        refuseTooMuch(size);
        return size;
    }

    private long usual() {
        return sizes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(1L << 32 | 1);
    }

    private void refuseTooMuch(PictureSize size) {
        long bytes = pictures * size.bytes();
        if (bytes > MOST_BYTES) {
            double shrink = Math.sqrt((double) MOST_BYTES / bytes);
            ImageSpec smaller = new ImageSpec(
                    Math.max(1, (int) (size.height() * shrink)),
                    Math.max(1, (int) (size.width() * shrink)),
                    null,
                    null);
            throw new Unreadable(new Reason(
                    "too_many_pixels",
                    "%,d pictures of %d x %d pixels take %,d MB; at most %,d MB are kept"
                            .formatted(pictures, size.height(), size.width(), bytes >> 20, MOST_BYTES >> 20),
                    new Suggested(
                            "bring all pictures to %d x %d pixels".formatted(smaller.height(), smaller.width()),
                            Suggestion.add("/images", smaller),
                            DatasetSpec.EMPTY.ofPictures(null, smaller, null))));
        }
    }

    /** Tells that the pictures are not all of one size, where the caller has not chosen one. */
    List<Warning> warnings(PictureSize size) {
        boolean chosen = wanted != null && wanted.height() != null && wanted.width() != null;
        if (chosen || sizes.size() < 2) {
            return List.of();
        }
        return List.of(new Warning(
                "various_sizes",
                null,
                "the pictures have %,d different sizes; all are brought to the most frequent, %d x %d pixels (height x width); the field 'images' chooses another"
                        .formatted(sizes.size(), size.height(), size.width())));
    }
}
