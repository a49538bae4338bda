package dev.trainyard.trainer.dl4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import com.google.auto.service.AutoService;
import dev.trainyard.trainer.dl4j.fused.Gemm;
import dev.trainyard.trainer.dl4j.fused.Gemm.Turned;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.NativeFloats;
import dev.trainyard.trainer.engine.NativeFloats.Matrix;
import org.nd4j.linalg.factory.Nd4j;

/** Multiplies with the OpenBLAS that ND4J brings. */
@AutoService(MatrixProducts.class)
public final class OpenBlasProducts implements MatrixProducts {

    public OpenBlasProducts() {
        Nd4j.getBackend(); // loads the library
    }

    @Override
    public void multiply(Factor a, Factor b, Size size, float scale, float keep, float[] into) {
        cblas_sgemm(
                CblasRowMajor,
                a.turned() ? CblasTrans : CblasNoTrans,
                b.turned() ? CblasTrans : CblasNoTrans,
                size.rows(),
                size.columns(),
                size.inner(),
                scale,
                a.values(),
                a.turned() ? size.rows() : size.inner(),
                b.values(),
                b.turned() ? size.inner() : size.columns(),
                keep,
                into,
                size.columns());
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
        return new Dl4jEngineMaker().kernels();
    }
}
