package dev.trainyard.trainer.data;

import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.plan.Augmentation;
import dev.trainyard.plan.Cutting.Cut;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Clips, {@code [steps, height, width, channels]}, encoded when they are needed. */
final class ClipRows implements Runs {

    private static final long PURPOSE = 5_500_000_000L;

    private final Frames frames;
    private final PictureEncoder encoder;
    private final float[] table;
    private final int[] from;
    private final int[] length;
    private final int steps;

    ClipRows(Frames frames, PictureEncoder encoder, List<Cut> clips, int steps) {
        this.frames = frames;
        this.encoder = encoder;
        this.table = encoder.table();
        this.from = clips.stream().mapToInt(Cut::from).toArray();
        this.length = clips.stream().mapToInt(Cut::length).toArray();
        this.steps = steps;
    }

    @Override
    public int[] from() {
        return from;
    }

    @Override
    public int[] length() {
        return length;
    }

    @Override
    public int rows() {
        return from.length;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public int width() {
        return steps * frames.frameBytes();
    }

    /** Writes a frame of a clip, encoded. */
    private interface Writing {
        void write(byte[] frame, float[] into, int at);
    }

    @Override
    public EncodedRows gather(int[] order, int begin, int end) {
        return gather(order, begin, end, clip -> (frame, into, at) -> PictureEncoder.encode(frame, table, into, at));
    }

    private EncodedRows gather(int[] order, int begin, int end, IntFunction<Writing> writings) {
        float[] values = new float[Math.multiplyExact(end - begin, width())];
        byte[] frame = new byte[frames.frameBytes()];
        for (int i = begin; i < end; i++) {
            Writing writing = writings.apply(order[i]);
            for (int step = 0; step < length[order[i]]; step++) {
                frames.read(from[order[i]] + step, frame);
                writing.write(frame, values, (i - begin) * width() + step * frame.length);
            }
        }
        return new EncodedRows(end - begin, values, lengths(order, begin, end));
    }

    /** The same clips for training: all frames of one changed alike, anew in each epoch, by seed, epoch and clip alone. */
    FloatRows augmented(@Nullable Augmentation augmentation, long seed) {
        return augmentation == null ? this : new Changing(augmentation, seed, -1);
    }

    /** The clips as they are until an epoch asks for its own. */
    private final class Changing implements FloatRows {

        private final Augmentation augmentation;
        private final long seed;
        private final int epoch;

        Changing(Augmentation augmentation, long seed, int epoch) {
            this.augmentation = augmentation;
            this.seed = seed;
            this.epoch = epoch;
        }

        @Override
        public int rows() {
            return ClipRows.this.rows();
        }

        @Override
        public int width() {
            return ClipRows.this.width();
        }

        @Override
        public int steps() {
            return ClipRows.this.steps();
        }

        @Override
        public EncodedRows gather(int[] order, int begin, int end) {
            return epoch < 0
                    ? ClipRows.this.gather(order, begin, end)
                    : ClipRows.this.gather(order, begin, end, this::drawn);
        }

        private Writing drawn(int clip) {
            long purpose = PURPOSE + (long) epoch * rows() + clip;
            return new Variation(augmentation, encoder).draw(new SeededRandom(seed, purpose))::write;
        }

        @Override
        public FloatRows inEpoch(int number) {
            return new Changing(augmentation, seed, number);
        }
    }
}
