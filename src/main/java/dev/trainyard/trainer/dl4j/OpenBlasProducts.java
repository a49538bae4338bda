package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.trainer.dl4j.fused.Gemm;
import dev.trainyard.trainer.dl4j.fused.Gemm.Turned;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.NativeFloats;
import dev.trainyard.trainer.engine.NativeFloats.Matrix;
import dev.trainyard.trainer.engine.Room;
import org.nd4j.linalg.factory.Nd4j;

/** Multiplies with the OpenBLAS that ND4J brings. */
@AutoService(MatrixProducts.class)
public final class OpenBlasProducts implements MatrixProducts {

    private final Room products = new Room();
    private OpenBlasFloats left;
    private OpenBlasFloats right;
    private OpenBlasFloats result;

    public OpenBlasProducts() {
        Nd4j.getBackend(); // loads the library
        left = new OpenBlasFloats(1);
        right = new OpenBlasFloats(1);
        result = new OpenBlasFloats(1);
    }

    @Override
    public void multiply(Factor a, Factor b, Size size, float scale, float keep, float[] into) {
        left = filled(left, a.values(), size.rows() * size.inner());
        right = filled(right, b.values(), size.inner() * size.columns());
        float[] product = products.of(size.rows() * size.columns());
        result = roomy(result, product.length);
        Gemm.here()
                .multiply(
                        turned(a, b),
                        size.rows(),
                        size.inner(),
                        size.columns(),
                        left.address(),
                        a.turned() ? size.rows() : size.inner(),
                        right.address(),
                        b.turned() ? size.inner() : size.columns(),
                        false,
                        result.address(),
                        size.columns());
        result.get(0, product, 0, product.length);
        blend(product, scale, keep, into);
    }

    private static Turned turned(Factor a, Factor b) {
        if (a.turned() && b.turned()) {
            throw new IllegalArgumentException("turn the product instead of both factors");
        }
        return a.turned() ? Turned.LEFT : b.turned() ? Turned.RIGHT : Turned.NONE;
    }

    private static OpenBlasFloats filled(OpenBlasFloats present, float[] values, int count) {
        OpenBlasFloats floats = roomy(present, count);
        floats.put(0, values, 0, count);
        return floats;
    }

    private static OpenBlasFloats roomy(OpenBlasFloats present, int count) {
        if (present.size() >= count) {
            return present;
        }
        present.close();
        return new OpenBlasFloats(count);
    }

    private static void blend(float[] product, float scale, float keep, float[] into) {
        if (keep == 0) {
            for (int i = 0; i < product.length; i++) {
                into[i] = scale * product[i];
            }
        } else {
            for (int i = 0; i < product.length; i++) {
                into[i] = keep * into[i] + scale * product[i];
            }
        }
    }

    @Override
    public NativeFloats room(int floats) {
        return new OpenBlasFloats(floats);
    }

    @Override
    public void product(Matrix a, Matrix b, int rows, Matrix into) {
        multiply(Turned.NONE, rows, a.columns(), a, b, into, false);
    }

    @Override
    public void productByTransposed(Matrix a, Matrix b, int rows, Matrix into) {
        multiply(Turned.RIGHT, rows, a.columns(), a, b, into, false);
    }

    @Override
    public void transposedProduct(Matrix a, Matrix b, int rows, Matrix into, boolean add) {
        multiply(Turned.LEFT, a.columns(), rows, a, b, into, add);
    }

    @SuppressWarnings("checkstyle:ParameterNumber") // a product is said so
    private static void multiply(Turned turned, int rows, int inner, Matrix a, Matrix b, Matrix into, boolean add) {
        Gemm.here()
                .multiply(
                        turned,
                        rows,
                        inner,
                        into.columns(),
                        ((OpenBlasFloats.Place) a).address(),
                        a.columns(),
                        ((OpenBlasFloats.Place) b).address(),
                        b.columns(),
                        add,
                        ((OpenBlasFloats.Place) into).address(),
                        into.columns());
    }

    @Override
    public EngineMaker.Kernels kernels() {
        EngineMaker.Kernels kernels = new Dl4jEngineMaker().kernels();
        return Gemm.here().isTiled()
                ? new EngineMaker.Kernels(kernels.name() + ", tiles", kernels.backend())
                : kernels;
    }
}
