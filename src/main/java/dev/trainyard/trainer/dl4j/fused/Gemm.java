package dev.trainyard.trainer.dl4j.fused;

import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Products of row-major matrices of floats outside the heap. OpenBLAS first copies the factors into panels, which takes as
 * long as the product itself where a batch is small; its AVX-512 kernels for up to a million multiplications do without. With
 * these a product is done tile by tile, in half to nine tenths of the time. How follows from the shape, the kernels and the
 * threads of the process, never from a clock.
 */
public final class Gemm {

    private static final Gemm HERE = new Gemm(hasSmallKernels(System.getenv()));

    private final boolean tiled;
    private final ThreadLocal<Cursors> cursors = ThreadLocal.withInitial(Cursors::new);

    Gemm(boolean tiled) {
        this.tiled = tiled;
    }

    /** The one for the kernels of this process. */
    public static Gemm here() {
        return HERE;
    }

    /** Whether OpenBLAS was told to take kernels that have such small ones, and no threads; {@code TrainerLaunch} tells it. */
    static boolean hasSmallKernels(Map<String, String> environment) {
        return "SKYLAKEX".equals(environment.get("OPENBLAS_CORETYPE"))
                && "1".equals(environment.get("OPENBLAS_NUM_THREADS"));
    }

    public boolean isTiled() {
        return tiled;
    }

    /** Which factor is stored as its transpose. */
    public enum Turned {
        NONE,
        LEFT,
        RIGHT
    }

    /** Places in native memory that are moved on instead of being made anew. */
    private static final class Cursors {

        final Cursor a = new Cursor();
        final Cursor b = new Cursor();
        final Cursor into = new Cursor();
    }

    private static final class Cursor extends FloatPointer {

        Cursor() {
            super((Pointer) null);
        }

        Cursor at(long start, long place) {
            address = start + Float.BYTES * place;
            return this;
        }
    }

    /**
     * {@code into = a · b (+ into)}, {@code [rows, inner] · [inner, columns]}.
     *
     * @param a address of the first factor
     * @param strideA from one of its stored rows to the next
     * @param add whether the product is added to what is there
     */
    @SuppressWarnings("checkstyle:ParameterNumber") // a product is said so
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
        Cursors at = cursors.get();
        int turnA = turned == Turned.LEFT ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans;
        int turnB = turned == Turned.RIGHT ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans;
        Tile tile = tiled ? Tile.of(turned, rows, inner, columns) : Tile.WHOLE;
        int high = Math.min(rows, tile.rows());
        int deep = Math.min(inner, tile.inner());
        int wide = Math.min(columns, tile.columns());
        for (int r = 0; r < rows; r += high) {
            for (int c = 0; c < columns; c += wide) {
                for (int k = 0; k < inner; k += deep) {
                    openblas_nolapack.cblas_sgemm(
                            openblas_nolapack.CblasRowMajor,
                            turnA,
                            turnB,
                            Math.min(high, rows - r),
                            Math.min(wide, columns - c),
                            Math.min(deep, inner - k),
                            1f,
                            at.a.at(a, turned == Turned.LEFT ? (long) k * strideA + r : (long) r * strideA + k),
                            strideA,
                            at.b.at(b, turned == Turned.RIGHT ? (long) c * strideB + k : (long) k * strideB + c),
                            strideB,
                            add || k > 0 ? 1f : 0f,
                            at.into.at(into, (long) r * strideInto + c),
                            strideInto);
                }
            }
        }
    }
}
