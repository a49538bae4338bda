package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceTest {

    private static final List<Gpu> A10 = Gpu.parse(
            List.of("NVIDIA A10, 23028, 8.6, 550.54.15"),
            List.of("==============NVSMI LOG==============", "", "CUDA Version                              : 12.4"));
    private static final List<Gpu> H100 = Gpu.parse(List.of("NVIDIA H100 80GB HBM3, 81559, 9.0, 550.54.15"), List.of());

    @Test
    void readsWhatTheDriverTells() {
        assertThat(A10).containsExactly(new Gpu("NVIDIA A10", 23028L << 20, "8.6", "550.54.15", "12.4"));
        assertThat(H100).extracting(Gpu::cuda).containsOnlyNulls();
        assertThat(Gpu.parse(
                        List.of("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.", ""),
                        List.of()))
                .isEmpty();
    }

    @Test
    void knowsWhichGpusTheBackendHasCodeFor() {
        assertThat(List.of("3.5", "3.7", "7.5", "8.0", "8.6", "8.9", "9.0", "10.0", "12.0"))
                .filteredOn(capability -> new Gpu("a GPU", 1, capability, "1", null).hasCode())
                .containsExactly("3.7", "7.5", "8.0", "8.6", "8.9");
    }

    @Test
    void neverUsesAGpuInABuildForTheCpu() {
        Device device = Device.with(A10, false);
        assertThat(device.gpus()).isZero();
        assertThat(device.trains()).isTrue();
        assertThat(device.found()).isEqualTo(A10);
        assertThat(device.diagnosis())
                .isEqualTo(
                        "NVIDIA A10 (compute capability 8.6) is there, but this build trains on the CPU only; jobs that ask for a gpu wait");
    }

    @Test
    void usesOneGpuThatTheBackendHasCodeFor() {
        Device device = Device.with(List.of(A10.get(0), A10.get(0)), true);
        assertThat(device.type()).isEqualTo("cuda");
        assertThat(device.gpus()).isEqualTo(1);
        assertThat(device.diagnosis())
                .isEqualTo("NVIDIA A10 (compute capability 8.6) is used, which has not been tried on such a card yet");
    }

    @Test
    void trainsNothingWhereTheBackendHasNoCodeForTheGpu() {
        Device device = Device.with(H100, true);
        assertThat(device.gpus()).isZero();
        assertThat(device.trains()).isFalse();
        assertThat(device.diagnosis())
                .isEqualTo(
                        "NVIDIA H100 80GB HBM3 (compute capability 9.0) is there, for which this build has no code: it has for compute capability 3.7 to 8.9; it trains on GPUs only, so no job runs here until the build for the CPU is used");
    }

    @Test
    void readsTheRowsOfEarlierVersions() {
        Device device = Json.mapper()
                .readValue(
                        "{\"type\":\"cpu\",\"cores\":2,\"memoryBytes\":1,\"gpus\":0,\"diagnosis\":\"no GPU was found\"}",
                        Device.class);
        assertThat(device.found()).isEmpty();
    }
}
