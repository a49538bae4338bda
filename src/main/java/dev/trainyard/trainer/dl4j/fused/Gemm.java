package dev.trainyard.trainer.dl4j.fused;

import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Products of row-major matrices of floats outside the heap. Which library does them follows from the kernels and the threads
 * that the process was told to take, never from a clock; its name is recorded with what was computed.
 */
public abstract class Gemm {

    /** The instructions that oneDNN takes at most; that it is set says that oneDNN is to multiply. */
    public static final String ONEDNN = "DNNL_MAX_CPU_ISA";

    private static final Gemm HERE = of(System.getenv());

    private final ThreadLocal<Cursors> cursors = ThreadLocal.withInitial(Cursors::new);

    /** The one for the kernels of this process. */
    public static Gemm here() {
        return HERE;
    }

    /** What {@code TrainerLaunch} asked for; of several threads the products are OpenBLAS' own business. */
    static Gemm of(Map<String, String> environment) {
        boolean alone = "1".equals(environment.get("OPENBLAS_NUM_THREADS"));
        if (alone && environment.containsKey(ONEDNN) && OneDnnGemm.isHere()) {
            return new OneDnnGemm();
        }
        return new OpenBlasGemm(alone && "SKYLAKEX".equals(environment.get("OPENBLAS_CORETYPE")));
    }

    /** What is said of it behind the name of OpenBLAS' kernels: nothing where these multiply, else {@code , onednn}. */
    public String library() {
        return "";
    }

    /** Whether products are made tile by tile. */
    public boolean isTiled() {
        return false;
    }

    /** Which factor is stored as its transpose. */
    public enum Turned {
        NONE,
        LEFT,
        RIGHT
    }

    /** Places in native memory that are moved on instead of being made anew. */
    static final class Cursors {

        final Cursor a = new Cursor();
        final Cursor b = new Cursor();
        final Cursor into = new Cursor();
    }

    static final class Cursor extends FloatPointer {

        Cursor() {
            super((Pointer) null);
        }

        Cursor at(long start, long place) {
            address = start + Float.BYTES * place;
            return this;
        }
    }

    Cursors cursors() {
        return cursors.get();
    }

    /**
     * {@code into = a · b (+ into)}, {@code [rows, inner] · [inner, columns]}.
     *
     * @param a address of the first factor
     * @param strideA from one of its stored rows to the next
     * @param add whether the product is added to what is there
     */
    @SuppressWarnings("checkstyle:ParameterNumber") // a product is said so
    public abstract void multiply(
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
            int strideInto);
}
