package dev.trainyard.trainer.dl4j.fused;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/**
 * oneDNN multiplies by weights of up to 200,000 numbers, by instructions that it writes for the processor: with AVX2 it copies
 * no factor of a small product, which OpenBLAS does. OpenBLAS multiplies by larger ones.
 */
final class OneDnnGemm extends Gemm {

    /** Weights of more numbers do not fit into the cache of a core, and OpenBLAS' copies pay. */
    private static final int LARGE = 200_000;

    private static final byte PLAIN = 'N';
    private static final byte TURNED = 'T';

    private final Gemm ofLarge = new OpenBlasGemm(false);

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
        long weights = (long) (turned == Turned.LEFT ? rows : inner) * columns;
        if (weights > LARGE) {
            ofLarge.multiply(turned, rows, inner, columns, a, strideA, b, strideB, add, into, strideInto);
            return;
        }
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
            throw new IllegalStateException(
                    "oneDNN refuses a product of %d by %d by %d: status %d".formatted(rows, inner, columns, status));
        }
    }
}
