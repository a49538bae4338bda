package dev.trainyard.trainer.dl4j.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.trainer.dl4j.fused.Gemm.Turned;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

class GemmTest {

    private final SeededRandom random = new SeededRandom(9);

    @BeforeAll
    static void load() {
        Nd4j.getBackend();
    }

    /** Shapes that are one tile, many, and many with what is left over along each side. */
    @ParameterizedTest
    @CsvSource({"1,1,1", "32,784,128", "7,300,520", "130,129,131", "26,2000,20", "64,1600,256", "33,1030,65", "3,2,700"
    })
    void multipliesAsByHand(int rows, int inner, int columns) {
        for (Gemm gemm : libraries()) {
            for (Turned turned : Turned.values()) {
                for (boolean add : new boolean[] {false, true}) {
                    check(gemm, turned, rows, inner, columns, add);
                }
            }
        }
    }

    private static List<Gemm> libraries() {
        List<Gemm> libraries = new ArrayList<>(List.of(new OpenBlasGemm(true), new OpenBlasGemm(false)));
        if (OneDnnGemm.isHere()) {
            libraries.add(new OneDnnGemm());
        }
        return libraries;
    }

    private void check(Gemm gemm, Turned turned, int rows, int inner, int columns, boolean add) {
        float[] a = drawn(rows * inner);
        float[] b = drawn(inner * columns);
        float[] into = drawn(rows * columns);
        double[] expected = expected(turned, rows, inner, columns, a, b, add ? into : new float[into.length]);
        try (FloatPointer left = new FloatPointer(a);
                FloatPointer right = new FloatPointer(b);
                FloatPointer result = new FloatPointer(into)) {
            gemm.multiply(
                    turned,
                    rows,
                    inner,
                    columns,
                    left.address(),
                    turned == Turned.LEFT ? rows : inner,
                    right.address(),
                    turned == Turned.RIGHT ? inner : columns,
                    add,
                    result.address(),
                    columns);
            result.get(into);
        }
        double worst = 0;
        for (int i = 0; i < into.length; i++) {
            worst = Math.max(worst, Math.abs(into[i] - expected[i]));
        }
        assertThat(worst)
                .as("%s, %s of %d, %d, %d", gemm.getClass().getSimpleName(), turned, rows, inner, columns)
                .isLessThan(1e-6 * (inner + 10));
    }

    private float[] drawn(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() - 0.5);
        }
        return values;
    }

    private static double[] expected(
            Turned turned, int rows, int inner, int columns, float[] a, float[] b, float[] before) {
        double[] sums = new double[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < inner; k++) {
                double left = turned == Turned.LEFT ? a[k * rows + r] : a[r * inner + k];
                for (int c = 0; c < columns; c++) {
                    sums[r * columns + c] += left * (turned == Turned.RIGHT ? b[c * inner + k] : b[k * columns + c]);
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += before[i];
        }
        return sums;
    }

    @Test
    void followsFromTheKernelsAndTheThreadsAlone() {
        Gemm small = Gemm.of(Map.of("OPENBLAS_CORETYPE", "SKYLAKEX", "OPENBLAS_NUM_THREADS", "1"));
        assertThat(small.isTiled()).isTrue();
        assertThat(Gemm.of(Map.of("OPENBLAS_CORETYPE", "SKYLAKEX", "OPENBLAS_NUM_THREADS", "2"))
                        .isTiled())
                .isFalse();
        assertThat(Gemm.of(Map.of("OPENBLAS_NUM_THREADS", "1")).isTiled()).isFalse();
        assertThat(Gemm.of(Map.of(Gemm.ONEDNN, "AVX2", "OPENBLAS_NUM_THREADS", "1"))
                        .library())
                .isEqualTo(OneDnnGemm.isHere() ? ", onednn" : "");
        assertThat(Gemm.of(Map.of(Gemm.ONEDNN, "AVX2", "OPENBLAS_NUM_THREADS", "2"))
                        .library())
                .isEmpty();
    }

    /** Linux on amd64 has its natives, or what is said of its speed is said of nothing. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void hasOneDnnWhereItMultiplies() {
        assertThat(OneDnnGemm.isHere()).isTrue();
    }
}
