package dev.trainyard.trainer.dl4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import com.google.auto.service.AutoService;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.MatrixProducts;
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
    public EngineMaker.Kernels kernels() {
        return new Dl4jEngineMaker().kernels();
    }
}
