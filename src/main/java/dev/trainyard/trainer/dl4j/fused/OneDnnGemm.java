package dev.trainyard.trainer.dl4j.fused;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/**
 * oneDNN multiplies, by instructions that it writes for the processor. With AVX2 it copies no factor of a small product, which
 * OpenBLAS does.
 */
final class OneDnnGemm extends Gemm {

    private static final byte PLAIN = 'N';
    private static final byte TURNED = 'T';

    @Override
    public String library() {
        return ", onednn";
    }

    /** Whether there is one for this system. */
    static boolean isHere() {
        try {
            Loader.load(dnnl.class);
            return true;
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            return false; // what multiplies instead says so
        }
    }

    @Override
    @SuppressWarnings("checkstyle:ParameterNumber")
    public void multiply(
            Turned turned,
            int rows,
            int inner,
            int columns,
            long a,
            int strideA,
            long b,
            int strideB,
            boolean add,
            long into,
            int strideInto) {
        Cursors at = cursors();
        int status = dnnl.dnnl_sgemm(
                turned == Turned.LEFT ? TURNED : PLAIN,
                turned == Turned.RIGHT ? TURNED : PLAIN,
                rows,
                columns,
                inner,
                1f,
                at.a.at(a, 0),
                strideA,
                at.b.at(b, 0),
                strideB,
                add ? 1f : 0f,
                at.into.at(into, 0),
                strideInto);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN refuses a product of %d by %d by %d: status %d"
                    .formatted(rows, inner, columns, status));
        }
    }
}
