package dev.trainyard.trainer;

import dev.trainyard.trainer.TrainerEvent.Remedy;
import java.util.List;
import java.util.Map;

/** Tells that the device, or the native library for it, is what failed. */
final class DeviceTrouble {

    private static final List<String> WORDS =
            List.of("CUDA", "cuda", "cuDNN", "CUDNN", "cublas", "CUBLAS", "no kernel image", "NVIDIA driver");

    private DeviceTrouble() {}

    static boolean isOne(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof LinkageError || WORDS.stream().anyMatch(message::contains);
    }

    static JobFailed failure(Throwable cause) {
        return new JobFailed(
                "device_unavailable",
                "the device cannot be used: %s: %s".formatted(cause.getClass().getSimpleName(), cause.getMessage()),
                "train on the CPU, or on a worker whose GPU is supported; GET /api/v1/workers says what each has",
                List.of(Remedy.setting("Train on the CPU", "/resources/device", "cpu")),
                Map.of("error", cause.getClass().getSimpleName()));
    }
}
