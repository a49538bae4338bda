package dev.trainyard.trainer.dl4j.fused;

import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * OpenBLAS multiplies. It first copies the factors into panels, which takes as long as the product itself where a batch is
 * small; its AVX-512 kernels for up to a million multiplications do without. With these a product is done tile by tile, in half
 * to nine tenths of the time.
 */
final class OpenBlasGemm extends Gemm {

    private final boolean tiled;

    /** @param tiled whether its kernels have such small ones, and no threads */
    OpenBlasGemm(boolean tiled) {
        this.tiled = tiled;
    }

    @Override
    public boolean isTiled() {
        return tiled;
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
