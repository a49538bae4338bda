package dev.trainyard.prediction;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Answers one row at a time in memory that the runtime knows already: to hand it over and to take an answer apart costs a call
 * more than a small network does.
 */
final class OneRow implements AutoCloseable {

    /** More calls at once than processors have to do with take memory of their own. */
    private static final int MOST_KEPT = 16;

    /** 16 KB a seat; of larger rows the network itself takes the time. */
    private static final int MOST_FLOATS = 1 << 12;

    private final OrtEnvironment runtime;
    private final OrtSession session;
    private final OnnxNetwork.Port input;
    private final OnnxNetwork.Port output;
    private final AtomicReferenceArray<@Nullable Seat> free = new AtomicReferenceArray<>(MOST_KEPT);

    OneRow(OrtEnvironment runtime, OrtSession session, OnnxNetwork.Port input, OnnxNetwork.Port output) {
        this.runtime = runtime;
        this.session = session;
        this.input = input;
        this.output = output;
    }

    /** Whether rows are small enough for memory to be kept. */
    static boolean fits(OnnxNetwork.Port input, OnnxNetwork.Port output) {
        return input.shape().size() + output.shape().size() <= MOST_FLOATS;
    }

    /** What the network says to a row of encoded cells. */
    float[] answer(float[] cells) throws OrtException {
        Seat seat = take();
        boolean kept = false;
        try {
            float[] answers = seat.answer(cells);
            kept = give(seat);
            return answers;
        } finally {
            if (!kept) {
                seat.close();
            }
        }
    }

    /** Nobody waits for anybody here: a thread looks first where it left one. */
    private Seat take() throws OrtException {
        for (int i = 0; i < MOST_KEPT; i++) {
            int place = place(i);
            Seat seat = free.get(place) == null ? null : free.getAndSet(place, null);
            if (seat != null) {
                return seat;
            }
        }
        return new Seat();
    }

    private boolean give(Seat seat) {
        for (int i = 0; i < MOST_KEPT; i++) {
            if (free.compareAndSet(place(i), null, seat)) {
                return true;
            }
        }
        return false;
    }

    private static int place(int tried) {
        return (int) ((Thread.currentThread().getId() + tried) % MOST_KEPT);
    }

    /** Said when nobody asks any more. */
    @Override
    public void close() {
        for (int i = 0; i < MOST_KEPT; i++) {
            Seat seat = free.getAndSet(i, null);
            if (seat != null) {
                seat.close();
            }
        }
    }

    /** Memory for a row and its answer; one call at a time has it. */
    private final class Seat implements AutoCloseable {

        private final FloatBuffer cells = memory(input);
        private final FloatBuffer answers = memory(output);
        private final OnnxTensor read;
        private final OnnxTensor told;
        private final Map<String, OnnxTensor> inputs;
        private final Map<String, OnnxTensor> outputs;

        Seat() throws OrtException {
            read = OnnxTensor.createTensor(runtime, cells, input.of(1));
            told = told(read);
            inputs = Map.of(input.name(), read);
            outputs = Map.of(output.name(), told);
        }

        /** Nothing is left behind where the second cannot be had. */
        private OnnxTensor told(OnnxTensor first) throws OrtException {
            try {
                return OnnxTensor.createTensor(runtime, answers, output.of(1));
            } catch (OrtException e) {
                first.close();
                throw e;
            }
        }

        private static FloatBuffer memory(OnnxNetwork.Port port) {
            return ByteBuffer.allocateDirect(Float.BYTES * port.width())
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }

        float[] answer(float[] row) throws OrtException {
            cells.put(0, row, 0, cells.capacity());
            session.run(inputs, Set.of(), outputs).close(); // which closes none of these
            float[] own = new float[answers.capacity()];
            answers.get(0, own);
            return own;
        }

        @Override
        public void close() {
            read.close();
            told.close();
        }
    }
}
