package dev.trainyard.trainer.dl4j;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BroadcastOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps a broadcast's dimensions reachable while native code reads them. ND4J 1.0.0-M2.1 passes the buffer of a
 * temporary array down and lets the collector free it during the call, which now and then ends the process
 * (deeplearning4j#9278).
 */
final class FencedExecutioner extends NativeOpExecutioner {

    /** Puts the fence up, once, where the arithmetic is done on the CPU. */
    static synchronized void install() {
        if (Nd4j.getExecutioner().getClass() != NativeOpExecutioner.class) {
            return;
        }
        try {
            Field instance = Nd4j.class.getDeclaredField("OP_EXECUTIONER_INSTANCE");
            instance.setAccessible(true);
            instance.set(null, new FencedExecutioner());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this ND4J keeps its executioner elsewhere", e);
        }
    }

    @Override
    public INDArray exec(BroadcastOp op, OpContext context) {
        INDArray dimensions = op.dimensions();
        try {
            return super.exec(op, context);
        } finally {
            Reference.reachabilityFence(dimensions);
            Reference.reachabilityFence(op);
        }
    }
}
