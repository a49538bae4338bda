package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoreTypeTest {

    private static final List<String> AVX2 = List.of("sse2", "avx2", "fma");
    private static final List<String> AVX512 =
            List.of("sse2", "avx2", "fma", "avx512f", "avx512dq", "avx512bw", "avx512vl");

    @Test
    void isTheFastestThatTheProcessorHas() {
        assertThat(CoreType.of(AVX512)).isEqualTo(CoreType.SKYLAKEX);
        assertThat(CoreType.of(AVX2)).isEqualTo(CoreType.HASWELL_ONEDNN);
        assertThat(CoreType.of(List.of("sse2"))).isEqualTo(CoreType.DEFAULT);
        assertThat(CoreType.of(List.of())).isEqualTo(CoreType.DEFAULT);
    }

    @Test
    void tellsTheLibraries() {
        assertThat(CoreType.SKYLAKEX.environment()).containsOnly(entry("OPENBLAS_CORETYPE", "SKYLAKEX"));
        assertThat(CoreType.HASWELL_ONEDNN.environment())
                .containsOnly(entry("OPENBLAS_CORETYPE", "HASWELL"), entry("DNNL_MAX_CPU_ISA", "AVX2"));
        assertThat(CoreType.DEFAULT.environment()).isEmpty();
    }

    @Test
    void isThatOfTheCheckpointWhereTheProcessorHasIt() {
        assertThat(CoreType.like("openblas HASWELL", AVX512)).isEqualTo(CoreType.HASWELL);
        assertThat(CoreType.like("openblas HASWELL", AVX2)).isEqualTo(CoreType.HASWELL);
        assertThat(CoreType.like("openblas HASWELL, onednn", AVX512)).isEqualTo(CoreType.HASWELL_ONEDNN);
        assertThat(CoreType.like("openblas SKYLAKEX, tiles", AVX512)).isEqualTo(CoreType.SKYLAKEX);
    }

    @Test
    void tellsProcessorsApartWhoseKernelsHaveNoName() {
        String neon = CoreType.unnamed("aarch64", List.of("neon", "asimd"));
        assertThat(neon)
                .startsWith("default aarch64 ")
                .isEqualTo(CoreType.unnamed("aarch64", List.of("asimd", "neon")));
        assertThat(CoreType.unnamed("aarch64", List.of("neon", "asimd", "sve"))).isNotEqualTo(neon);
        assertThat(CoreType.unnamed("x86_64", List.of())).isEqualTo("default x86_64");
        assertThat(CoreType.like("openblas " + neon, AVX512)).isEqualTo(CoreType.SKYLAKEX);
    }

    @Test
    void isTheProcessorsOwnWhereItHasNotThatOfTheCheckpointOrThatIsNotTold() {
        assertThat(CoreType.like("openblas SKYLAKEX, tiles", AVX2)).isEqualTo(CoreType.HASWELL_ONEDNN);
        assertThat(CoreType.like("openblas default", AVX512)).isEqualTo(CoreType.SKYLAKEX);
        assertThat(CoreType.like("cublas", AVX512)).isEqualTo(CoreType.SKYLAKEX);
        assertThat(CoreType.like(null, AVX2)).isEqualTo(CoreType.HASWELL_ONEDNN);
    }
}
