package dev.trainyard.trainer.fused;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Engine;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a step of our own loop leaves to the garbage collector: nothing that grows with the network, the batch or its steps. */
class AllocationTest {

    /** Records that say what a pass is for, and the generator of what is dropped. */
    private static final long A_HANDFUL_OF_OBJECTS = 2_000;

    private static final int STEPS = 12;
    private static final int UPDATES = 50;

    @Test
    void makesNoArraysInDenseStacks() {
        makesNoArrays(TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .layers("""
                        [{"type":"dense","units":40,"activation":"relu"},{"type":"batchNormalization"},{"type":"dropout","rate":0.2},
                         {"type":"dense","units":30},{"type":"layerNormalization"},{"type":"activation","activation":"tanh"},
                         {"type":"leakyRelu"},{"type":"dense"}]""")
                .training("{\"regularization\":{\"l2\":0.001},\"gradientClipping\":{\"norm\":0.5}}")
                .resolved());
    }

    @Test
    void makesNoArraysInRecurrentStacks() {
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        makesNoArrays(TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_MANY, run, null, STEPS, STEPS, 0))
                .layers("""
                        [{"type":"bidirectional","layer":{"type":"lstm","units":12,"returnSequences":true}},
                         {"type":"layerNormalization"},{"type":"gru","units":10,"returnSequences":true},
                         {"type":"gru","units":8,"resetAfter":false,"returnSequences":true},
                         {"type":"simpleRnn","units":9,"returnSequences":true},{"type":"dense"}]""")
                .resolved());
    }

    @Test
    void makesNoArraysWhereStepsAttendToEachOther() {
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        makesNoArrays(TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_MANY, run, null, STEPS, STEPS, 0))
                .layers("""
                        [{"type":"selfAttention","numHeads":2,"keyDim":3},{"type":"dense"}]""")
                .resolved());
    }

    /** Full batches and short ones in turns, as they come at the end of an epoch. */
    private static void makesNoArrays(ResolvedJob job) {
        List<Batch> batches = List.of(DrawnBatch.of(job, 32, 1), DrawnBatch.of(job, 7, 2));
        try (Engine engine = new FusedEngineMaker().make(job, Twins.drawn(job, 1))) {
            train(engine, batches);

            assertThat(allocatedBy(() -> train(engine, batches)) / (UPDATES * batches.size()))
                    .as("bytes a step")
                    .isLessThan(A_HANDFUL_OF_OBJECTS);
        }
    }

    private static void train(Engine engine, List<Batch> batches) {
        for (int update = 0; update < UPDATES; update++) {
            for (Batch batch : batches) {
                engine.step(batch, 0.001);
            }
        }
    }

    private static long allocatedBy(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
