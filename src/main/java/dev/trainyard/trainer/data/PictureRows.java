package dev.trainyard.trainer.data;

import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.plan.Augmentation;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Room;
import dev.trainyard.trainer.engine.SeededRandom;
import org.jspecify.annotations.Nullable;

/** Pictures of some rows, encoded when they are needed. */
final class PictureRows implements FloatRows {

    private static final long PURPOSE = 5_000_000_000L;

    private final PixelFile pixels;
    private final int[] numbers;
    private final PictureEncoder encoder;
    private final float[] table;

    /** @param numbers of the rows in the file */
    PictureRows(PixelFile pixels, int[] numbers, PictureEncoder encoder) {
        this.pixels = pixels;
        this.numbers = numbers;
        this.encoder = encoder;
        this.table = encoder.table();
    }

    @Override
    public int rows() {
        return numbers.length;
    }

    @Override
    public int width() {
        return pixels.pictureBytes();
    }

    @Override
    public EncodedRows gather(int[] order, int from, int to) {
        return gather(order, from, to, new float[(to - from) * width()]);
    }

    @Override
    public EncodedRows gather(int[] order, int from, int to, Room room) {
        return gather(order, from, to, room.of((to - from) * width()));
    }

    private EncodedRows gather(int[] order, int from, int to, float[] gathered) {
        byte[] picture = new byte[width()];
        for (int i = from; i < to; i++) {
            pixels.read(numbers[order[i]], picture);
            PictureEncoder.encode(picture, table, gathered, (i - from) * width());
        }
        return new EncodedRows(to - from, gathered);
    }

    /** The same pictures for training: changed anew in each epoch, by seed, epoch and row and by nothing else. */
    FloatRows augmented(@Nullable Augmentation augmentation, long seed) {
        return augmentation == null ? this : new Augmented(augmentation, seed);
    }

    /** The pictures as they are until an epoch asks for its own. */
    private final class Augmented implements FloatRows {

        private final Augmentation augmentation;
        private final long seed;

        Augmented(Augmentation augmentation, long seed) {
            this.augmentation = augmentation;
            this.seed = seed;
        }

        @Override
        public int rows() {
            return PictureRows.this.rows();
        }

        @Override
        public int width() {
            return PictureRows.this.width();
        }

        @Override
        public EncodedRows gather(int[] order, int from, int to) {
            return PictureRows.this.gather(order, from, to);
        }

        @Override
        public EncodedRows gather(int[] order, int from, int to, Room room) {
            return PictureRows.this.gather(order, from, to, room);
        }

        @Override
        public FloatRows inEpoch(int epoch) {
            return new InEpoch(epoch);
        }

        private final class InEpoch implements FloatRows {

            private final int epoch;

            InEpoch(int epoch) {
                this.epoch = epoch;
            }

            @Override
            public int rows() {
                return PictureRows.this.rows();
            }

            @Override
            public int width() {
                return PictureRows.this.width();
            }

            @Override
            public EncodedRows gather(int[] order, int from, int to) {
                byte[] picture = new byte[width()];
                float[] gathered = new float[(to - from) * width()];
                Variation variation = new Variation(augmentation, encoder);
                for (int i = from; i < to; i++) {
                    pixels.read(numbers[order[i]], picture);
                    long purpose = PURPOSE + (long) epoch * rows() + order[i];
                    variation.draw(new SeededRandom(seed, purpose)).write(picture, gathered, (i - from) * width());
                }
                return new EncodedRows(to - from, gathered);
            }
        }
    }
}
