package dev.trainyard.prediction;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime, started once for the process. */
final class OnnxRuntime {

    /**
     * ONNX Runtime 1.29 looks through the command line of its process with a regular expression that recurses once a
     * character: a long class path overflows a usual stack, which ends the whole process. Only what is used is paid for.
     */
    private static final long STACK_BYTES = 512L << 20;

    private static @Nullable OrtEnvironment environment;

    private OnnxRuntime() {}

    static synchronized OrtEnvironment environment() {
        if (environment == null) {
            environment = start();
        }
        return environment;
    }

    private static OrtEnvironment start() {
        CompletableFuture<OrtEnvironment> started = new CompletableFuture<>();
        new Thread(null, () -> create(started), "onnx-runtime-start", STACK_BYTES).start();
        return started.join();
    }

    private static void create(CompletableFuture<OrtEnvironment> started) {
        try {
            started.complete(OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "trainyard"));
        } catch (RuntimeException | Error e) {
            started.completeExceptionally(e);
        }
    }
}
