package dev.trainyard.trainer.technique;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.GoldenRows;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.trainer.loop.Learner;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One job in training, and what becomes of it: everything that depends on the way it learns. */
public interface Lesson extends Learner, AutoCloseable {

    /** How well the trained network does. */
    Evaluation evaluation();

    /** Settles what training leaves open, before anything is read from the trained network. */
    default void settle() {}

    /** What each column counts; null where that cannot be told. */
    default Evaluation.@Nullable Importance importance() {
        return null;
    }

    /** What calibrates the probabilities, known once {@linkplain #settle settled}; null where there are none. */
    default Evaluation.@Nullable Temperature temperature() {
        return null;
    }

    /**
     * The trained network as an ONNX file.
     *
     * @param metadata free text by name, kept with it
     */
    Exported export(Map<String, String> metadata);

    /**
     * An ONNX file.
     *
     * @param inside what can be asked of it besides its answer
     * @param decoder a part that makes examples of noise, or writes token by token, as another file; null where there is none
     * @param pipeline the network from raw columns to answers; null where ONNX has no words for these
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Exported(byte[] onnx, @Nullable Inside inside, byte @Nullable [] decoder, byte @Nullable [] pipeline) {

        public Exported(byte[] onnx, @Nullable Inside inside, byte @Nullable [] decoder) {
            this(onnx, inside, decoder, null);
        }

        public Exported(byte[] onnx, @Nullable Inside inside) {
            this(onnx, inside, null);
        }
    }

    /** How what a caller sends becomes the network's input. */
    InputEncoder encoder();

    /** How its answer becomes what a caller gets. */
    TargetCodec codec();

    /** A few examples with the engine's own answers. */
    GoldenRows golden();

    /** Whether DL4J has a word for the network, so that it is kept in that format, too. */
    boolean isKnownToDl4j();

    /** The name of the engine, as the contract spells it. */
    String engineName();

    @Override
    default void close() {
        engine().close();
    }
}
